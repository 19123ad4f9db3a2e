import Determinism

/// Where two networks that read the same letters were seen to answer otherwise: on all words up to a length, as far as work allows,
/// then on drawn ones that are longer. Of other words it says nothing.
public struct NetworkDifferences: Sendable, Codable, Equatable {
    /// Of the lengths from 1 on whose words were all asked; none where letters are too many.
    public let byLength: [LengthDifference]
    /// Words that were drawn, by their lengths, and runs of one letter.
    public let drawn: [Drawn]
    /// The shortest word that was seen to be answered otherwise: the first in lexicographic order where all words of its length were
    /// asked, else the first that was drawn. Nil where none was.
    public let shortest: DifferingWord?

    /// Up to which length all words were asked.
    public var exhaustiveLength: Int { byLength.count }

    /// Whether there is certainly no shorter word that is answered otherwise.
    public var isShortest: Bool { shortest.map { $0.word.count <= exhaustiveLength + 1 } ?? true }

    public struct Drawn: Sendable, Codable, Equatable {
        public enum Kind: String, Sendable, Codable {
            case words, runsOfOneLetter
        }

        public let kind: Kind
        public let length: Int
        /// How many there were, and those that are answered otherwise after some letter.
        public let words: Int
        public let differing: Int
        /// The first letters of one of them, up to the first answer that differs, of the fewest.
        public let first: DifferingWord?
    }
}

extension NetworkDifferences {
    /// What a comparison may cost.
    public struct Budget: Sendable {
        /// Words of one length of which all are asked, and their greatest length.
        var words = 1 << 20
        var length = 20
        /// Drawn words of each length.
        var drawn = 4000
        /// Multiplications of both networks on all words of one kind.
        var work = 1 << 32

        public init() {}
    }

    /// Compares two networks.
    ///
    /// - Parameters:
    ///   - left: one of them, and what a step of it costs in multiplications, such as its parameters.
    ///   - right: the other.
    ///   - spaces: what they read, over the same letters: words are drawn as each of these draws them.
    ///   - budget: how much is asked.
    ///   - seed: of the words that are drawn.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Precondition: both read and answer as many integers.
    /// - Throws: `CancellationError`.
    /// - Complexity: O(words · cost) for all words of the greatest length, and O(words · length · cost) for those that are drawn.
    public init(
        _ left: (network: any ObservedNetwork, cost: Int), _ right: (network: any ObservedNetwork, cost: Int),
        over spaces: [InputSpace], budget: Budget = Budget(), seed: UInt64, jobs: Int = 1
    ) async throws {
        precondition(
            left.network.inputWidth == right.network.inputWidth && left.network.outputWidth == right.network.outputWidth)
        let cost = max(1, left.cost) + max(1, right.cost)
        let pair = NetworkPair(left: left.network, right: right.network)
        let agreement = try await pair.agreement(
            over: spaces.first?.explorableLetters ?? [], most: min(budget.words, budget.work / cost), limit: budget.length,
            jobs: jobs)
        var drawn: [Drawn] = []
        for (step, length) in Self.lengths(spaces, after: agreement.words.count).enumerated() {
            let count = max(1, min(budget.drawn, budget.work / cost / length) / max(1, spaces.count))
            for space in spaces {
                let words = space.sample(count, length: length, for: .longer, seed: seed, step: step)
                drawn.append(pair.compared(words, .words))
            }
        }
        if let space = spaces.first {
            let longest = Self.longest(spaces)
            let most = max(16, min(1024, budget.work / cost / longest))
            drawn.append(pair.compared(space.ofLength(longest).runsOfOneLetter(most: most), .runsOfOneLetter))
        }
        self.init(agreement, drawn: drawn)
    }

