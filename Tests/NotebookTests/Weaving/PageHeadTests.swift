import Foundation
import Render
import Testing

@testable import Notebook

@Suite struct NotebookPageHeadTests {
    @Test func sentencesEndOnceAndHaveNoMarks() {
        #expect(PageHead(title: "T", sentences: ["one `bit`", "", "7 of 7 hold."]).description == "one bit. 7 of 7 hold.")
        #expect(PageHead(title: "T", sentences: []).description == nil)
        let long = PageHead(title: String(repeating: "t", count: 5000), sentences: [String(repeating: "w\n", count: 5000)])
        #expect(long.title.count == 301 && long.description?.count == 301 && long.description?.contains("\n") == false)
    }

    /// A page that a link shows as a card: title, description, and nothing that a title could break.
    @Test func aPageDescribesItself() throws {
        let document = try LiterateDocument(source: "//: # A title\n//: First words. Second.\nlet a = 1\n", file: "X.swift")
        func page(_ events: [Journal.Event]) throws -> String {
            let content = PageWeaver(document: document, events: events, failure: nil).content(
                highlighted: [:], kicker: "Report", facts: [("Seed", "1")], files: [])
            return try Theme(folder: .shippedTheme).render("page", content)
        }
        let plain = try page([.concluded(Conclusion(holds: true, statement: "It holds"))])
        #expect(plain.contains("<meta name=\"description\" content=\"First words. It holds.\">"))
        #expect(plain.contains("<meta property=\"og:title\" content=\"A title\">"))
        #expect(
            plain.contains("<meta property=\"og:type\" content=\"article\">")
                && plain.contains("<summary>Cite this report</summary>"))
        let hostile = try page([.entitled("\"><script>alert(1)</script>", subtitle: "\" onload=\"x\u{202E}")])
        #expect(hostile.contains("og:title\" content=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">"))
        #expect(
            hostile.contains("name=\"description\" content=\"&quot; onload=&quot;x\u{FFFD}.\">")
                && !hostile.contains("<script>alert"))
    }
}
