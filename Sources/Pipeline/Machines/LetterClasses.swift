import Determinism

/// Letters that never made a difference to a network, merged: read in each other's place they are answered alike, and so is all that
/// follows.
///
/// That is known of the words that were tried, and a conjecture of all others. It makes words over few letters of those over many,
/// so that longer ones can all be asked.
public struct LetterClasses: Sendable, Equatable {
    public let letters: [Letter]
    /// `[letter]`: the number of its class; classes in order of their first letters.
    public let numbers: [Int]
    /// Pairs of words that were compared, one letter of one substituted by a letter of its class; none made a difference.
    public let substitutions: Int

    /// The first letter of each class, which stands for it.
    public var representatives: [Letter] {
        zip(letters, numbers).reduce(into: []) { found, letter in
            if letter.1 == found.count { found.append(letter.0) }
        }
    }

    /// Whether some letters were merged.
    public var areMerged: Bool { Set(numbers).count < letters.count }

    /// The letters of each class.
    public var members: [[Letter]] {
        zip(letters, numbers).reduce(into: representatives.map { _ in [] }) { $0[$1.1].append($1.0) }
    }

    /// Substitutes letters at every position of all short words, and at one position each of some as long as may be asked.
    ///
    /// - Parameters:
    ///   - network: is asked, never more than `inputs.length` letters.
    ///   - inputs: what it reads; half of the long words are drawn as it draws them, the others uniformly.
    ///   - letters: all of them.
    ///   - seed: of the long words.
    /// - Complexity: a step of the network for each of at most 4,096 short words, and a run on at most 8,192 long words where there
    ///   is something to merge, or 32 for each letter if these are more.
    init(_ network: some Network, inputs: InputSpace, letters: [Letter], seed: UInt64) {
        let length = AnswerTree.greatestLength(letters: letters.count, most: Self.mostShortWords, limit: inputs.length)
        guard length > 0, letters.count > 1 else {
            self.init(apart: letters)
            return
        }
        let tree = AnswerTree(network, letters: letters, length: length)
        // A letter is substituted at each position, with all that may stand before and after it.
        let short = length * tree.words(ofLength: length - 1).count
        var (groups, substitutions): ([[Int]], Int) = ([], 0)
        for alike in Self.alike(in: tree) {
            guard alike.count > 1 else {
                groups.append(alike)
                continue
            }
            let long = Substitution(inputs, letters, count: Self.longWords(alike.count), seed: seed)
            let parts = long.alike(alike, to: network)
            groups += parts
            substitutions += parts.reduce(0) { $0 + ($1.count - 1) * (short + long.count) }
        }
        self.init(letters, groups: groups, substitutions: substitutions)
    }

    /// Each letter by itself, of which nothing was asked.
    init(apart letters: [Letter]) {
        self.init(letters, groups: letters.indices.map { [$0] }, substitutions: 0)
    }

    private init(_ letters: [Letter], groups: [[Int]], substitutions: Int) {
        var numbers = Array(repeating: 0, count: letters.count)
        for (number, group) in groups.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) }).enumerated() {
            for letter in group { numbers[letter] = number }
        }
        (self.letters, self.numbers, self.substitutions) = (letters, numbers, substitutions)
    }

    private static let mostShortWords = 1 << 12

    private static func longWords(_ letters: Int) -> Int { min(256, max(32, (1 << 13) / letters)) }

    /// The letters, by their numbers, that are answered alike after every word of a tree and followed by the same.
    private static func alike(in tree: AnswerTree) -> [[Int]] {
        tree.letters.indices.grouped { letter in
            (0..<tree.length).flatMap { length in
                tree.words(ofLength: length).flatMap { word in
                    let next = tree.word(word, followedBy: letter)
                    return [tree.answerNumber(next), tree.classNumber(next, remaining: tree.length - length - 1)]
                }
            }
        }
    }
}

/// Random words with a place in each at which letters are tried.
private struct Substitution {
    private let words: Sequences
    private let letters: [Letter]
    private let positions: [Int]

    var count: Int { words.count }

    init(_ inputs: InputSpace, _ letters: [Letter], count: Int, seed: UInt64) {
        let uniform = InputSpace(inputs.alphabet, length: inputs.length)
        words = Sequences(
            length: inputs.length, width: inputs.width,
            values: inputs.sample(count / 2, for: .covering, seed: seed).values
                + uniform.sample(count - count / 2, for: .covering, seed: seed, step: 1).values)
        self.letters = letters
        let random = InputSpace.randomness(for: .covering, seed: seed, step: 2)
        positions = (0..<count).map { row in
            var random = random[UInt64(row)]
            return random.integer(in: 0..<inputs.length)
        }
    }

    /// Letters, by their numbers, in groups of those with which all words are answered alike.
    func alike(_ numbers: [Int], to network: some Network) -> [[Int]] {
        numbers.grouped { number in
            var words = words
            for (row, position) in positions.enumerated() {
                let start = (row * words.length + position) * words.width
                words.values.replaceSubrange(start..<start + words.width, with: letters[number])
            }
            return network.answers(to: words).values
        }
    }
}

extension Sequence<Int> {
    /// Groups of equal keys, in order of their first elements.
    fileprivate func grouped(by key: (Int) -> [Int]) -> [[Int]] {
        var place: [[Int]: Int] = [:]
        return reduce(into: []) { groups, element in
            let key = key(element)
            let known = place[key] ?? groups.count
            if known == groups.count {
                place[key] = known
                groups.append([])
            }
            groups[known].append(element)
        }
    }
}
