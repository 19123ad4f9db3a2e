import Testing

@testable import Pipeline

@Suite("Windows and potentials")
struct PotentialLabellingTests {
    private func window(_ network: RecurrentNetwork, _ range: Range<Int>) -> HorizonMachine {
        let task = HandMade.task(range, length: 10)
        return HorizonMachine(
            network, letters: task.inputs.alphabet.letters, sample: task.sample(100, for: .extraction, seed: 1))
    }

    @Test("Brackets show depths 0 to 5 and one state for good")
    func brackets() throws {
        let window = window(HandMade.bracketsNetwork, 0..<2)
        #expect(
            window.words == [
                [], [[0]], [[1]], [[0], [0]], [[0], [0], [0]], [[0], [0], [0], [0]], [[0], [0], [0], [0], [0]],
            ])
        #expect(window.transitions.last == [nil, nil])
        let best = try #require(PotentialLabelling.best(1, of: window.transitions).first)
        #expect(best.increments == [1, -1] && best.labels == [0, 1, -1, 2, 3, 4, 5])
        #expect(best.exceptions == 0 && best.hasSinks)
        // Known, for good, and beyond the window.
        #expect(best.step(0, 1) == -1 && best.step(-1, 0) == -1 && best.step(9, 0) == 10)
    }

    @Test("A plain counter is its own potential")
    func counter() throws {
        let best = try #require(PotentialLabelling.best(1, of: window(HandMade.counter([0, 2, -1]), 0..<3).transitions).first)
        #expect(best.increments == [0, 2, -1] && !best.hasSinks && best.exceptions == 0)
    }

    @Test("Where every word is a state no two words are merged, and there is no potential")
    func history() {
        let window = window(HandMade.palindromeNetwork, 0..<2)
        #expect(window.words.count == 63 && window.mergedWords == nil)
        #expect(PotentialLabelling.best(3, of: window.transitions).isEmpty)
        #expect(self.window(HandMade.majorityNetwork, 0..<2).mergedWords.map { [$0, $1] } == [[], [[0], [1]]])
    }
}
