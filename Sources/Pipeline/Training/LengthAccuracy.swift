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

    /// Sequences of each length by which it is decided whether a network lasts: some times as many as it is reported by, so that what is
    /// decided is seldom belied. What is tried on the way is judged by fewer, which miss what goes wrong once in some thousands.
    static let decidingSequences = 40_000
    private static let reportedSequences = 10_000
    private static let steeringSequences = 2000
    /// Of skewed letters.
    private static let skewedWords = 1024
    /// The lengths that are tried, in trained lengths.
    private static let multiples = [2, 5, 10]

    /// Runs the network on fresh sequences of each of two, five and ten times the trained length: on 10,000 for a report, or on 2,000 where
    /// another purpose is given. What is chosen by them is not reported by the same ones.
    ///
    /// Lengths at which the task may not be asked, see `SequenceTask.greatestLength`, are left out.
    ///
    /// - Complexity: O(sequences · length · parameters)
    public static func measured(
        _ network: RecurrentNetwork, on task: SequenceTask, for purpose: InputSpace.Purpose = .reporting, seed: UInt64,
        jobs: Int
    ) async throws -> [LengthAccuracy] {
        let sequences = purpose == .reporting ? reportedSequences : steeringSequences
        return try await trials(network, on: task, for: purpose, sequences: sequences, seed: seed, jobs: jobs).map(\.accuracy)
    }

    /// One of them, with max |ŷ − y| over its outputs, and some of the sequences that are wanting, see `Acceptance.judged`.
    typealias Trial = (accuracy: LengthAccuracy, margin: Double, wanting: Sequences)

    /// The same, with more of each.
    static func trials(
        _ network: RecurrentNetwork, on task: SequenceTask, for purpose: InputSpace.Purpose, sequences: Int = steeringSequences,
        seed: UInt64, jobs: Int
    ) async throws -> [Trial] {
        let greatest = greatestLength(of: task, seed: seed)
        return try await concurrentMap(multiples.filter { $0 * task.length <= greatest }, jobs: jobs) { multiple in
            let cases = CaseBlocks(sequences, length: multiple * task.length, of: task, for: purpose, seed: seed)
            let (found, wanting) = try await Acceptance.judged(network, on: task, cases: cases, jobs: 1)
            let accuracy = LengthAccuracy(
                multiple: multiple, length: cases.length, sequences: found.sequences, positions: found.positions,
                wrong: found.errors)
            return (accuracy, found.margin, wanting)
        }
    }

    /// The longest of the lengths, or as near to it as the task may be asked.
    private static func greatestLength(of task: SequenceTask, seed: UInt64) -> Int {
        task.greatestLength(upTo: (multiples.last ?? 1) * task.length, seed: seed)
    }
}

extension LengthAccuracy {
    /// On words of skewed letters, see `InputSpace.drawSkewed`, as long as the task may be asked up to ten trained lengths, in single precision.
    ///
    /// Counters go further in such words, and come back; and a state that is drawn nearer to a point by each letter, or that moves away
    /// from where it should be by a little more each time, is told from another by a margin that rounding exceeds. What is the
    /// algorithm goes on there too. An affine network is not judged: it errs by its arithmetic only.
    ///
    /// - Returns: nil of affine networks.
    static func onSkewedWords(
        _ network: RecurrentNetwork, on task: SequenceTask, seed: UInt64
    ) -> LengthAccuracy? {
        let architecture = Architecture(of: network)
        guard !architecture.isAffine else { return nil }
        let multiple = max(1, greatestLength(of: task, seed: seed) / task.length)
        let (length, size, scale) = (multiple * task.length, 256, TaskScale(task, seed: seed))
        let parameters = scale.unfolded(network).parameterVector.map { Float($0) }
        let sample = InputSpace.randomness(for: .stretching, seed: seed, step: 1)
        var kernel = NetworkKernel<Float>(architecture, length: length, batch: size)
        var batch = TrainingBatch<Float>(task, size: size, length: length, scale: scale)
        var (wrong, positions) = (0, 0)
        for first in stride(from: 0, to: skewedWords, by: size) {
            batch.fill { lane, word in task.inputs.drawSkewed(first + lane, of: sample, into: &word) }
            let outputs = kernel.run(parameters, inputs: batch.inputs).outputs
            for (output, target) in zip(outputs, batch.targets) where !target.isNaN {
                positions += 1
                if !(abs(scale.output * (Double(output) - Double(target))) < 0.5) { wrong += 1 }
            }
        }
        return LengthAccuracy(multiple: multiple, length: length, sequences: skewedWords, positions: positions, wrong: wrong)
    }
}

extension [LengthAccuracy] {
    /// The sum over the lengths of the fractions of outputs that are wrong.
    var wrongShare: Double { reduce(0) { $0 + 1 - $1.accuracy } }
}
