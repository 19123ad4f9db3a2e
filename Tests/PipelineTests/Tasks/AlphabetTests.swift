import Testing

@testable import Pipeline

@Suite struct AlphabetTests {
    @Test func lettersNearestToZeroAreFew() {
        let pairs = Alphabet([-3..<4, 5..<9])
        #expect(pairs.smallest(2) == [[0, 5], [0, 6], [1, 5], [1, 6]])
        // Six features have all combinations; of thirty the last keep one value.
        #expect(Alphabet(Array(repeating: 0..<2, count: 6)).smallest(2).count == 64)
        let many = Alphabet(Array(repeating: -5..<(-1), count: 30)).smallest(2)
        #expect(many.count == 64 && many.allSatisfy { $0.dropFirst(6).allSatisfy { $0 == -2 } })
    }
}
