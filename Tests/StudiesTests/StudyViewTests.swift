import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesStudyViewTests {
    @Test func aComparisonShowsTheShortestWordThatTellsMachinesApart() throws {
        let comparison = MachineComparison(HandMade.counter(3), named: "three", with: HandMade.counter(2), named: "two")
        #expect(comparison.word == [[1], [1]])
        let table = try #require(comparison.exhibit.table)
        #expect(table.rows == [["1", "1", "1", "1", "1", "1", ""], ["2", "1", "0", "0", "2", "2", "differs"]])
        #expect(table.header[2] == "two: state" && table.header[4] == "three: state")
    }

    @Test func machinesThatAnswerAlikeHaveNoSuchWord() {
        let comparison = MachineComparison(HandMade.counter(2), named: "a", with: HandMade.counter(2), named: "b")
        #expect(comparison.word == nil && comparison.exhibit.words.contains("alike on every word"))
    }

    @Test func hiddenSpacesAreDrawnSideBySide() async throws {
        let parity = try await OpenedNetwork(HandMade.parityNetwork, task: HandMade.parityTask, seed: 1)
        let register = try await OpenedNetwork(
            HandMade.register(2), task: HandMade.task(0..<2), seed: 1, without: Set(SimplifiedNetwork.normaliserNames))
        let spaces = HiddenSpaces([parity, register], file: "two", seed: 1)
        let exhibit = try spaces.exhibit
        #expect(exhibit.images.map(\.file) == ["figures/two.png"])
        #expect(exhibit.words.contains("Hand Parity") && exhibit.words.contains("Hand Made"))
        #expect(try spaces.exhibit == exhibit)
        let tightness = TightnessTable([parity, register])
        #expect(tightness.finding == "In 2 of 2 networks every state is nearer to its own place than to any other.")
        #expect(tightness.exhibit.table?.rows.map { $0[1] } == ["2", "4"])
    }
}
