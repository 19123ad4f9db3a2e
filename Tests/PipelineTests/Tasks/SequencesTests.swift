import Testing

@testable import Pipeline

@Suite("Sequences")
struct SequencesTests {
    @Test("Flat storage, letters and slices")
    func storage() {
        let sequences = Sequences(count: 2, length: 2, width: 2, values: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(sequences[1] == [[5, 6], [7, 8]])
        #expect(sequences.letter(0, at: 1) == [3, 4])
        #expect(sequences.slice(1..<2)[0] == sequences[1])
        #expect(sequences.slice(0..<0).count == 0)
        #expect(Sequences(length: 3, width: 1, values: [1, 2, 3, 4, 5, 6]).count == 2)
        #expect(Sequences(length: 3, width: 1, values: []).count == 0)
        #expect(Sequences(one: [[4, 5], [6, 7]], width: 2).values == [4, 5, 6, 7])
    }

    @Test("All sequences in lexicographic order, whole or by rows")
    func all() {
        let bits = Sequences.all(over: [[0], [1]], length: 3)
        #expect(bits.count == 8)
        #expect(bits.values == [0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1])
        let letters = [[0, 7], [1, 8], [2, 9]]
        let all = Sequences.all(over: letters, length: 4)
        #expect(Set((0..<81).map { all[$0] }).count == 81)
        #expect(Sequences.all(over: letters, length: 4, rows: 17..<40) == all.slice(17..<40))
        #expect(Sequences.all(over: letters, length: 0).count == 1)
        #expect(Sequences.all(over: [], length: 2).count == 0)
    }

    @Test("Sequences without a word are those that do not hold it at any place")
    func avoiding() {
        let bits = Sequences.all(over: [[0], [1]], length: 3)
        #expect(bits.avoiding([[1], [1]]).count == 5)
        #expect(bits.avoiding([[1]]).values == [0, 0, 0])
        #expect(bits.avoiding([[0], [0], [0], [0]]) == bits)
        // Pairs are compared whole: (0, 1) (1, 0) does not hold (1, 1).
        let pairs = Sequences(count: 2, length: 2, width: 2, values: [0, 1, 1, 0, 1, 1, 0, 0])
        #expect(pairs.avoiding([[1, 1]]) == pairs.slice(0..<1))
        #expect(Sequences.all(over: (0..<3).map { [$0] }, length: 5).avoiding([[2], [0], [1], [1], [2]]).count == 242)
    }

    @Test("Feature-major batches hold the sequences in lanes and zeros beyond them")
    func featureMajor() {
        let sequences = Sequences(count: 3, length: 2, width: 1, values: [1, 2, 3, 4, 5, 6])
        let batch: [Double] = sequences.featureMajor(1..<3, batch: 4, scale: 0.5)
        #expect(batch == [1.5, 2.5, 0, 0, 2, 3, 0, 0])
    }
}
