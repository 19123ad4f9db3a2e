import Testing

@testable import Pipeline

@Suite("Words over a machine's letters")
struct MachineWordsTests {
    @Test(
        "Letters are numbered in their order, near each other or as far apart as integers can be",
        arguments: [
            [[0], [1]], [[7], [-3], [5]], [[0], [1 << 40], [.min], [.max], [-1]], [[0, 9], [3, -4], [0, 8]],
            [[.min, 1], [.max, 1], [0, 0]],
        ])
    func numbered(letters: [Letter]) {
        let order = letters.indices.flatMap { [$0, letters.count - 1 - $0, 0] }
        let sequences = Sequences(length: 3, width: letters[0].count, values: order.flatMap { letters[$0] })
        let words = MachineWords(sequences, over: letters)
        #expect((0..<sequences.count).flatMap { words.letters($0, through: 2) } == order)
    }

    @Test(
        "Of the words that a machine answers otherwise the first place is the shortest's; those after their first difference do not count twice"
    )
    func differences() {
        let words = Sequences(length: 3, width: 1, values: [1, 1, 0, 0, 1, 1, 0, 0, 0])
        let numbered = MachineWords(words, over: HandMade.bits)
        // Parity, but for the second word's second and third answer, and the first word's third.
        let (count, first) = numbered.differences(HandMade.counter(2, shown: 2), [1, 0, 1, 0, 0, 1, 0, 0, 0])
        #expect(count == 2 && first?.row == 1 && first?.time == 1)
    }
}
