import Foundation

extension Opening {
    /// Opens a network of which nobody says what would be right. It may be lawful up to some length only, beyond which a program for all
    /// of its answers would be one for its faults: so where the curve of its states breaks, it is opened also with words up to there,
    /// and the shortest description wins: a program, and the words of the trained length that the network answers otherwise.
    ///
    /// - Parameters: as those of `init(of:for:seed:jobs:without:memory:report:)`.
    /// - Throws: `CancellationError`.
    public init(
        ofUnjudged network: some Network, for task: SequenceTask, seed: UInt64, jobs: Int = 1,
        memory: any StageMemory = NoMemory(), report: (DistillationStage, StageProgress) -> Void = { _, _ in }
    ) async throws {
        let whole = try await Opening(of: network, for: task, seed: seed, jobs: jobs, memory: memory, report: report)
        guard let covers = whole.covers else {
            self = whole
            return
        }
        let words = task.asked(covers)
        var best = (opening: whole, bits: whole.bits(network, words))
        var seconds = whole.seconds
        let lawful = covers.lawfulLengths.filter { $0 < task.length }
        // Where the curve does not show where a law ends, the longest words for which there is a program do.
        let others = (Covers.shortest..<max(Covers.shortest, task.length)).reversed().filter { !lawful.contains($0) }
        for length in lawful + others where lawful.contains(length) || best.opening.program == nil {
            let opening = try await Opening(
                of: network, for: task.ofLength(length), seed: seed, jobs: jobs, memory: memory
            ) { _, work in report(.extract, work) }
            seconds.merge(opening.seconds, uniquingKeysWith: +)
            let bits = opening.bits(network, words)
            if bits < best.bits { best = (opening, bits) }
        }
        self = best.opening
        self.seconds = seconds
    }

    /// A node of a program's syntax is one of some dozens of kinds, or a name.
    private static let bitsOfNode = 6.0

    /// Bits that tell what the network answers to these words: the program, and which words are answered otherwise and how; infinitely many
    /// where there is no program.
    private func bits(_ network: some Network, _ words: Sequences) -> Double {
        guard let program = program?.program else { return .infinity }
        let own = ProgramNetwork(program).answers(to: words)
        let theirs = network.answers(to: words)
        let wrong = Comparison(of: own.values, with: theirs.values, on: words).errors
        return Double(program.cost.nodes) * Self.bitsOfNode
            + Binomial.logWays(wrong, of: words.count) / log(2) + Double(wrong)
    }
}

extension SequenceTask {
    /// All words of the greatest length that covers asked, over the letters that stand for classes.
    fileprivate func asked(_ covers: Covers) -> Sequences {
        Sequences.all(over: covers.letters.representatives, length: covers.length)
    }
}

extension Covers {
    /// Lengths at which the curve shows that a law may end, below the greatest: the longest first.
    fileprivate var lawfulLengths: [Int] {
        var lengths: Set<Int> = []
        if law.exactTo < length { lengths.insert(law.exactTo) }
        if case .kink(let stretch) = curve.reading { lengths.insert(stretch.lengths.upperBound) }
        return lengths.filter { $0 >= Self.shortest }.sorted(by: >)
    }

    /// Words of fewer letters tell no law from chance.
    fileprivate static let shortest = 3
}
