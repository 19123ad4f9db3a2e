import Determinism

/// Asks a network whether two prefixes are the same to it: whether it answers alike whatever word follows.
///
/// The words are those of the sample with their beginnings exchanged, so that nothing unlike what it was trained on is asked,
/// and none is longer.
struct PrefixExchange<Asked: Network>: Sendable {
    private let network: Asked
    private let letters: [Letter]
    /// `[sequence][time]`: numbers of letters.
    private let words: [[Int]]
    private let length: Int

    /// Words asked at first: most differences show in these.
    private static var firstWords: Int { 48 }
    /// How often the prefixes are permuted, each time cut elsewhere.
    private static var rounds: Int { 3 }
    /// Of the permutations.
    private static var seed: UInt64 { 1 }

    /// - Precondition: the sample has no other letters.
    init(_ network: Asked, letters: [Letter], sample: Sequences) {
        self.network = network
        self.letters = letters
        let numbers = MachineWords(sample, over: letters)
        words = sample.length == 0 ? [] : (0..<sample.count).map { numbers.letters($0, through: sample.length - 1) }
        length = sample.length
    }

    /// Whether there are words, with two letters to permute and one to follow them.
    var canPermute: Bool { length > 2 && !words.isEmpty }

    /// A prefix, in numbers of letters, after which the network answers otherwise if it is permuted; nil where the order of
    /// letters plays no part.
    ///
    /// - Precondition: `canPermute`; of no words the order of letters would play no part.
    /// - Complexity: two runs of the sample in each round.
    func prefixWhoseOrderMatters() -> [Int]? {
        precondition(canPermute)
        for round in 0..<Self.rounds {
            let cut = { (row: Int) in 2 + (row + round) % (length - 2) }
            let found = firstDifference(
                original: { Array(words[$0].prefix(cut($0))) },
                changed: { row in
                    var random = CounterRandom(Self.seed, UInt64(round), UInt64(row))
                    return words[row].prefix(cut(row)).shuffled(by: &random)
                }, suffixStart: cut)
            if let found { return Array(words[found].prefix(cut(found))) }
        }
        return nil
    }

    /// Whether reading the letters `added` instead of `removed`, anywhere, changes no later answer.
    ///
    /// - Parameters:
    ///   - added: numbers of letters.
    ///   - removed: others, perhaps none.
    /// - Returns: false also where the words of the sample leave no room to ask.
    func isSame(_ added: [Int], as removed: [Int]) -> Bool {
        let hole = max(added.count, removed.count)
        guard hole < length, !words.isEmpty else { return false }
        let cut = { (row: Int) in row % (length - hole) }
        return firstDifference(
            original: { words[$0].prefix(cut($0)) + removed }, changed: { words[$0].prefix(cut($0)) + added },
            suffixStart: { cut($0) + hole }) == nil
    }

    /// The first word of the sample whose end is answered differently after one prefix than after the other.
    private func firstDifference(
        original: (Int) -> [Int], changed: (Int) -> [Int], suffixStart: (Int) -> Int
    ) -> Int? {
        let first = min(Self.firstWords, words.count)
        for rows in [0..<first, first..<words.count] where !rows.isEmpty {
            let suffixes = rows.map { words[$0][suffixStart($0)...] }
            let one = lastAnswers(rows.map(original), suffixes)
            let other = lastAnswers(rows.map(changed), suffixes)
            if let place = zip(one, other).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                return rows.lowerBound + place
            }
        }
        return nil
    }

    /// The answers to each suffix after its prefix; the words made of both are equally long.
    private func lastAnswers(_ prefixes: [[Int]], _ suffixes: [ArraySlice<Int>]) -> [[Int]] {
        let whole = zip(prefixes, suffixes).map { $0 + $1 }
        let size = whole.first?.count ?? 0
        let inputs = Sequences(
            count: whole.count, length: size, width: network.inputWidth, values: whole.flatMap { $0.flatMap { letters[$0] } })
        let answers = network.answers(to: inputs).values
        let written = size * network.outputWidth
        return suffixes.enumerated().map { row, suffix in
            let end = (row + 1) * written
            return Array(answers[end - suffix.count * network.outputWidth..<end])
        }
    }
}

extension Collection {
    /// The elements in a random order (Fisher and Yates).
    fileprivate func shuffled(by random: inout CounterRandom) -> [Element] {
        var result = Array(self)
        for last in result.indices.dropFirst().reversed() { result.swapAt(last, random.integer(in: 0..<last + 1)) }
        return result
    }
}
