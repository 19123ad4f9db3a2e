import Foundation
import Render
import Testing

@testable import Notebook

@Suite struct NotebookPageWeaverTests {
    private let source = """
        //: # A *title*
        //: ## One
        func shown() {}
        let a = 1
        //: ## Two
        //: @hide
        let b = 2
        //: ## Three
        let c = 3
        """

    private func page(_ events: [Journal.Event], failure: ExperimentRun.Failure? = nil) throws -> String {
        let document = try LiterateDocument(source: source, file: "X.swift")
        let content = PageWeaver(document: document, events: events, failure: failure).content(
            highlighted: [:], kicker: "Experiment", facts: [("Seed", "<1>")], files: ["program.py"])
        return try Theme(folder: .shippedTheme).render("page", content)
    }

    private func section(_ number: Int, of page: String) -> String {
        let start = page.range(of: "data-place=\"cell-\(number)\"")?.upperBound ?? page.endIndex
        let rest = page[start...]
        return String(rest[..<(rest.range(of: "</section>")?.lowerBound ?? rest.endIndex)])
    }

    @Test func exhibitsStandUnderTheCellOfTheirLine() throws {
        let page = try page([
            .began(cell: 0), .began(cell: 1), .showed(.text("first"), line: 3, place: .here),
            .showed(.text("second"), line: 6, place: .here), .showed(.text("nowhere"), line: 99, place: .here),
            .showed(.text("the answer"), line: 6, place: .lead), .finished,
        ])
        #expect(section(1, of: page).contains("first"))
        #expect(section(2, of: page).contains("second") && section(2, of: page).contains("nowhere"))
        #expect(!section(2, of: page).contains("let b") && section(3, of: page).contains("let c"))
        let lead = try #require(page.range(of: "the answer")), article = try #require(page.range(of: "<article>"))
        #expect(lead.lowerBound < article.lowerBound)
    }

    @Test func printedTextRunsTogetherAndSaysWhatIsMissing() throws {
        let page = try page([
            .began(cell: 0), .printed("a", cell: 0), .printed("b\u{7}<\n", cell: 0), .dropped(bytes: 5, exhibits: 0, cell: 0),
            .dropped(bytes: 9, exhibits: 2, cell: 0),
        ])
        #expect(section(1, of: page).contains("<samp>ab\u{FFFD}&lt;\n</samp>"))
        #expect(page.contains("at least 9 bytes of printed text and at least 2 exhibits more"))
    }

    @Test func aFailureStandsInItsCellEvenIfHidden() throws {
        let failure = ExperimentRun.Failure(reason: "It broke <b>", cell: 1, line: 7)
        let page = try page([.began(cell: 0), .began(cell: 1)], failure: failure)
        let cell = section(2, of: page)
        #expect(cell.contains("It broke &lt;b&gt;") && cell.contains("Line 7 of X.swift") && cell.contains("let b = 2"))
        #expect(section(3, of: page).contains("This cell did not run."))
        #expect(!section(1, of: page).contains("did not run"))
        #expect(page.contains("This page is incomplete."))
    }

    @Test func cellsHaveLinksToThemselves() throws {
        let page = try page([])
        for id in ["cell-func-shown", "cell-let-b-2", "cell-let-c-3"] {
            #expect(page.contains("id=\"\(id)\" data-place") && page.contains("<a class=\"anchor\" href=\"#\(id)\""), "\(id)")
        }
    }

    @Test func theTitleIsSaidOnceAndMayBeReplaced() throws {
        let plain = try page([])
        #expect(plain.contains("<h1>A title</h1>") && plain.components(separatedBy: "<h1").count == 2)
        let other = try page([.entitled("Parity <all>", subtitle: "one `bit`")])
        #expect(other.contains("<h1>Parity &lt;all&gt;</h1>") && other.contains("one <code>bit</code>"))
        #expect(other.contains("<title>Parity &lt;all&gt; · Glassbox</title>") && other.contains("<dd>&lt;1&gt;</dd>"))
    }

    @Test func everyKindOfExhibitIsDrawn() throws {
        let page = try page([
            .showed(
                .row([
                    .fold("All `of` them", [.table(header: ["n", "w"], rows: [["−1.5", "`x`"], ["2"]])]),
                    .callout(.neutral, word: "not checked", title: "t"),
                    .svg("<svg/>", file: "a.svg", width: 800, height: 20, alt: "\"quoted\""),
                    .code("x < 1", language: "python", file: "program.py"), .markdown("### Deep"),
                ]).captioned("see"), line: 3, place: .here)
        ])
        for expected in [
            "<summary>All <code>of</code> them</summary>", "<td class=\"right\">−1.5</td>",
            "<td class=\"left\"><code>x</code></td>",
            "<span class=\"word\">not checked</span>", "width=\"800\" height=\"20\"", "alt=\"&quot;quoted&quot;\"",
            "class=\"image wide\"", "x &lt; 1", "<h3 id=\"deep\">Deep<a class=\"anchor\" href=\"#deep\"",
            "<figcaption>see</figcaption>",
        ] {
            #expect(page.contains(expected), "\(expected)")
        }
    }

    /// Each line was copied with all that came before it.
    @Test func anyNumberOfPrintedLinesIsOneText() throws {
        let document = try LiterateDocument(source: "//: # T\nlet a = 1\n", file: "X.swift")
        let events = (0..<300_000).map { Journal.Event.printed("line \($0)\n", cell: 0) }
        let content = PageWeaver(document: document, events: events, failure: nil)
            .content(highlighted: [:], kicker: "", facts: [], files: [])
        let texts = content.pieces.compactMap(\.cell).flatMap(\.exhibits).compactMap(\.text)
        #expect(texts.count == 1 && texts[0].hasPrefix("line 0\nline 1\n") && texts[0].hasSuffix("line 299999\n"))
    }
}
