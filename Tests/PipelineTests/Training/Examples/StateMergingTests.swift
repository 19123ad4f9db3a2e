import Testing

@testable import Pipeline

@Suite("Merging states")
struct StateMergingTests {
    /// Whether the last letter is a one, told by a machine that counts letters up to three beside.
    private static let spread = MealyMachine(
        letters: HandMade.bits, transitions: [[1, 1], [2, 2], [2, 2]], outputs: [[[0], [1]], [[0], [1]], [[0], [1]]])

    private func rows(_ count: Int, flipped: Set<Int> = [], _ label: ([Int]) -> Int) -> [KnownRow] {
        HandMadeData.words(count, lengths: 1...8, seed: 1).enumerated().map { index, word in
            let answer = label(word) ^ (flipped.contains(index) ? 1 : 0)
            return KnownRow(
                letters: word.map { [$0] }, answers: word.indices.map { $0 == word.count - 1 ? [answer] : nil })
        }
    }

    @Test("States that do the same become one")
    func same() throws {
        let merged = try #require(StateMerging(Self.spread, on: rows(100) { $0.last ?? 0 }).shortest())
        #expect(merged.machine.stateCount == 1 && merged.machine.outputs == [[[0], [1]]])
        // Two transitions to one state with one of two answers each.
        #expect(merged.bits == 2)
    }

    @Test("A state that only a wrong answer speaks for is no state; its answer is an exception")
    func wrong() throws {
        let words = HandMadeData.words(200, lengths: 1...8, seed: 1)
        let place = try #require(words.firstIndex { $0.count == 3 })
        let word = words[place]
        let flipped: Set = [place]
        // Three states follow that word, and the last of them answers it as the data do.
        let learned = MealyMachine(
            letters: HandMade.bits,
            transitions: [0, 1, 2].map { step in [0, 1].map { $0 == word[step] && step < 2 ? step + 1 : 3 } } + [[3, 3]],
            outputs: [0, 1, 2, 3].map { step in [0, 1].map { [step == 2 && $0 == word[2] ? 1 - $0 : $0] } })
        let data = rows(200, flipped: flipped) { $0.last ?? 0 }
        let merged = try #require(StateMerging(learned, on: data).shortest())
        #expect(merged.machine.stateCount == 1)
        let exception = ExampleDescription(asked: 200, answers: 2).bits(exceptions: 1)
        #expect(abs(merged.bits - 2 - exception) < 1e-9)
    }

    @Test("What the data tell apart stays apart")
    func parity() throws {
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [1, 0]], outputs: [[[0], [1]], [[1], [0]]])
        let data = rows(200) { $0.reduce(0, +) % 2 }
        #expect(StateMerging(machine, on: data).shortest()?.machine == machine)
    }

    @Test("A machine that is too large is not searched")
    func large() {
        let states = 300
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: (0..<states).map { [($0 + 1) % states, 0] },
            outputs: (0..<states).map { [[$0 % 2], [0]] })
        #expect(StateMerging(machine, on: rows(20) { $0[0] }).shortest() == nil)
    }
}
