import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesBenchmarkSurveyTests {
    private func digest(_ json: String) throws -> ReportDigest {
        try JSONDecoder().decode(ReportDigest.self, from: Data(json.utf8))
    }

    private func survey() throws -> BenchmarkSurvey {
        BenchmarkSurvey(
            seed: 1,
            digests: [
                try digest(
                    """
                    {"task": "Sum_All", "seed": 1, "verdict": "formula", "evidence": "mechanistic", "heart": "s += x → s",
                     "explanation": {"route": "linear", "cost": 19}, "claims": [{"claim": "tested", "holds": true}],
                     "training": {"lengths": [{"multiple": 10, "length": 100, "sequences": 2, "positions": 200, "wrong": 0}]},
                     "seconds": {"train": 1, "verify": 2, "simplify": null, "total": 3}}
                    """),
                try digest(
                    """
                    {"task": "Div_7", "seed": 1, "verdict": "formula", "evidence": "behavioural",
                     "explanation": {"route": "modular", "cost": 33}, "claims": [{"claim": "grounded", "holds": false}],
                     "training": {"lengths": [{"multiple": 10, "length": 100, "sequences": 2, "positions": 200, "wrong": 50}]},
                     "seconds": {"train": 10, "total": 20}}
                    """),
                try digest(
                    "{\"task\": \"Dithering\", \"seed\": 1, \"verdict\": \"unsolved\", \"failure\": \"no network <b>\"}"),
            ])
    }

    @Test func weakPointsAreThoseThatAreNotWholeAndSayWhy() throws {
        let table = try #require(WeakPoints(try survey()).exhibit.table)
        #expect(table.rows.map { $0[0] } == ["Div_7", "Dithering"])
        #expect(table.rows[0][2] == "grounded" && table.rows[0][3] == "75\u{202F}%")
        #expect(table.rows[0][4].contains("no probe reads") && table.rows[1][4] == "no network <b>")
        let whole = BenchmarkSurvey(seed: 1, digests: [try survey().digests[0]])
        #expect(WeakPoints(whole).exhibit.table == nil)
    }

    @Test func aClaimThatWasNotTriedIsNotSaidToFail() throws {
        let untried = try digest(
            """
            {"task": "Sum_All", "seed": 1, "verdict": "formula", "claims": [{"claim": "causal", "holds": false, "notMade": "nothing could be exchanged"}],
             "training": {"lengths": [{"multiple": 10, "length": 100, "sequences": 2, "positions": 200, "wrong": 0}]}}
            """)
        let row = try #require(WeakPoints(BenchmarkSurvey(seed: 1, digests: [untried])).exhibit.table?.rows.first)
        #expect(row[2] == "causal (not made)" && row[4].contains("nothing could be exchanged"))
    }

    @Test func whatAReportDoesNotSayIsNotTakenForWell() throws {
        let silent = try digest("{\"task\": \"Sum_All\", \"seed\": 1, \"verdict\": \"formula\"}")
        let survey = BenchmarkSurvey(seed: 1, digests: [silent])
        let row = try #require(WeakPoints(survey).exhibit.table?.rows.first)
        #expect(row[2] == "–" && row[4] == "the report has no claims; the report has no longer sequences")
        #expect(survey.findings.last?.holds == false)
    }

    @Test func routesAreCountedOverSolvedTasks() throws {
        let rows = try #require(RouteTable(try survey()).exhibit.table?.rows)
        #expect(rows.map { Array($0[0...3]) } == [["linear", "1", "1", "19"], ["modular", "1", "0", "33"]])
        #expect(rows[0][4...] == ["Sum_All", "`s += x → s`"])
    }

    @Test func sizesAreGroupedByWhoSolvesTheTask() throws {
        let words = try ProgramSizes(try survey()).exhibit.words
        #expect(words.contains("19 (all 3), 33 (none)"))
    }

    @Test func secondsAreSummedByStage() throws {
        let table = try #require(StageSeconds(try survey()).exhibit.table)
        #expect(table.header == ["seconds", "train", "simplify", "extract", "explain", "verify", "in all"])
        #expect(table.rows[0] == ["all 3 tasks", "11", "0", "0", "0", "2", "13"])
        #expect(table.rows[1][0] == "Div_7")
    }

    @Test func findingsCompareWithTheBestPublishedSystem() throws {
        #expect(try survey().findings.map(\.holds) == [false, true])
        #expect(try survey().findings[0].statement == "2 of 3 tasks are solved; the best published system solves 41")
        let bars = try SolvedBars(try survey()).exhibit
        #expect(bars.words.contains("GPT-4 (2024) 30, MIPS (2024) 32, MIPS + regression (2026) 41, Glassbox 2"))
    }

    @Test func aResultIsDigestedAsItsReportWouldBe() async throws {
        let result = try await HandMade.parity()
        let digest = try ReportDigest(result)
        #expect(digest.task == "Hand_Parity" && digest.seed == 3 && digest.verdict == .formula)
        #expect(digest.nodes == result.explanation?.program.cost.nodes && digest.states == 2 && !digest.lacksMachine)
        #expect(digest.checks.map(\.level) == result.claims.map(\.claim) && digest.isSound)
        #expect(digest.seconds["train"] == 1.5 && digest.lengths == result.trained?.lengths)
    }
}
