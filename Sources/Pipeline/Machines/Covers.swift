/// The minimal cover automata of a network of every length that can be asked, and what they say of it together: the curve of their
/// sizes, and the law that it keeps to for longest.
///
/// For all lengths the network is asked once. It is never asked a longer word than networks are trained on, beyond which one that is
/// imperfect is lawful no more (Câmpeanu, Păun and Yu 2001 for the automata).
///
///     if let covers = Covers(of: network, inputs: task.inputs, seed: 1) {
///         print(covers.curve.states, covers.law.machine.stateCount, covers.law.exactTo)
///     }
public struct Covers: Sendable, Equatable {
    /// Letters that never made a difference, which were merged first; each by itself where that buys no length.
    public let letters: LetterClasses
    /// Words, over the letters that stand for classes, that were asked: all up to the curve's length.
    public let asked: Int
    /// The number of states that it takes up to each length.
    public let curve: CoverCurve
    /// Of the different covers, the one that stays right for the greatest number of lengths beyond the one at which it is found, and
    /// of equals the smallest.
    ///
    /// Of a counter, which no finite machine is equal to, the choice says little: look at the curve first.
    public let law: CoverLaw
    /// Covers than which none is both smaller and more often right, the smallest first.
    public let front: [Size]
    /// The cover of the greatest length, held against the network on words over all letters; nil where none were merged, so that these
    /// were all asked.
    public let check: LetterCheck?

    /// How large a cover is, and how often it is wrong.
    public struct Size: Sendable, Hashable {
        public let states: Int
        /// Words of `asked` of which the last letter is answered otherwise.
        public let departures: Int
        public let foundAt: Int
    }

    /// Whether merged letters made no difference to words on which merging was not decided.
    public struct LetterCheck: Sendable, Hashable {
        /// Random ones, which were compared at every position.
        public let words: Int
        /// A shortest one that is answered otherwise; nil where there is none.
        public let firstDeparture: Departure?
    }

    /// Words that are asked at most: of a trained network some tens of milliseconds.
    public static let mostWords = 1 << 16
    private static let checkedWords = 1024

    /// The greatest length up to which everything was asked.
    public var length: Int { curve.length }

    /// The covers of a network; nil where its letters are too many to be listed.
    ///
    /// - Parameters:
    ///   - network: is asked.
    ///   - inputs: what it reads; no word is longer than `inputs.length`.
    ///   - mostWords: that are asked for the covers, beside those that show which letters make a difference.
    ///   - seed: of words on which letters are tried.
    /// - Complexity: a step of the network for each word, and O(words · (letters + length)) besides.
    public init?(of network: some Network, inputs: InputSpace, mostWords: Int = Covers.mostWords, seed: UInt64) {
        guard let all = inputs.explorableLetters else { return nil }
        let (letters, length) = Self.letters(all, network, inputs, mostWords, seed: seed)
        guard length > 0 else { return nil }
        let tree = AnswerTree(network, letters: letters.representatives, length: length)
        let covers = (1...length).map { CoverAutomaton(tree, length: $0) }
        let distinct = TestedCover.distinct(covers, in: tree)
        guard let longest = distinct.min(by: { ($1.span, $0.foundAt) < ($0.span, $1.foundAt) }) else { return nil }
        self.letters = letters
        asked = tree.asked
        curve = CoverCurve(states: covers.map(\.stateCount))
        law = longest.law(in: tree, over: all, classes: letters.numbers)
        front = Self.front(of: distinct)
        check = letters.areMerged ? Self.check(covers[length - 1], network, inputs, letters, length, seed: seed) : nil
    }

    /// Letters, merged if longer words can be asked then, and how long these are: what is known of merged ones is a conjecture.
    private static func letters(
        _ all: [Letter], _ network: some Network, _ inputs: InputSpace, _ mostWords: Int, seed: UInt64
    ) -> (letters: LetterClasses, length: Int) {
        func length(_ count: Int) -> Int { AnswerTree.greatestLength(letters: count, most: mostWords, limit: inputs.length) }
        let apart = (LetterClasses(apart: all), length(all.count))
        guard apart.1 < inputs.length else { return apart }
        let merged = LetterClasses(network, inputs: inputs, letters: all, seed: seed)
        let longer = length(merged.representatives.count)
        return longer > apart.1 ? (merged, longer) : apart
    }

    private static func front(of covers: [TestedCover]) -> [Size] {
        covers.reduce(into: []) { front, next in
            // Later covers are not smaller, so that each has to be right more often than all before it.
            guard front.last.map({ next.departures < $0.departures }) ?? true else { return }
            if front.last?.states == next.cover.stateCount { front.removeLast() }
            front.append(Size(states: next.cover.stateCount, departures: next.departures, foundAt: next.foundAt))
        }
    }

    private static func check(
        _ cover: CoverAutomaton, _ network: some Network, _ inputs: InputSpace, _ letters: LetterClasses, _ length: Int,
        seed: UInt64
    ) -> LetterCheck {
        let words = InputSpace(inputs.alphabet, length: length).sample(checkedWords, for: .covering, seed: seed, step: 3)
        let numbers = MachineWords(words, over: letters.letters)
        let answers = network.answers(to: words)
        let ends = (0..<words.count).compactMap { row -> (row: Int, time: Int, answer: [Int])? in
            let own = cover.answers(to: numbers.letters(row, through: length - 1).map { letters.numbers[$0] })
            let time = own.indices.first { own[$0] != answers.answer(row, at: $0) }
            return time.map { (row, $0, own[$0]) }
        }
        let first = ends.min { ($0.time, $0.row) < ($1.time, $1.row) }
        return LetterCheck(
            words: words.count,
            firstDeparture: first.map {
                Departure(
                    word: Word(words[$0.row].prefix($0.time + 1)), machine: $0.answer,
                    network: answers.answer($0.row, at: $0.time))
            })
    }
}
