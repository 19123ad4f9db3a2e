import Synchronization

@testable import Pipeline

/// Any function of words as a network, which remembers all that it has read; it records how long the longest word was.
struct WordNetwork: Network {
    final class Record: Sendable {
        private let length = Mutex(0)

        var longest: Int { length.withLock { $0 } }

        func note(_ asked: Int) { length.withLock { $0 = max($0, asked) } }
    }

    let inputWidth = 1
    let outputWidth = 1
    let initialState: [Int] = []
    let record = Record()
    /// The answer to the last letter of a word.
    let answer: @Sendable ([Int]) -> Int

    func read(_ words: Sequences, from states: [[Int]]) -> Reading<[Int]> {
        Reading(words, from: states) { state, letter in
            let word = state + letter
            record.note(word.count)
            return (word, [answer(word)])
        }
    }
}

extension WordNetwork {
    /// Answers like a machine over letters 0, 1, …, but for words that are answered one more.
    init(_ machine: MealyMachine, butFor departs: @escaping @Sendable ([Int]) -> Bool = { _ in false }) {
        self.init { word in
            let answer = machine.run(word.map { [$0] }).last?[0] ?? 0
            return departs(word) ? answer + 1 : answer
        }
    }

    /// Answers bits that follow no law.
    init(lawless seed: UInt64) {
        self.init { word in
            var generator = SeededGenerator(seed: word.reduce(seed) { ($0 &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64($1) })
            return Int(generator.next() >> 63)
        }
    }
}

extension WordNetwork {
    /// All words over letters 0, 1, … up to a length, in order of length and then lexicographically.
    static func words(letters: Int, upTo length: Int) -> [[Int]] {
        (0..<length).reduce(into: (all: [[]], last: [[Int]]([[]]))) { words, _ in
            words.last = words.last.flatMap { word in (0..<letters).map { word + [$0] } }
            words.all += words.last
        }.all
    }
}
