import Determinism
import Testing

@testable import Pipeline

@Suite("Data in three parts")
struct ExamplesTests {
    private func parity(_ words: [[Int]]) -> [RecordedSequence] {
        HandMadeData.labelled(words) { _, word in word.reduce(0, +) % 2 == 1 }
    }

    @Test("Parts depend on the letters only: neither on the order nor on repetitions")
    func order() throws {
        let seed: UInt64 = 7
        let sequences = parity(HandMadeData.words(300, lengths: 4...14, seed: seed))
        func parts(_ sequences: [RecordedSequence]) throws -> [[Int]: Examples.Part] {
            let rows = try Examples(HandMadeData.recording(sequences)).rows
            return Dictionary(rows.map { ($0.word, $0.part) }) { first, second in
                #expect(first == second, "seed \(seed)")
                return first
            }
        }
        var random = CounterRandom(seed)
        let once = try parts(sequences)
        #expect(try parts(sequences.shuffled(using: &random)) == once, "seed \(seed)")
        #expect(try parts(sequences + sequences.prefix(100) + sequences.reversed()) == once, "seed \(seed)")
        #expect(Set(once.values) == Set(Examples.Part.allCases))
    }

    @Test("Eight of ten train, one chooses and one tests")
    func shares() throws {
        let examples = try Examples(HandMadeData.recording(parity(HandMadeData.words(2000, lengths: 10...16, seed: 3))))
        let counts = Dictionary(grouping: examples.rows, by: \.part).mapValues(\.count)
        // Five standard deviations of a binomial are 67.
        #expect(abs((counts[.choosing] ?? 0) - 200) < 67 && abs((counts[.testing] ?? 0) - 190) < 77, "\(counts)")
        #expect(counts.values.reduce(0, +) == 2000)
    }

    @Test("Of fewer than 20 different sequences none is kept back")
    func few() throws {
        let words = HandMadeData.words(20, lengths: 8...12, seed: 1)
        let few = try Examples(HandMadeData.recording(parity(words.dropLast() + words.dropLast())))
        #expect(few.rows.count == 38 && few.rows.allSatisfy { $0.part == .training })
        let enough = try Examples(HandMadeData.recording(parity(words)))
        #expect(enough.rows.allSatisfy { row in row.part == Examples.part(of: row.word.map { [.integer($0)] }) })
    }

    @Test("Rows keep their lines, the label of the empty word stands apart, and the length is bounded")
    func rows() throws {
        let sequences = [
            RecordedSequence(word: [], label: [true], line: 1), RecordedSequence(word: [[1], [0]], label: [false], line: 2),
            RecordedSequence(word: Array(repeating: [1], count: 200), label: [true], line: 9),
        ]
        let examples = try Examples(HandMadeData.recording(sequences))
        #expect(examples.rows.map(\.line) == [2, 9] && examples.answerToNothing == [true])
        #expect(examples.rows[0].word == [1, 0] && examples.rows[0].answers == [nil, [0]])
        #expect(examples.length == Examples.longestTrained)
        #expect(examples.nodes.map(\.count) == [2, 200] && examples.nodes[0][0] == examples.nodes[1][0])
    }

    @Test("A letter that is only in what is kept back is refused with its line")
    func letterKeptBack() throws {
        var random = CounterRandom(11)
        let words = (0..<40).map { _ in (0..<8).map { _ in random.choice(["a", "b", "c"]) } }
        var sequences = words.enumerated().map { index, word in
            RecordedSequence(word: word.map { [.text($0)] }, label: ["yes"], line: index + 1)
        }
        // Among words of one rare letter there is one that is kept back.
        let rare = try #require(
            (1...200).lazy.map { count in Array(repeating: [Symbol.text("rare")], count: count) }
                .first { Examples.part(of: $0) != .training })
        sequences.append(RecordedSequence(word: rare, label: ["no"], line: 77))
        let error = #expect(throws: Examples.Unsuited.self) { _ = try Examples(HandMadeData.recording(sequences)) }
        let start = "Line 77 holds the letter “rare”, which is in no sequence that is trained on"
        #expect(error?.description.hasPrefix(start) == true)
    }

    @Test("Data without answers, or with symbols beyond what is learned, are refused in a sentence")
    func unsuited() {
        func refusal(_ sequences: [RecordedSequence]) -> String? {
            do {
                _ = try Examples(HandMadeData.recording(sequences))
                return nil
            } catch { return error.description }
        }
        #expect(refusal([])?.hasPrefix("The data hold no answer to a sequence that is not empty") == true)
        #expect(refusal([RecordedSequence(letters: [[1]], answers: [nil], line: 1)])?.contains("no answer") == true)
        #expect(refusal([RecordedSequence(word: [], label: [1], line: 1)])?.contains("no answer") == true)
        let mixed = [RecordedSequence(word: [[1], ["a"]], label: [1], line: 1)]
        #expect(refusal(mixed)?.hasPrefix("The data are beyond what a network learns here: stream 1 holds") == true)
    }
}
