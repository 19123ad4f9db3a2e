import Foundation
import Testing

@testable import Pipeline

@Suite("Alphabets, words, answers and references")
struct SeamsTests {
    @Test("Ranges of different sizes: every combination, counted, listed and named")
    func product() {
        let alphabet = Alphabet([0..<2, 5..<8])
        #expect(alphabet.width == 2 && alphabet.count == 6)
        #expect(alphabet.letters == [[0, 5], [0, 6], [0, 7], [1, 5], [1, 6], [1, 7]])
        #expect(alphabet.ranges == [0...1, 5...7])
        #expect(alphabet.name(of: [1, 7]) == "1,7" && alphabet.letters(atMost: 5) == nil)
        #expect(Alphabet([0..<Int.max, 0..<3]).count == nil)
    }

    @Test("Listed letters keep their order and their names")
    func listed() {
        let alphabet = Alphabet(letters: [[3], [0], [9]], names: ["push", "pull", "wait"])
        #expect(alphabet.letters == [[3], [0], [9]] && alphabet.name(of: [9]) == "wait" && alphabet.ranges == [0...9])
        #expect(alphabet.spread(atMost: 2) == [[3], [9]])
        let words = InputSpace(alphabet, length: 6).sample(40, for: .testing, seed: 3)
        #expect(Set(words.values) == [0, 3, 9])
    }

    @Test("Letters nearest to zero, wherever the range lies")
    func smallest() {
        #expect(Alphabet([-50..<50]).smallest(3) == [[-1], [0], [1]])
        #expect(Alphabet([7..<50]).smallest(2) == [[7], [8]] && Alphabet([-9..<(-3)]).smallest(2) == [[-5], [-4]])
        #expect(Alphabet(letters: [[8], [-1], [2]]).smallest(2) == [[-1], [2]])
    }

    @Test("A word is written as its letters, in Swift and in JSON")
    func words() throws {
        let word: Word = [[1, 0], [1, 1]]
        #expect(word.count == 2 && word + [[0, 0]] == [[1, 0], [1, 1], [0, 0]] && word.spelled == "1,0 1,1")
        #expect(try JSONRoundTrip.of(word) == word)
    }

    @Test("Differences: the first one, word by word; what is not asked is never compared")
    func differences() {
        let none = Answers.notAsked
        let one = Answers(count: 2, length: 3, width: 1, values: [0, 0, 5, 1, none, none])
        let other = Answers(count: 2, length: 3, width: 1, values: [0, 0, 6, 2, 7, 7])
        #expect(one.firstDifference(from: other) == Answers.Place(row: 0, time: 2))
        #expect(one.firstDifference(from: one) == nil)
        let masked = Answers(count: 2, length: 3, width: 1, values: [0, 0, none, none, 1, 1])
        #expect(masked.firstDifference(from: other) == Answers.Place(row: 1, time: 1))
        #expect(!one.isAsked(1, at: 1) && one.isAsked(1, at: 0))
    }

    @Test("Examples of several lengths: known beginnings are answered, others not asked; contradictions are named")
    func examples() throws {
        let known = try ExampleReference(
            [(word: [[1], [0], [1]], answers: [[1], nil, [0]]), (word: [[0]], answers: [[7]])], width: 1, outputWidth: 1)
        let words = Sequences(count: 2, length: 3, width: 1, values: [1, 0, 1, 0, 0, 0])
        let none = Answers.notAsked
        #expect(known.answers(to: words).values == [1, none, 0, 7, none, none])
        #expect(throws: ExampleReference.Contradiction(word: [[1]], answers: [[1], [2]])) {
            try ExampleReference([([[1], [0]], [[1], nil]), ([[1]], [[2]])], width: 1, outputWidth: 1)
        }
    }
}

private enum JSONRoundTrip {
    static func of<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
}
