import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookExhibitTests {
    @Test(arguments: [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("a b<c>.png", "a_b_c_.png"), ("..", "unnamed"),
        ("", "unnamed"), (".hidden", "hidden"), ("figures/loss.png", "figures/loss.png"), ("é\u{0}🙂.png", "___.png"),
    ])
    func fileNamesStayInside(name: String, expected: String) {
        #expect(FileName.safe(name) == expected)
    }

    @Test func aPNGIsShownAtHalfItsSize() {
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 5, 0, 0, 0, 2, 0x58]
        guard case .image(let image) = Exhibit.png(Data(header), file: "a.png", alt: "x").content,
            case .image(let broken) = Exhibit.png(Data("no".utf8), file: "a.png", alt: "x").content
        else {
            Issue.record("expected images")
            return
        }
        #expect(image.width == 640 && image.height == 300)
        #expect(broken.width == nil)
    }

    @Test func exhibitsSurviveTheJournal() throws {
        let exhibit = Exhibit.row([
            .markdown("*a*"), .code("x", language: "swift", file: "a/b.swift"), .callout(.holds, title: "t"),
            .table(header: ["a"], rows: [["1"]], alignment: [.right]), .fold("more", [.text("e\u{301}\u{0}\n")]),
        ]).captioned("<c>")
        let coded = try JSONEncoder().encode(exhibit)
        let decoded = try JSONDecoder().decode(Exhibit.self, from: coded)
        #expect(decoded.caption == "<c>")
        guard case .row(let members) = decoded.content else {
            Issue.record("expected a row")
            return
        }
        #expect(members.map(\.content).first == .markdown("*a*") && members.count == 5)
        #expect(try JSONEncoder().encode(decoded).count == coded.count)
    }

    @Test func whatIsTooLongIsCutAndSaysSo() {
        let table = Exhibit.table(header: ["n"], rows: (0..<1500).map { ["\($0)"] }).withinBounds
        #expect(table.caption == "The first 1000 of 1500 rows.")
        guard case .text(let text) = Exhibit.text(String(repeating: "x", count: 1 << 20)).withinBounds.content else {
            Issue.record("expected text")
            return
        }
        #expect(text.hasSuffix("… and 786532 bytes more, not kept.") && text.utf8.count <= 256 << 10)
        #expect(Exhibit.text(text).withinBounds == .text(text) && table.withinBounds == table)
    }

    @Test func raggedTablesAreNotFilledWithoutBound() {
        let rows = Array(repeating: [String](), count: 5000) + [Array(repeating: "x", count: 5000)]
        let cells = Exhibit.Table(header: [], rows: rows, alignment: []).filledRows.reduce(0) { $0 + $1.count }
        #expect(cells <= 4 * 5000)
        let few = Exhibit.Table(header: ["a", "b", "c"], rows: [["1"], []], alignment: []).filledRows
        #expect(few == [["1", "", ""], ["", "", ""]])
    }

    @Test func aTerminalShowsTablesInColumns() {
        let table = Exhibit.table(header: ["a", "long"], rows: [["1"], ["22", "x"]]).captioned("see")
        #expect(table.terminalText == "a   long\n1       \n22  x   \n(see)")
    }
}
