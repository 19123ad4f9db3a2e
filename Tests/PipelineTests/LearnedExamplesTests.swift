import Testing

@testable import Pipeline

@Suite("What is learned from examples")
struct LearnedExamplesTests {
    @Test("The last letter of 200 words is their label: machine, no exceptions, nothing wrong among those kept back")
    func lastLetter() async throws {
        let words = HandMadeData.words(200, lengths: 1...8, seed: 1)
        let examples = try Examples(HandMadeData.recording(HandMadeData.labelled(words) { _, word in word.last == 1 }))
        let learned = try await NoMemory().learn(from: examples, seed: 1, jobs: 2)
        let machine = try #require(learned.value.machine)
        #expect(machine.stateCount == 1 && machine.outputs == [[[0], [1]]])
        #expect(learned.value.exceptions == 0 && learned.value.suspects.isEmpty && learned.seconds > 0)
        #expect(learned.value.heldOut.wrong == 0 && learned.value.heldOut.asked > 0)
    }
}
