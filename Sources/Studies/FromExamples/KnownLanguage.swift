import Determinism
import Pipeline

/// A regular language over 0 and 1 that is known by its minimal automaton.
package struct KnownLanguage: Sendable {
    package enum Family: String, Sendable, Codable, CaseIterable {
        case tomita, drawn

        package var title: String {
            switch self {
            case .tomita: "Tomita's languages"
            case .drawn: "drawn machines"
            }
        }
    }

    package let name: String
    package let family: Family
    /// Where letters lead, by state; state 0 is the initial one.
    let transitions: [[Int]]
    let accepting: [Bool]

    /// The automaton as somebody would have written it down: after each letter, whether the word so far is in the language.
    package var machine: RecordedMachine {
        RecordedMachine(
            name: name, letters: [[.integer(0)], [.integer(1)]], initial: 0,
            transitions: transitions.map { row in
                row.map { RecordedMachine.Transition(target: $0, answer: [.truth(accepting[$0])]) }
            })
    }

    /// Whether a word is in it.
    func accepts(_ word: [Int]) -> Bool { accepting[word.reduce(0) { transitions[$0][$1] }] }
}

extension KnownLanguage {
    /// The seven languages of Tomita (1982).
    package static let tomita: [KnownLanguage] = [
        // Only ones.
        KnownLanguage(tomita: 1, [[1, 0], [1, 1]], rejecting: [1]),
        // 10 over and over.
        KnownLanguage(tomita: 2, [[2, 1], [0, 2], [2, 2]], rejecting: [1, 2]),
        // No odd run of ones is followed by an odd run of zeros.
        KnownLanguage(tomita: 3, [[0, 1], [2, 0], [3, 4], [2, 1], [4, 4]], rejecting: [2, 4]),
        // No three zeros in a row.
        KnownLanguage(tomita: 4, [[1, 0], [2, 0], [3, 0], [3, 3]], rejecting: [3]),
        // Zeros and ones are even in number.
        KnownLanguage(tomita: 5, [[1, 2], [0, 3], [3, 0], [2, 1]], rejecting: [1, 2, 3]),
        // As many ones as zeros, modulo three.
        KnownLanguage(tomita: 6, [[2, 1], [0, 2], [1, 0]], rejecting: [1, 2]),
        // Zeros, ones, zeros, ones.
        KnownLanguage(tomita: 7, [[0, 1], [2, 1], [2, 3], [4, 3], [4, 4]], rejecting: [4]),
    ]

    private init(tomita number: Int, _ transitions: [[Int]], rejecting: Set<Int>) {
        self.init(
            name: "Tomita \(number)", family: .tomita, transitions: transitions,
            accepting: transitions.indices.map { !rejecting.contains($0) })
    }

    /// As many draws as have ever been needed for one machine, many times over.
    private static let mostDraws = 10_000

    /// A machine of 3 to 8 states in turn, every transition and every state's answer as likely as any other, kept only if no
    /// smaller one does the same.
    ///
    /// - Parameters:
    ///   - number: which one.
    ///   - seed: of the draw.
    /// - Returns: the machine; nil where none was found in 10,000 draws.
    package static func drawn(_ number: Int, seed: UInt64) -> KnownLanguage? {
        let states = 3 + number % 6
        var random = CounterRandom(seed, 0x4D61_6368, UInt64(number))
        for _ in 0..<mostDraws {
            let transitions = (0..<states).map { _ in (0..<2).map { _ in random.integer(in: 0..<states) } }
            let accepting = (0..<states).map { _ in random.integer(in: 0..<2) == 1 }
            let mealy = MealyMachine(
                letters: [[0], [1]], transitions: transitions,
                outputs: transitions.map { row in row.map { [accepting[$0] ? 1 : 0] } })
            guard mealy.minimised.stateCount == states else { continue }
            return KnownLanguage(
                name: "machine \(number + 1) (\(states) states)", family: .drawn, transitions: transitions,
                accepting: accepting)
        }
        return nil
    }
}
