import Foundation
import Pipeline
import Render
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Reports

@Suite struct ReportsSiteIndexTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func report(_ name: String, _ audit: String?) throws {
        try folder.write(Data(), "reports/\(name)/index.html")
        if let audit { try folder.write(Data(audit.utf8), "reports/\(name)/audit.json") }
    }

    private var content: SiteIndex.Content { SiteIndex(site: folder.url, reports: .distilled).content }

    private var cards: [IndexCard] { content.reports }

    /// The front page as a browser gets it.
    private func page() throws -> String {
        try SiteIndex(site: folder.url, reports: .distilled).write(theme: Theme(folder: .shippedTheme))
        return try folder.text("index.html")
    }

    @Test func aReportSaysItsVerdictAndItsProgram() throws {
        try report(
            "Binary_Addition",
            """
            {"task": "Binary_Addition", "verdict": "formula", "evidence": "mechanistic",
             "explanation": {"route": "numbered states", "formulas": {"out": "s % 2", "carry": "s // 2"}},
             "machine": {"minimalStates": 4, "window": false}, "seconds": {"total": 7.4, "verify": null},
             "claims": [{"claim": "tested", "holds": true}, {"holds": true}]}
            """)
        let card = try #require(cards.first)
        #expect(card.title == "Binary Addition" && card.verdict == "formula" && card.tone == "holds")
        #expect(card.evidence == "mechanistic" && card.route == "numbered states")
        #expect(card.program == "carry = s // 2; out = s % 2")
        #expect(card.summary == "2 of 2 claims hold")
        #expect(card.facts == "route: numbered states · 4 states · 7.4 s")
        #expect(card.link == "reports/Binary_Addition/index.html")
    }

    /// That two differ is what was found: it is no failure.
    @Test(arguments: [(true, "alike", "holds"), (false, "differ", "neutral")])
    func aComparisonSaysWhetherTheyDiffer(isAlike: Bool, verdict: String, tone: String) throws {
        #expect(content.isEmpty && !content.hasDiffs)
        try folder.write(Data(), "diffs/a-b/index.html")
        let conclusion = "{\"holds\": \(isAlike), \"statement\": \"\"}"
        let summary = "{\"title\": \"a and b\", \"summary\": \"few\", \"conclusions\": [\(conclusion)]}"
        try folder.write(Data(summary.utf8), "diffs/a-b/page.json")
        let card = try #require(content.diffs.first)
        #expect(card.title == "a and b" && card.verdict == verdict && card.tone == tone && card.summary == "few")
        #expect(try page().contains("href=\"diffs/a-b/index.html\""))
    }

    @Test func anImageWithoutATextIsDecoration() throws {
        func image(alt: String) throws -> String {
            try report("X", "{\"verdict\": \"formula\"}")
            let fields = "\"title\": \"X\", \"summary\": \"\", \"thumbnail\": \"a.png\", \"conclusions\": []"
            try folder.write(Data("{\(fields), \"thumbnailAlt\": \"\(alt)\"}".utf8), "reports/X/page.json")
            return try page()
        }
        #expect(try image(alt: "").contains("a.png\" role=\"presentation\" alt=\"\" "))
        #expect(try image(alt: "Dots").contains("a.png\" alt=\"Dots\" "))
    }

    @Test func aFailingClaimAboutOutputsColoursTheVerdictAndOneAboutMechanismDoesNot() throws {
        func tone(_ claim: String) throws -> String? {
            try report("X", "{\"verdict\": \"formula\", \"claims\": [{\"claim\": \"\(claim)\", \"holds\": false}]}")
            return cards.first?.tone
        }
        #expect(try tone("grounded") == "holds" && tone("longer") == "fails" && tone("unheard of") == "fails")
    }

    @Test(arguments: ["", ", \"claims\": []", ", \"claims\": \"all\""])
    func withoutClaimsNothingIsSound(claims: String) throws {
        try report("X", "{\"verdict\": \"formula\"\(claims)}")
        #expect(cards.first?.tone == "fails")
    }

    @Test(arguments: [
        nil, "", "{", "[]", "null", "{\"verdict\": 3}", "{\"verdict\": 3, \"claims\": \"x\", \"explanation\": []}",
        "{\"verdict\": \"proven beyond doubt\"}",
    ])
    func aBrokenAuditIsListedAsUnreadable(audit: String?) throws {
        try report("X", audit)
        #expect(cards.map(\.verdict) == ["unreadable"])
        #expect(content.scoreboard == nil)
    }

    @Test func partsOfAnotherKindAreLeftOut() throws {
        try report(
            "X",
            """
            {"verdict": "table", "task": 7, "claims": "all", "seconds": [1], "machine": {"minimalStates": "many"},
             "explanation": 3, "network": null, "training": {"lengths": {}}, "heart": {}}
            """)
        let card = try #require(cards.first)
        #expect(card.verdict == "table" && card.title == "X")
        #expect(card.facts == nil && card.program == nil && card.summary == nil)
    }

    @Test func aFailureShowsOnlyWhereThereIsNoGoodPage() throws {
        try report("Good", "{\"verdict\": \"table\"}")
        try report("Good.failed", nil)
        try report("Bad.failed", nil)
        try folder.write(Data(), "reports/.X.staging-1/index.html")
        #expect(cards.map(\.verdict) == ["failed", "table"])
    }

    @Test func tasksOfTheBenchmarkComeFirstInItsOrder() throws {
        for name in ["Aardvark", "Prev1", "Binary_Addition"] { try report(name, "{\"verdict\": \"formula\"}") }
        #expect(cards.map(\.title) == ["Binary Addition", "Prev1", "Aardvark"])
    }

    @Test func filtersCountWhatTheCardsSay() throws {
        try report("A", "{\"verdict\": \"formula\", \"explanation\": {\"route\": \"linear\"}}")
        try report("B", "{\"verdict\": \"formula\", \"explanation\": {\"route\": \"modular\"}}")
        try report("C", "{\"verdict\": \"unsolved\", \"failure\": \"no network\"}")
        #expect(content.verdicts.options == [.init(word: "formula", count: 2), .init(word: "unsolved", count: 1)])
        #expect(content.routes.options == [.init(word: "linear", count: 1), .init(word: "modular", count: 1)])
        let page = try page()
        #expect(page.contains("data-card data-verdict=\"formula\" data-route=\"modular\""))
        #expect(page.contains("data-card data-verdict=\"unsolved\" data-route=\"\""))
        #expect(page.contains("<option value=\"formula\">formula (2)</option>"))
        for field in ["data-filter-verdict", "data-filter-route", "data-filter-text", "data-filter-count aria-live=\"polite\""]
        {
            #expect(page.contains(field), "\(field)")
        }
        #expect(page.contains("3 of 3 reports") && page.contains("data-filters hidden"))
    }

    @Test func hostileNamesAreEscaped() throws {
        try report(
            "a\"b <i> 🙂",
            """
            {"task": "<script>alert(1)</script>", "verdict": "formula", "heart": "<b>", "failure": "'><img src=x>",
             "explanation": {"route": "\\"><svg onload=alert(2)>"}}
            """)
        try folder.write(
            Data(
                "{\"title\": \"</h3><script>\", \"summary\": \"\\\" onclick=\\\"x\", \"thumbnail\": \"../../../../etc/passwd\", \"thumbnailAlt\": \"\\\"><u>\", \"conclusions\": []}"
                    .utf8),
            "reports/a\"b <i> 🙂/page.json")
        let page = try page()
        for tag in ["<script>alert", "</h3><script>", "<img src=x", "<b>", "<i>", "<u>", "<svg onload", "../.."] {
            #expect(!page.contains(tag), "\(tag)")
        }
        #expect(page.contains("href=\"reports/a%22b%20%3Ci%3E%20%F0%9F%99%82/index.html\""))
        #expect(page.contains("data-route=\"&quot;&gt;&lt;svg onload=alert(2)&gt;\""))
    }
}
