import Determinism

@testable import Pipeline

extension Symbol: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(booleanLiteral value: Bool) { self = .truth(value) }
}

/// Data whose rule is known.
enum HandMadeData {
    static func recording(_ sequences: [RecordedSequence], named name: String = "data") -> Recording {
        Recording(name: name, inputNames: ["x"], outputNames: ["y"], sequences: sequences)
    }

    /// Words of one character a letter, each with the answers after its letters; `·` where nothing was asked.
    ///
    /// Rows are lines 1, 2, …
    static func spelled(_ rows: [(word: String, answers: String)]) -> [RecordedSequence] {
        rows.enumerated().map { index, row in
            RecordedSequence(
                letters: row.word.map { [.text(String($0))] },
                answers: row.answers.map { $0 == "·" ? nil : [.text(String($0))] }, line: index + 1)
        }
    }

    /// Different words over 0 and 1 of lengths in a range, without answers.
    static func words(_ count: Int, lengths: ClosedRange<Int>, seed: UInt64) -> [[Int]] {
        var random = CounterRandom(seed, 1)
        var seen: Set<[Int]> = []
        var words: [[Int]] = []
        while words.count < count {
            let length = random.integer(in: lengths.lowerBound..<lengths.upperBound + 1)
            let word = (0..<length).map { _ in random.integer(in: 0..<2) }
            if seen.insert(word).inserted { words.append(word) }
        }
        return words
    }

    /// Words with one label each, line by line.
    static func labelled(_ words: [[Int]], _ label: (_ index: Int, _ word: [Int]) -> Bool) -> [RecordedSequence] {
        words.enumerated().map { index, word in
            RecordedSequence(word: word.map { [.integer($0)] }, label: [.truth(label(index, word))], line: index + 1)
        }
    }
}
