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

    private var index: SiteIndex { SiteIndex(site: folder.url, reports: .distilled) }

    private var reports: [IndexEntry] { get async throws { try await index.found.reports } }

    private var cards: [IndexCard] { get async throws { try await reports.map { IndexCard($0) } } }

    /// The front page as a browser gets it.
    private func page() async throws -> String {
        try await index.write(theme: Theme(folder: .shippedTheme))
        return try folder.text("index.html")
    }

    @Test func aReportSaysItsVerdictAndItsProgram() async throws {
        try report(
            "Binary_Addition",
            """
            {"task": "Binary_Addition", "verdict": "formula", "evidence": "mechanistic",
             "explanation": {"route": "numbered states", "formulas": {"out": "s % 2", "carry": "s // 2"}},
             "machine": {"minimalStates": 4, "window": false}, "seconds": {"total": 7.4, "verify": null},
             "claims": [{"claim": "tested", "holds": true}, {"holds": true}]}
            """)
        let card = try #require(try await cards.first)
        #expect(card.title == "Binary Addition" && card.verdict == "formula" && card.tone == "holds")
        #expect(card.evidence == "mechanistic" && card.route == "numbered states")
        #expect(card.program == "carry = s // 2; out = s % 2")
        #expect(card.summary == "2 of 2 claims hold")
        #expect(card.facts == "route: numbered states · 4 states · 7.4 s")
        #expect(card.link == "reports/Binary_Addition/index.html")
    }

    /// That two differ is what was found: it is no failure.
    @Test(arguments: [(true, "alike", "holds"), (false, "differ", "neutral")])
    func aComparisonSaysWhetherTheyDiffer(isAlike: Bool, verdict: String, tone: String) async throws {
        #expect(try await index.found.isEmpty)
        try folder.write(Data(), "diffs/a-b/index.html")
        let conclusion = "{\"holds\": \(isAlike), \"statement\": \"\"}"
        let summary = "{\"title\": \"a and b\", \"summary\": \"few\", \"conclusions\": [\(conclusion)]}"
        try folder.write(Data(summary.utf8), "diffs/a-b/page.json")
        let entry = try #require(try await index.found.comparisons.first)
        let card = IndexCard(entry)
        #expect(card.title == "a and b" && card.verdict == verdict && card.tone == tone && card.summary == "few")
        #expect(try await page().contains("href=\"diffs/a-b/index.html\""))
    }

    @Test func anImageWithoutATextIsDecoration() async throws {
        func image(alt: String) async throws -> String {
            try report("X", "{\"verdict\": \"formula\"}")
            let fields = "\"title\": \"X\", \"summary\": \"\", \"thumbnail\": \"a.png\", \"conclusions\": []"
            try folder.write(Data("{\(fields), \"thumbnailAlt\": \"\(alt)\"}".utf8), "reports/X/page.json")
            return try await page()
        }
        #expect(try await image(alt: "").contains("a.png\" role=\"presentation\" alt=\"\" "))
        #expect(try await image(alt: "Dots").contains("a.png\" alt=\"Dots\" "))
    }

    @Test func aFailingClaimAboutOutputsColoursTheVerdictAndOneAboutMechanismDoesNot() async throws {
        func tone(_ claim: String) async throws -> String? {
            try report("X", "{\"verdict\": \"formula\", \"claims\": [{\"claim\": \"\(claim)\", \"holds\": false}]}")
            return try await cards.first?.tone
        }
        #expect(try await tone("grounded") == "holds")
        for claim in ["longer", "unheard of"] { #expect(try await tone(claim) == "fails") }
    }

    @Test(arguments: ["", ", \"claims\": []", ", \"claims\": \"all\""])
    func withoutClaimsNothingIsSound(claims: String) async throws {
        try report("X", "{\"verdict\": \"formula\"\(claims)}")
        #expect(try await cards.first?.tone == "fails")
    }

    @Test(arguments: [
        nil, "", "{", "[]", "null", "{\"verdict\": 3}", "{\"verdict\": 3, \"claims\": \"x\", \"explanation\": []}",
        "{\"verdict\": \"proven beyond doubt\"}",
    ])
    func aBrokenAuditIsListedAsUnreadable(audit: String?) async throws {
        try report("X", audit)
        #expect(try await cards.map(\.verdict) == ["unreadable"])
        #expect(try await index.found.scoreboard == nil)
    }

    @Test func partsOfAnotherKindAreLeftOut() async throws {
        try report(
            "X",
            """
            {"verdict": "table", "task": 7, "claims": "all", "seconds": [1], "machine": {"minimalStates": "many"},
             "explanation": 3, "network": null, "training": {"lengths": {}}, "heart": {}}
            """)
        let card = try #require(try await cards.first)
        #expect(card.verdict == "table" && card.title == "X")
        #expect(card.facts == nil && card.program == nil && card.summary == nil)
    }

    @Test func aFailureShowsOnlyWhereThereIsNoGoodPage() async throws {
        try report("Good", "{\"verdict\": \"table\"}")
        try report("Good.failed", nil)
        try report("Bad.failed", nil)
        try folder.write(Data(), "reports/.X.staging-1/index.html")
        #expect(try await cards.map(\.verdict) == ["failed", "table"])
    }

    @Test func tasksOfTheBenchmarkComeFirstInItsOrder() async throws {
        for name in ["Aardvark", "Prev1", "Binary_Addition"] { try report(name, "{\"verdict\": \"formula\"}") }
        #expect(try await cards.map(\.title) == ["Binary Addition", "Prev1", "Aardvark"])
    }

    @Test func filtersCountWhatTheReportsSay() async throws {
        try report("A", "{\"verdict\": \"formula\", \"explanation\": {\"route\": \"linear\"}}")
        try report("B", "{\"verdict\": \"formula\", \"explanation\": {\"route\": \"modular\"}}")
        try report("C", "{\"verdict\": \"unsolved\", \"failure\": \"no network\"}")
        let page = try await page()
        #expect(page.contains("data-card data-verdict=\"formula\" data-kind=\"task\" data-route=\"modular\""))
        #expect(page.contains("data-card data-verdict=\"unsolved\" data-kind=\"task\" data-route=\"\""))
        #expect(page.contains("<option value=\"formula\">formula (2)</option><option value=\"unsolved\">unsolved (1)</option>"))
        #expect(page.contains("<option value=\"linear\">linear (1)</option><option value=\"modular\">modular (1)</option>"))
        for field in [
            "data-filter-verdict", "data-filter-kind", "data-filter-route", "data-filter-text",
            "data-filter-count aria-live=\"polite\"",
        ] {
            #expect(page.contains(field), "\(field)")
        }
        #expect(page.contains("3 of 3 reports") && page.contains("data-filters hidden") && !page.contains("data-pages"))
    }

    @Test(arguments: [
        ("", "task"), ("\"data\": {\"name\": \"vending.jsonl\", \"arguments\": [\"\", \"\", \"\"]}", "data"),
        ("\"data\": {\"name\": \"lift.dot\"}", "definition"), ("\"data\": {\"name\": \"a.safetensors\"}", "network"),
        ("\"data\": {\"name\": \"a.safetensors\"}, \"streams\": {}", "transformer"),
        ("\"data\": {\"name\": \"a.safetensors\"}, \"streams\": null", "network"),
        ("\"data\": {\"name\": \"python3 m.py\", \"arguments\": [\"\", \"\", \"served\"]}", "served model"),
    ])
    func aReportSaysWhatItIsOf(fields: String, kind: String) async throws {
        try report("X", "{\"verdict\": \"formula\"\(fields.isEmpty ? "" : ", " + fields)}")
        #expect(try await reports.map(\.kind) == [kind])
    }

    /// Such a report has another record, which the front page once took for a missing one.
    @Test func aReportOfQuestionsHasItsVerdict() async throws {
        try report("greatest", nil)
        func record(_ opening: String) throws {
            let text = "{\"name\": \"greatest\", \"seed\": 3, \"statement\": \"Formula for all\", \"opening\": \(opening)}"
            try folder.write(Data(text.utf8), "reports/greatest/questions.json")
        }
        try record("{\"verdict\": \"formula\", \"heart\": \"if a:\\n    return b\"}")
        let entry = try #require(try await reports.first)
        #expect(entry.kind == "questions" && entry.verdict == "formula" && entry.tone == .holds && entry.seed == 3)
        #expect(entry.program == "if a: return b" && entry.summary == "Formula for all")
        for broken in ["{}", "3", "{\"verdict\": \"proven\"}"] {
            try record(broken)
            #expect(try await reports.map(\.verdict) == ["unreadable"])
        }
    }

    @Test func seedsOfATaskShareACard() async throws {
        for (seed, verdict) in [(2, "formula"), (1, "table"), (10, "formula")] {
            try report(
                "Parity_All-\(seed)",
                """
                {"task": "Parity_All", "seed": \(seed), "verdict": "\(verdict)", "claims": [{"claim": "tested", "holds": true}],
                 "explanation": {"cost": \(seed), "route": "linear"}, "heart": "p ^= \(seed)"}
                """)
        }
        try report("Prev1", "{\"task\": \"Prev1\", \"seed\": 1, \"verdict\": \"formula\"}")
        let pages = IndexPages(try await reports)
        #expect(pages.cards.map(\.title) == ["Prev1", "Parity All"] && pages.cards.map(\.count) == [1, 3])
        let card = pages.cards[1]
        #expect(card.verdict == "3 reports: 2 formula, 1 table" && card.tone == "neutral")
        #expect(card.program == "p ^= 2" && card.summary == "Shown here: seed 2, 1 of 1 claim hold")
        #expect(card.runs.map(\.label) == ["seed 1", "seed 2", "seed 10"] && card.runs.map(\.note) == ["table", nil, nil])
        let page = try await page()
        #expect(page.contains("4 of 4 reports") && page.contains("<option value=\"formula\">formula (3)</option>"))
        #expect(page.contains("<li data-verdict=\"table\" data-kind=\"task\" data-route=\"linear\"><a class=\"neutral\""))
    }

    @Test func aLargeSiteHasPagesAndASmallerOneLosesThem() async throws {
        for number in 1...230 { try report("R\(number)", "{\"verdict\": \"formula\", \"heart\": \"<\(number)>\"}") }
        let first = try await page()
        #expect(
            folder.names == [
                "index-2.html", "index-3.html", "index-cards.js", "index.csv", "index.html", "index.json", "reports",
            ])
        let pages = try [first, folder.text("index-2.html"), folder.text("index-3.html")]
        #expect(pages.map { $0.components(separatedBy: "data-card").count - 1 } == [100, 100, 30])
        #expect(pages.allSatisfy { $0.contains("data-all=\"index-cards.js\"") && $0.contains("of 230 reports</p>") })
        #expect(pages[0].contains("<a rel=\"next\" href=\"index-2.html#reports\">") && !pages[0].contains("rel=\"prev\""))
        #expect(pages[2].contains("page 3 of 3") && pages[2].contains("<a rel=\"prev\" href=\"index-2.html#reports\">"))
        let script = try folder.text("index-cards.js")
        let html = try JSONDecoder().decode(
            String.self, from: Data(script.dropFirst("window.glassboxCards = ".count).dropLast(2).utf8))
        #expect(html.components(separatedBy: "data-card").count == 231 && html.contains("<code>&lt;230&gt;</code>"))
        for number in 100...230 { try FileManager.default.removeItem(at: folder.url.appending(path: "reports/R\(number)")) }
        try folder.write(Data("mine".utf8), "index-0002.html")
        #expect(!(try await page()).contains("data-pages"))
        #expect(folder.names == ["index-0002.html", "index.csv", "index.html", "index.json", "reports"])
    }

    @Test func hostileNamesAreEscaped() async throws {
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
        let page = try await page()
        for tag in ["<script>alert", "</h3><script>", "<img src=x", "<b>", "<i>", "<u>", "<svg onload", "../.."] {
            #expect(!page.contains(tag), "\(tag)")
        }
        #expect(page.contains("href=\"reports/a%22b%20%3Ci%3E%20%F0%9F%99%82/index.html\""))
        #expect(page.contains("data-route=\"&quot;&gt;&lt;svg onload=alert(2)&gt;\""))
    }

    /// One report may not make a front page that no browser opens.
    @Test func longWordsAreCut() async throws {
        let long = String(repeating: "long ", count: 100_000)
        try report(
            "X",
            "{\"verdict\": \"formula\", \"task\": \"\(long)\", \"heart\": \"\(long)\", \"failure\": \"\(long)\", \"explanation\": {\"route\": \"\(long)\"}}"
        )
        #expect(try await page().utf8.count < 20_000)
        #expect(try folder.text("index.csv").utf8.count < 2000)
    }
}
