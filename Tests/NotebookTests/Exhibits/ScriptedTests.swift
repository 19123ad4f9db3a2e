import Foundation
import Render
import Testing

@testable import Notebook

/// Parts of a page that a script brings to life.
@Suite struct NotebookScriptedTests {
    private func page(_ exhibit: Exhibit) throws -> String {
        let document = try LiterateDocument(source: "//: # T\nlet a = 1\n", file: "X.swift")
        let content = PageWeaver(document: document, events: [.showed(exhibit, line: 2, place: .here)], failure: nil).content(
            highlighted: [:], kicker: "Experiment", facts: [], files: [])
        return try Theme(folder: .shippedTheme).render("page", content)
    }

    private let diagram = Digraph(nodes: [.init("0", lines: ["</script><b>"])], edges: [])

    @Test func dataCannotEndItsElement() throws {
        let hostile = ["</script><script>alert(1)</script>", "<!--", "\"'é🙂../", "\u{2028}"]
        let page = try page(try .scripted(.stepper, data: hostile, diagram: diagram, standIn: [.text("<i>")]))
        let start = try #require(page.range(of: "<script type=\"application/json\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let json = Data(page[start.upperBound..<end.lowerBound].utf8)
        #expect(try JSONDecoder().decode([String].self, from: json) == hostile)
        #expect(!page.contains("alert(1)<") && !page.contains("<b>") && page.contains("&lt;i&gt;"))
    }

    @Test func eachDiagramHasIdsOfItsOwn() throws {
        let one = try Exhibit.scripted(.stepper, data: 1, diagram: diagram, standIn: [.text("first")])
        let page = try page(.row([one, one]))
        #expect(page.contains("id=\"diagram1-state-0\"") && page.contains("id=\"diagram2-state-0\""))
        #expect(page.components(separatedBy: "data-stepper").count == 3)
        #expect(page.contains("src=\"../../assets/stepper.js\""))
    }

    @Test func itSurvivesTheJournalAndItsBounds() throws {
        let exhibit = try Exhibit.scripted(.stages, data: ["train"], standIn: [.text("words")])
        #expect(try JSONDecoder().decode(Exhibit.self, from: JSONEncoder().encode(exhibit)) == exhibit)
        #expect(exhibit.withinBounds == exhibit && exhibit.terminalText == "words")
        let large = try Exhibit.scripted(
            .stepper, data: String(repeating: "x", count: 1 << 19), diagram: diagram, standIn: [.text("w")])
        guard case .scripted(let part) = large.withinBounds.content else {
            Issue.record("expected a scripted part")
            return
        }
        #expect(part.data == "null" && part.diagram == nil && part.standIn == [.text("w")])
        #expect(throws: EncodingError.self) { try Exhibit.scripted(.stepper, data: Double.nan, standIn: []) }
    }
}
