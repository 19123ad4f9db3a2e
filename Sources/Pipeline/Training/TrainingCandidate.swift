/// One training run of the architecture search, as logged.
public struct TrainingCandidate: Sendable, Codable, Equatable {
    /// Why a run came to its end.
    public enum Outcome: String, Sendable, Codable {
        /// Zero errors in the acceptance test.
        case accepted
        /// Perfect when it was last measured, but not in the acceptance test.
        case refused
        /// Another seed of the same architecture was accepted first.
        case outrun
        /// Other seeds of the same architecture did better: dropped between two rounds.
        case dropped
        /// Zero errors in the acceptance test, but not on longer sequences, where a network was looked for that lasts.
        case shortLived
        /// Not accepted by its last step.
        case exhausted
        /// The time was up.
        case interrupted
    }

    /// A run that was accepted.
    struct Winner: Sendable {
        let architecture: Architecture
        let network: RecurrentNetwork
        let acceptance: Acceptance
        /// Sequences of the acceptance test on which an output was off by 0.1 and more, some of them.
        let near: Sequences
        /// Nil where the network was accepted as the optimiser left it.
        let polish: Polish.Report?
        let steps: Int
        /// Of the run's first weights.
        let seed: UInt64
        /// Of one that was looked for because it lasts, the fractions of outputs that are wrong on longer sequences, all lengths
        /// together: 0 where it does not err there.
        var slips = 0.0
        /// Whether it is right on words of skewed letters too.
        var isSteady = true
        /// Of one whose states were settled on points, how many; nil of others.
        var points: Int?

        /// Whether it errs neither on longer sequences nor on words of skewed letters.
        var lastsSteadily: Bool { slips == 0 && isSteady }

        func slipping(_ slips: Double, isSteady: Bool) -> Winner {
            var winner = self
            (winner.slips, winner.isSteady) = (slips, isSteady)
            return winner
        }

        /// Whether it errs less than the other on longer sequences.
        func lasts(longerThan other: Winner) -> Bool {
            slips == other.slips ? isSteady && !other.isSteady : slips < other.slips
        }
    }

    public let architecture: Architecture
    public let seed: UInt64
    public let steps: Int
    /// Mean loss at the last measurement, after the finish if there was one.
    public let loss: Double
    /// Fraction of outputs that rounded right at the last measurement, of those that were asked for.
    public let accuracy: Double
    public internal(set) var outcome: Outcome
    public let curve: [TrainingPoint]
    /// After the second-order finish, or with its states on points, whose iterations count as steps; nil for a run that had neither.
    public let finish: TrainingPoint?
    /// As the run left it; no part of the log.
    var network: RecurrentNetwork?

    private enum CodingKeys: String, CodingKey { case architecture, seed, steps, loss, accuracy, outcome, curve, finish }
}

/// What was measured at one training step, on sequences that the network had not seen.
public struct TrainingPoint: Sendable, Codable, Equatable {
    public let step: Int
    public let loss: Double
    /// Fraction of outputs that round to the right integer.
    public let accuracy: Double
}

/// Counts the errors of a network over many outputs.
struct ErrorTally {
    private(set) var wrong = 0
    private var positions = 0
    private var total = 0.0
    private let loss: Loss

    init(_ loss: Loss) {
        self.loss = loss
    }

    /// Adds an error ŷ − y in the task's units.
    ///
    /// - Returns: whether the output rounds to another integer. One that is no number does.
    mutating func add(_ error: Double) -> Bool {
        positions += 1
        total += loss(error)
        let isWrong = !(abs(error) < 0.5)
        if isWrong { wrong += 1 }
        return isWrong
    }

    /// Mean loss and accuracy.
    func point(at step: Int) -> TrainingPoint {
        // A run that diverged is the worst of all, and says so in a number that can be compared and written to a file.
        TrainingPoint(
            step: step, loss: total.isFinite ? total / Double(max(1, positions)) : .greatestFiniteMagnitude,
            accuracy: 1 - Double(wrong) / Double(max(1, positions)))
    }
}