    private init(_ agreement: LengthAgreement, drawn: [Drawn]) {
        byLength = agreement.lengths.map {
            LengthDifference(
                length: $0.length, words: $0.words, differing: $0.errors, share: Double($0.errors) / Double($0.words))
        }
        self.drawn = drawn.reduce(into: []) { all, next in
            guard let last = all.last, last.length == next.length, last.kind == next.kind else { return all.append(next) }
            all[all.count - 1] = last.and(next)
        }
        let seen = drawn.compactMap(\.first).min { $0.word.count < $1.word.count }
        let listed = agreement.departures.first?.firstError.flatMap(DifferingWord.init)
        shortest = [listed, seen].compactMap(\.self).min { $0.word.count < $1.word.count }
    }

    private static let multiples = [1, 2, 5, 10]

    /// Those of drawn words: of which not all were asked.
    private static func lengths(_ spaces: [InputSpace], after exhaustive: Int) -> [Int] {
        let trained = spaces.map(\.length).max() ?? 1
        return multiples.map { $0 * trained }.filter { $0 > exhaustive }
    }

    private static func longest(_ spaces: [InputSpace]) -> Int { (multiples.last ?? 1) * (spaces.map(\.length).max() ?? 1) }
}

extension NetworkDifferences.Drawn {
    /// Both together, `other` after this one.
    fileprivate func and(_ other: Self) -> Self {
        let first = [first, other.first].compactMap(\.self).min { $0.word.count < $1.word.count }
        return Self(
            kind: kind, length: length, words: words + other.words, differing: differing + other.differing, first: first)
    }
}

extension DifferingWord {
    /// Nil where there is no answer.
    fileprivate init?(_ disagreement: Claim.Disagreement) {
        guard let left = disagreement.program.last, let right = disagreement.expected.last else { return nil }
        self.init(disagreement.input, left: left, right: right)
    }
}

/// Two networks that are asked the same words.
private struct NetworkPair: Sendable {
    let left: any ObservedNetwork
    let right: any ObservedNetwork

    /// Numbers of hidden states that are in memory at a time.
    private static let kept = 1 << 20
    private static let greatestBlock = 1 << 16

    /// Their answers to all words of up to the greatest length of which there are at most `most`.
    func agreement(over letters: [Letter], most: Int, limit: Int, jobs: Int) async throws -> LengthAgreement {
        guard !letters.isEmpty,
            let (length, count) = InputSpace(Alphabet(letters: letters), length: limit).exhaustiveLength(
                most: most, limit: limit)
        else { return LengthAgreement(letters: 0, length: 0) }
        let numbers = length * max(left.hiddenSize, right.hiddenSize, 1)
        let size = max(1, min(Self.greatestBlock, Self.kept / numbers))
        let firsts = Array(stride(from: 0, to: count, by: size))
        let blocks = try await concurrentMap(firsts, jobs: jobs) { first in
            let words = Sequences.all(over: letters, length: length, rows: first..<min(first + size, count))
            var block = LengthAgreement(letters: letters.count, length: length)
            block.note(
                words, from: first, program: left.answers(to: words).values, network: right.answers(to: words).values,
                width: left.outputWidth)
            return block
        }
        return blocks.reduce(LengthAgreement(letters: letters.count, length: length)) { $0.and($1) }
    }

    /// Their answers to each of the words, after every letter.
    func compared(_ words: Sequences, _ kind: NetworkDifferences.Drawn.Kind) -> NetworkDifferences.Drawn {
        let size = max(1, min(Self.greatestBlock, Self.kept / (words.length * max(left.hiddenSize, right.hiddenSize, 1))))
        var (differing, first): (Int, DifferingWord?) = (0, nil)
        for start in stride(from: 0, to: words.count, by: size) {
            let block = words.slice(start..<min(start + size, words.count))
            let (own, theirs) = (left.answers(to: block), right.answers(to: block))
            for row in 0..<block.count {
                guard let time = (0..<block.length).first(where: { own.answer(row, at: $0) != theirs.answer(row, at: $0) })
                else { continue }
                differing += 1
                if first.map({ time + 1 < $0.word.count }) ?? true {
                    first = DifferingWord(
                        Word(block[row].prefix(time + 1)), left: own.answer(row, at: time), right: theirs.answer(row, at: time))
                }
            }
        }
        return NetworkDifferences.Drawn(
            kind: kind, length: words.length, words: words.count, differing: differing, first: first)
    }
}
