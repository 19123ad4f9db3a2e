import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesStudyViewTests {
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
