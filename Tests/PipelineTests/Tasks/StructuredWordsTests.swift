import Testing

@testable import Pipeline

@Suite struct StructuredWordsTests {
    @Test func ofTwoLetters() {
        let words = InputSpace(Alphabet([0..<2]), length: 6).structuredWords()
        // Eight periods, three ends and one other letter for each of two pairs, and the letters in order.
        #expect(words.count == 2 * 12 + 2)
        let all = Set((0..<words.count).map { words[$0].flatMap { Array($0) } })
        for word in [[0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 0], [1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1]] {
            #expect(all.contains(word), "\(word)")
        }
    }

    @Test func ofManyLettersTheyStayFew() {
        let words = InputSpace(Alphabet([0..<1000]), length: 5).structuredWords()
        #expect(words.count == 8 * 7 * 12 + 2)
        // Up and down.
        let rising = words[words.count - 2].map { $0[0] }
        #expect(rising == rising.sorted() && words[words.count - 1].map { $0[0] } == rising.reversed())
    }

    @Test func ofOneLetterThereIsOneInTwoOrders() {
        let words = InputSpace(Alphabet([0..<1]), length: 3).structuredWords()
        #expect(words.values == [0, 0, 0, 0, 0, 0])
    }
}
