import Determinism

/// Draws words that a network permits, as far as a small machine can tell: the smallest one that answers like it to all short words.
///
/// Of all words of some length hardly any may be permitted, and a network that is asked about others answers nothing of its own.
struct PermittedWords: Sendable, Equatable {
    private let machine: MealyMachine
    /// Letters that a word may begin with, by number.
    private let first: [Int]

    /// Words that the network is asked for it.
    private static let mostAsked = 1 << 12
    private static let mostLength = 12
    /// Of so many words, one has a letter that may be any.
    private static let strays: Range<Int> = 0..<16

    /// - Parameter network: asks about permitted words only.
    init(_ network: TransformerNetwork) {
        let length = AnswerTree.greatestLength(
            letters: network.letters.count, most: Self.mostAsked, limit: min(Self.mostLength, network.placesForLetters))
        machine = CoverAutomaton(of: network, letters: network.letters, length: max(1, length)).machine
        first = network.permittedFirst
    }

    /// Writes a word: each letter is as likely as any other that may come there.
    func draw(_ random: inout CounterRandom, into word: inout MutableSpan<Int>) {
        let width = machine.letters[0].count
        let stray = random.integer(in: Self.strays) == 0 ? random.integer(in: 0..<word.count / width) : nil
        var (state, permitted) = (MealyMachine.initial, first)
        for start in stride(from: 0, to: word.count, by: width) {
            let isFree = permitted.isEmpty || start / width == stray
            let letter = isFree ? random.integer(in: 0..<machine.letters.count) : random.choice(permitted)
            for (feature, value) in machine.letters[letter].enumerated() { word[start + feature] = value }
            let answer = machine.outputs[state][letter]
            permitted = machine.letters.indices.filter { answer[$0] == 1 }
            state = machine.transitions[state][letter]
        }
    }
}
