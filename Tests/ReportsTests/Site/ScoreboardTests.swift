import Foundation
import Pipeline
import Testing

@testable import Notebook
@testable import Reports

@Suite struct ReportsScoreboardTests {
    private func digest(_ task: String, _ verdict: String, evidence: String? = nil) throws -> ReportDigest {
        var fields = ["task": task, "verdict": verdict]
        fields["evidence"] = evidence
        return try JSONDecoder().decode(ReportDigest.self, from: JSONEncoder().encode(fields))
    }

    @Test func publishedSystemsSolveWhatThePapersSay() throws {
        let board = try #require(Scoreboard([digest("Sum_All", "formula")]))
        let solved = board.rows.map { $0.solved }
        #expect(solved == [1, 41, 32, 30])
        #expect(board.rows.allSatisfy { $0.entries.count == 62 })
        #expect(board.rows.map(\.isOurs) == [true, false, false, false])
    }

    @Test func whatIsSolvedHereIsCounted() throws {
        let board = try #require(
            Scoreboard([
                digest("Add_Mod_4", "formula", evidence: "mechanistic"), digest("Div_7", "table", evidence: "behavioural"),
                digest("Dithering", "unsolved"), digest("My_Own_Task", "formula"),
            ]))
        #expect(board.solved == 2 && board.reported == 3)
        #expect(board.headline == "2 of 62 tasks solved")
        #expect(
            board.breakdown
                == "1 by a formula and 1 by a state table. Of 1 it is known that the network itself computes that way. "
                + "There is no report of 59 tasks here.")
        #expect(
            board.comparison == "14 of the tasks are solved by none of the published systems; 2 of these are solved here.")
        let words = Dictionary(uniqueKeysWithValues: board.rows[0].entries.map { ($0.task, $0.word) })
        #expect(words["Div_7"] == "table" && words["Dithering"] == "unsolved" && words["Sum_All"] == "no report")
    }

    @Test func withoutATaskOfTheBenchmarkThereIsNone() throws {
        #expect(Scoreboard([]) == nil)
        #expect(Scoreboard([try digest("My_Own_Task", "formula")]) == nil)
    }

    @Test func aCellATaskIsDrawnForEachSystem() throws {
        let content = ScoreboardContent(try #require(Scoreboard([digest("Binary_Addition", "table")])))
        #expect(content.rows.allSatisfy { $0.cells.count == 62 } && content.tasks.count == 62)
        #expect(content.rows[0].cells[0].tone == "on table" && content.rows[0].cells[1].tone == "off")
        #expect(content.rows[0].label == "Glassbox: 1 of 62 tasks solved")
        #expect(content.tasks[0].words.map(\.text) == ["table", "solved", "solved", "not solved"])
    }
}
