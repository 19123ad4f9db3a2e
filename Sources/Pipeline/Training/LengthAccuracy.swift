import Determinism

/// How often a network errs on sequences so many times longer than those it was trained on.
///
/// An algorithm goes on for ever; a table of what was seen in training, or a state that drifts, does not.
public struct LengthAccuracy: Sendable, Codable, Equatable {
    /// Length in trained lengths.
    public let multiple: Int
    public let length: Int
    public let sequences: Int
    /// Outputs compared: sequences · length · output width.
    public let positions: Int
    public let wrong: Int

    /// Fraction of outputs that round to the right integer.
    public var accuracy: Double { 1 - Double(wrong) / Double(max(1, positions)) }

    /// Runs the network on 2,000 fresh sequences of each of two, five and ten times the trained length: for a report, unless
    /// another purpose is given. What is chosen by them is not reported by the same ones.
    ///
    /// - Complexity: O(sequences · length · parameters)
    public static func measured(
        _ network: RecurrentNetwork, on task: SequenceTask, for purpose: InputSpace.Purpose = .reporting, seed: UInt64,
        jobs: Int
    ) async throws -> [LengthAccuracy] {
        try await concurrentMap([2, 5, 10], jobs: jobs) { multiple in
            let cases = CaseBlocks(2000, length: multiple * task.length, of: task, for: purpose, seed: seed)
            let found = try await Acceptance(network, on: task, cases: cases, jobs: 1)
            return LengthAccuracy(
                multiple: multiple, length: cases.length, sequences: found.sequences, positions: found.positions,
                wrong: found.errors)
        }
    }
}
