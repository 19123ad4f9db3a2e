import Foundation
import Render
import Testing

@testable import Notebook

@Suite struct NotebookSiteIndexTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func report(_ name: String, _ audit: String?) throws {
        try folder.write(Data(), "reports/\(name)/index.html")
        if let audit { try folder.write(Data(audit.utf8), "reports/\(name)/audit.json") }
    }

    private var cards: [SiteIndex.Card] {
        let index = SiteIndex(site: folder.url)
        return index.cards(in: "reports", index.report)
    }

    @Test func aReportSaysItsVerdictAndItsProgram() throws {
        try report(
            "Binary_Addition",
            """
            {"task": "Binary_Addition", "verdict": "formula",
             "explanation": {"formulas": {"out": "s % 2", "carry": "s // 2"}},
             "claims": [{"holds": true}, {"holds": true}]}
            """)
        let card = try #require(cards.first)
        #expect(card.title == "Binary Addition" && card.verdict == "formula" && card.tone == "holds")
        #expect(card.program == "carry = s // 2; out = s % 2")
        #expect(card.summary == "2 of 2 claims hold")
        #expect(card.link == "reports/Binary_Addition/index.html")
    }

    @Test(arguments: [
        nil, "", "{", "[]", "null", "{\"verdict\": 3}", "{\"verdict\": 3, \"claims\": \"x\", \"explanation\": []}",
    ])
    func aBrokenAuditIsListedAsUnreadable(audit: String?) throws {
        try report("X", audit)
        #expect(cards.map(\.verdict) == ["unreadable"])
    }

    @Test func aFailureShowsOnlyWhereThereIsNoGoodPage() throws {
        try report("Good", "{\"verdict\": \"table\"}")
        try report("Good.failed", nil)
        try report("Bad.failed", nil)
        try folder.write(Data(), "reports/.X.staging-1/index.html")
        #expect(cards.map(\.verdict) == ["failed", "table"])
    }

    @Test func hostileNamesAreEscaped() throws {
        try report(
            "a\"b <i>", "{\"task\": \"<script>alert(1)</script>\", \"verdict\": \"\\\"><img>\", \"heart\": \"<b>\"}")
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        try SiteIndex(site: folder.url).write(theme: Theme(folder: root.appending(path: "site/theme")))
        let page = try folder.text("index.html")
        #expect(!page.contains("<script>alert") && !page.contains("<img>") && !page.contains("<b>") && !page.contains("<i>"))
        #expect(page.contains("href=\"reports/a%22b%20%3Ci%3E/index.html\""))
    }
}
