import Determinism

/// Whether a network never errs, as far as that can be run.
public struct Acceptance: Sendable, Codable, Equatable {
    public let source: CaseBlocks.Source
    public let sequences: Int
    /// Outputs compared: sequences · length · output width, without those that were not asked for.
    public let positions: Int
    public let errors: Int
    /// max |ŷ − y| over all positions: how far the network is from rounding the wrong way. Where it does not round, of answers.
    public let margin: Double

    public var holds: Bool { errors == 0 && positions > 0 }

    /// An output that is further off than this could be closer.
    static let comfortable = 0.1
}

extension Acceptance {
    /// What is reported of a network: compares it with the task on all inputs where at most 2²⁰ sequences exist, else on
    /// 400,000 fresh ones, none of which had a say in choosing it.
    public init(_ network: RecurrentNetwork, on task: SequenceTask, seed: UInt64, jobs: Int) async throws {
        try await self.init(network, on: task, cases: Self.cases(of: task, for: .reporting, seed: seed), jobs: jobs)
    }

    /// Compares the network with the task on `cases`.
    public init(_ network: RecurrentNetwork, on task: SequenceTask, cases: CaseBlocks, jobs: Int) async throws {
        self = try await Self.judged(network, on: task, cases: cases, jobs: jobs).acceptance
    }

    private static func cases(of task: SequenceTask, for purpose: InputSpace.Purpose, seed: UInt64) -> CaseBlocks {
        CaseBlocks(everyUpTo: 1 << 20, orSamples: 400_000, length: task.length, of: task, for: purpose, seed: seed)
    }

    /// The test by which a network is chosen, and some of the sequences that are wanting: on which the network errs, or if there
    /// are none of these, is further off than `comfortable`. It ends once enough are known on which it errs.
    static func judged(
        _ network: RecurrentNetwork, on task: SequenceTask, seed: UInt64, jobs: Int
    ) async throws -> (acceptance: Acceptance, wanting: Sequences) {
        try await judged(
            network, on: task, cases: cases(of: task, for: .acceptance, seed: seed), jobs: jobs, enough: enoughErring)
    }

    /// The same of all `cases`, or where `enough` is given until that many sequences are known on which the network errs.
    static func judged(
        _ network: RecurrentNetwork, on task: SequenceTask, cases: CaseBlocks, jobs: Int, enough: Int? = nil
    ) async throws -> (acceptance: Acceptance, wanting: Sequences) {
        var blocks: [Judgement] = []
        while blocks.count < cases.indices.count, blocks.reduce(0, { $0 + $1.erring.count }) < enough ?? .max {
            let next = cases.indices.dropFirst(blocks.count)
            blocks += try await concurrentMap(Array(enough == nil ? next : next.prefix(wave)), jobs: jobs) { index in
                try Task.checkCancellation()
                return Judgement(of: network, on: cases[index], task: task)
            }
        }
        let acceptance = Acceptance(
            source: cases.source, sequences: blocks.reduce(0) { $0 + $1.sequences },
            positions: blocks.reduce(0) { $0 + $1.positions },
            errors: blocks.reduce(0) { $0 + $1.errors }, margin: blocks.reduce(0) { max($0, $1.margin) })
        let wanting = blocks.flatMap { acceptance.errors > 0 ? $0.erring.values : $0.near.values }
        let kept = wanting.prefix(most * cases.length * task.inputWidth)
        return (acceptance, Sequences(length: cases.length, width: task.inputWidth, values: Array(kept)))
    }

    /// Sequences that are kept, of each block and in all.
    private static let most = 64
    /// Sequences on which a network errs that say that it does, and from which it may learn.
    private static let enoughErring = 16
    /// Blocks between which a test may end: as many whatever the number of jobs.
    private static let wave = 2

    private struct Judgement {
        let sequences: Int
        let positions: Int
        let errors: Int
        let margin: Double
        let erring: Sequences
        let near: Sequences

        init(of network: RecurrentNetwork, on inputs: Sequences, task: SequenceTask) {
            let expected = task.outputs(for: inputs).values
            let perRow = inputs.length * task.outputWidth
            var (positions, errors, margin) = (0, 0, 0.0)
            var (erring, near): ([Int], [Int]) = ([], [])
            network.forEachBlock(of: inputs) { block in
                let first = block.rows.lowerBound * perRow
                let estimates = network.decision.estimates(block.scores, width: network.scoreWidth)
                for (position, estimate) in zip(first..., estimates) where expected[position] != Answers.notAsked {
                    positions += 1
                    let distance = abs(estimate - Double(expected[position]))
                    margin = distance.isNaN ? .infinity : max(margin, distance)
                    guard !(distance < comfortable) else { continue }
                    let row = position / perRow
                    if near.count < most, near.last != row { near.append(row) }
                    guard !(distance < 0.5) else { continue }
                    errors += 1
                    if erring.count < most, erring.last != row { erring.append(row) }
                }
            }
            (sequences, self.positions, self.errors, self.margin) = (inputs.count, positions, errors, margin)
            (self.erring, self.near) = (inputs.selecting(erring), inputs.selecting(near))
        }
    }
}
