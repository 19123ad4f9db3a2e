/// Whether a network never errs, as far as that can be run.
public struct Acceptance: Sendable, Codable, Equatable {
    public let source: CaseBlocks.Source
    public let sequences: Int
    /// Outputs compared: sequences · length · output width.
    public let positions: Int
    public let errors: Int
    /// max |ŷ − y| over all positions: how far the network is from rounding the wrong way.
    public let margin: Double

    public var holds: Bool { errors == 0 && positions > 0 }

    /// Compares the network with the task on all inputs where at most 2²⁰ sequences exist, else on 400,000 fresh ones.
    public init(_ network: RecurrentNetwork, on task: SequenceTask, seed: UInt64, jobs: Int) async throws {
        let cases = CaseBlocks(
            everyUpTo: 1 << 20, orSamples: 400_000, length: task.length, of: task, for: .acceptance, seed: seed)
        try await self.init(network, on: task, cases: cases, jobs: jobs)
    }

    /// Compares the network with the task on `cases`.
    public init(_ network: RecurrentNetwork, on task: SequenceTask, cases: CaseBlocks, jobs: Int) async throws {
        let blocks = try await concurrentMap(Array(cases.indices), jobs: jobs) { index in
            let inputs = cases[index]
            let outputs = network.run(inputs).outputs
            return Self.compare(outputs, with: task.outputs(for: inputs).values)
        }
        source = cases.source
        sequences = cases.count
        positions = cases.count * cases.length * task.outputWidth
        errors = blocks.reduce(0) { $0 + $1.errors }
        margin = blocks.reduce(0) { max($0, $1.margin) }
    }

    private static func compare(_ outputs: [Double], with expected: [Int]) -> (errors: Int, margin: Double) {
        zip(outputs, expected).reduce(into: (errors: 0, margin: 0.0)) { result, pair in
            let distance = abs(pair.0 - Double(pair.1))
            if !(distance < 0.5) { result.errors += 1 }
            result.margin = distance.isNaN ? .infinity : max(result.margin, distance)
        }
    }
}
