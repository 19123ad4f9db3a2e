import Determinism
import Pipeline

/// Labelled words of a language, drawn as people would who want examples of both kinds.
struct DrawnWords: Sendable {
    let recording: Recording
    /// Lines of the recording with a wrong label.
    let wrong: Set<Int>

    /// Letters of the longest words.
    static let longest = 16
    /// No more than half of the words that there are.
    static let most = 1 << 16

    /// Different words: a fair coin says which label, then a length from 1 to 16 is drawn, then one of the language's words of
    /// that length and label, all as likely. Where a language has so few words of one label that they are used up, such as
    /// Tomita's first two, the rest has the other.
    ///
    /// - Parameters:
    ///   - language: whose words.
    ///   - count: how many. Fewer are the beginning of more.
    ///   - percent: how many of a hundred labels are wrong, to the nearest whole number of labels.
    ///   - seed: of the draws.
    init(_ language: KnownLanguage, count: Int, wrong percent: Int, seed: UInt64) {
        precondition(count <= Self.most && (0...100).contains(percent))
        var source = WordSource(language, random: CounterRandom(seed, 0x576F_7264))
        var seen: Set<[Int]> = []
        var words: [[Int]] = []
        while words.count < count {
            guard let word = source.freshWord(besides: seen) else { continue }
            seen.insert(word)
            words.append(word)
        }
        var random = CounterRandom(seed, 0x5772_6F6E, UInt64(count))
        let wrongCount = Int((Double(count * percent) / 100).rounded())
        var wrong: Set<Int> = []
        while wrong.count < wrongCount { wrong.insert(random.integer(in: 1..<count + 1)) }
        self.wrong = wrong
        recording = Recording(
            name: language.name, inputNames: ["letter"], outputNames: ["label"],
            sequences: words.enumerated().map { index, word in
                RecordedSequence(
                    word: word.map { [.integer($0)] },
                    label: [.truth(language.accepts(word) != wrong.contains(index + 1))], line: index + 1)
            })
    }
}

/// Draws words of one label and a drawn length, all as likely.
private struct WordSource {
    private let language: KnownLanguage
    private var random: CounterRandom
    /// `[letters left][state]`: how many words from there end in a state that accepts; the others of the 2ⁿ do not.
    private let accepted: [[Int]]

    init(_ language: KnownLanguage, random: CounterRandom) {
        (self.language, self.random) = (language, random)
        var accepted = [language.accepting.map { $0 ? 1 : 0 }]
        for length in 0..<DrawnWords.longest {
            accepted.append(language.transitions.map { row in row.reduce(0) { $0 + accepted[length][$1] } })
        }
        self.accepted = accepted
    }

    /// Draws of a word that is not there yet, before the other label is taken.
    private static let tries = 64

    /// A word that is not among some; nil where none was found.
    mutating func freshWord(besides seen: Set<[Int]>) -> [Int]? {
        let wanted = random.integer(in: 0..<2) == 1
        for label in [wanted, !wanted] {
            for _ in 0..<Self.tries {
                if let word = word(label), !seen.contains(word) { return word }
            }
        }
        return nil
    }

    /// Nil where there is no word of the length that was drawn.
    private mutating func word(_ label: Bool) -> [Int]? {
        let length = random.integer(in: 1..<DrawnWords.longest + 1)
        guard count(label, length, from: 0) > 0 else { return nil }
        var (state, word) = (0, [Int]())
        for left in stride(from: length - 1, through: 0, by: -1) {
            let zeros = count(label, left, from: language.transitions[state][0])
            let all = zeros + count(label, left, from: language.transitions[state][1])
            let letter = random.integer(in: 0..<all) < zeros ? 0 : 1
            word.append(letter)
            state = language.transitions[state][letter]
        }
        return word
    }

    private func count(_ label: Bool, _ left: Int, from state: Int) -> Int {
        label ? accepted[left][state] : (1 << left) - accepted[left][state]
    }
}
