import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesNormaliserAblationTests {
    private func trial() async throws -> NormaliserAblation.Trial {
        try await NormaliserAblation.trial(HandMade.parityNetwork, HandMade.parityTask, seed: 1, jobs: 1)
    }

    @Test func onlyStepsThatWereKeptAreLeftOutInTurn() async throws {
        let opened = try await OpenedNetwork(HandMade.parityNetwork, task: HandMade.parityTask, seed: 1)
        let kept = Set(opened.simplified.steps.filter(\.kept).map(\.step))
        let trial = try await trial()
        #expect(Set(trial.without.keys) == kept)
        #expect(trial.whole.isSolved && trial.whole.nodes == opened.explanation?.program.cost.nodes)
        let idle = try #require(SimplifiedNetwork.normaliserNames.first { !kept.contains($0) })
        #expect(trial.outcome(without: idle) == trial.whole)
    }

    @Test func theTableHasARowForEachNormaliser() async throws {
        let ablation = NormaliserAblation(trials: [try await trial()])
        let table = try #require(AblationTable(ablation).exhibit.table)
        #expect(table.rows.map { $0[0] } == ["all"] + SimplifiedNetwork.normaliserNames.map { "without \($0)" } + ["none"])
        #expect(table.rows.allSatisfy { $0.count == table.header.count })
        #expect(table.rows[0][1...3] == ["1", "1", "0"] && table.rows[0].last == "× 1")
    }

    private func outcome(_ nodes: Int?, _ heart: String?) -> NormaliserAblation.Outcome {
        .init(isSolved: nodes != nil, nodes: nodes, heart: heart, bits: 100)
    }

    @Test func aProgramThatIsNoLongerRightIsNoSilentChange() {
        let whole = outcome(10, "a → a")
        let trial = NormaliserAblation.Trial(
            task: HandMade.parityTask, whole: whole, without: ["whiten": outcome(nil, "a → a")], bare: whole)
        let ablation = NormaliserAblation(trials: [trial])
        #expect(ChangedPrograms(ablation).exhibit.table?.rows.map { $0[1] } == ["whiten"])
        #expect(ablation.findings[1].statement.contains("programs change where whiten is left out"))
    }

    @Test func whatChangesIsToldAndJudged() throws {
        let whole = outcome(10, "a → a")
        let trial = NormaliserAblation.Trial(
            task: HandMade.parityTask, whole: whole, without: ["whiten": outcome(14, "b → b"), "jordan": outcome(nil, nil)],
            bare: whole)
        let ablation = NormaliserAblation(trials: [trial])
        let changed = try #require(ChangedPrograms(ablation).exhibit.table)
        #expect(changed.rows.map { $0[1] } == ["whiten", "jordan"])
        #expect(changed.rows[0][2...] == ["`b → b`", "14", "`a → a`", "10"] && changed.rows[1][2] == "none")
        let rows = try #require(AblationTable(ablation).exhibit.table?.rows)
        let whiten = try #require(rows.first { $0[0] == "without whiten" })
        #expect(whiten[2...5] == ["1", "1", "0", "14"])
        #expect(ablation.findings.map(\.holds) == [true, true])
        let helped = NormaliserAblation.Trial(
            task: HandMade.parityTask, whole: outcome(nil, nil), without: ["whiten": whole], bare: whole)
        #expect(NormaliserAblation(trials: [helped]).findings.map(\.holds) == [false, false])
    }
}
