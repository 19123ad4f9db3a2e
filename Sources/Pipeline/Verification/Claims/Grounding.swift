/// Whether, and how, a program's variables can be read from the network's hidden state: by probes, each beside its controls.
///
/// A probe is fitted on some hidden states and judged on others. It says something of the network only as far as it reads better
/// than the same probe does where there is nothing to be read (Hewitt and Liang, *Designing and Interpreting Probes with
/// Control Tasks*, 2019); the difference is its selectivity.
public struct Grounding: Sendable, Codable, Equatable {
    /// What is kept out of fitting, to be judged.
    public enum HeldOut: String, Sendable, Codable {
        /// Whole clusters of near-equal states: the variable is read in places that were never fitted.
        case clusters
        /// Prefixes only. States of one cluster are on both sides, because they are so few that no cluster follows from the others:
        /// the variable is recognised, rather than read elsewhere.
        case prefixes
        /// Prefixes that are longer than those which were fitted.
        case lengths
    }

    /// The same probe where there is nothing to be read.
    public struct Control: Sendable, Codable, Equatable {
        /// Over all shuffles.
        public let judged: Int
        public let errors: Int

        /// Fraction of judged states that are read rightly; nil where none could be judged.
        public var accuracy: Double? { judged > 0 ? 1 - Double(errors) / Double(judged) : nil }
    }

    /// How well one kind of probe reads a variable.
    public struct Reading: Sendable, Codable, Equatable {
        public let heldOut: HeldOut
        /// Hidden states that it was judged on, one for each prefix.
        public let judged: Int
        /// Judged states whose value was read wrongly.
        public let errors: Int
        /// Errors that only longer words than are asked could show: up to there the program answers alike with the value that was read. Nil
        /// in reports of earlier versions, which looked for none.
        public let unasked: Int?
        /// Hidden states of which the fitted ones say nothing: outside their affine span, or with a value that none of them has.
        public let notJudged: Int
        /// Of an affine probe, ½ less the greatest deviation from the value; of the nearest state, how much nearer the right value is
        /// than any other, as a part of both distances, where that is least. Negative where there are errors; nil where
        /// nothing was judged.
        public let margin: Double?
        /// On labels shuffled over what is held out together; of longer prefixes over clusters, where states recur, else over states.
        public let shuffled: Control
        /// On the same architecture with random weights; nil where the network offers none.
        public let untrained: Control?

        /// Fraction of judged states that are read rightly; nil where none could be judged.
        public var accuracy: Double? { judged > 0 ? 1 - Double(errors) / Double(judged) : nil }

        /// How much better it reads than the control task; nil where either could not be judged.
        public var selectivity: Double? {
            accuracy.flatMap { accuracy in shuffled.accuracy.map { accuracy - $0 } }
        }

        /// Errors that count: those that something which is asked, or nothing at all, could show.
        public var countedErrors: Int { errors - (unasked ?? 0) }

        /// Whether the variable is read without an error that counts, and shuffled labels are not.
        ///
        /// An untrained network has no say: what recent inputs leave in a hidden state is there before any training, and is no less
        /// in the hidden state for that. Its figures say how much of the reading training brought.
        ///
        /// Of longer prefixes than were fitted it is the lower end of the rate's interval that has to be above `leastRate`, and as far above
        /// what shuffled labels give that half of the errors are gone: where most states have one value, reading that value is nothing.
        public var reads: Bool {
            guard heldOut == .lengths || errors > 0 else { return (selectivity ?? 0) > 0 }
            // Where some errors do not count, that shuffled labels are read worse must be more than chance.
            let lowOfAll = Rate(held: judged - errors, of: judged)?.low ?? 0
            guard lowOfAll > shuffled.accuracy ?? 1 else { return false }
            guard heldOut == .lengths else { return countedErrors == 0 }
            let low = Rate(held: judged - countedErrors, of: judged)?.low ?? 0
            return low >= Self.leastRate && 2 * (1 - low) <= 1 - (shuffled.accuracy ?? 1)
        }

        public static let leastRate = 0.95
    }

    /// Two prefixes that the network keeps closest together although a variable of the program tells them apart.
    public struct Confusion: Sendable, Codable, Equatable {
        public let first: Word
        public let second: Word
        /// What the variable is after them.
        public let values: [Int]
        /// Between the two hidden states.
        public let distance: Double
    }

    /// How one variable was read, and how well.
    public struct Variable: Sendable, Codable, Equatable {
        public let name: String
        /// Hidden states looked into, one for each prefix.
        public let states: Int
        /// Clusters of near-equal ones among them, as far as this variable is concerned.
        public let clusters: Int
        /// Those of them in which the variable has more than one value. Where there are none it could be looked up, cluster by
        /// cluster, whether or not a probe reads it.
        public let mixedClusters: Int
        /// By the nearest integer to an affine function of the hidden state (a linear probe).
        public let affine: Reading
        /// By the variable's value at the nearest of the fitted hidden states.
        public let nearestState: Reading
        /// By a linear probe with a score for each value, on longer prefixes than it was fitted on. Nil in reports of earlier versions of
        /// networks trained here.
        public let discriminant: Reading?
        /// By a linear probe with a score for each memory, that is for what all variables are together: how a program spells its memory is
        /// its own affair, and where the network has bits `a` and `a ^ b`, nothing reads `b` for itself. Nil where another probe
        /// reads the variable, where it is the only one, or there are too many memories; in networks of others; and in reports of
        /// earlier versions.
        public let jointly: Reading?
        /// Of the affine probe fitted on all states: a factor for each hidden unit of the trained network.
        public let coefficients: [Double]?
        public let constant: Double?
        /// Where it cannot be read: the states that show why.
        public let confusion: Confusion?

        /// Whether some probe reads it.
        public var isRead: Bool { isReadAlone || jointly?.reads == true }

        /// Whether it is read without the other variables.
        public var isReadAlone: Bool { affine.reads || nearestState.reads || discriminant?.reads == true }

        /// Whether a probe errs on it, and none reads it. Of a variable that is neither read nor refuted nothing is known: no state
        /// could be judged, or shuffled labels are read as well.
        public var isRefuted: Bool { !isRead && affine.countedErrors + nearestState.countedErrors > 0 }

        /// The probe that decides: one that reads it, or else, where only one is wrong, that one, or the one that is wrong less often.
        public var deciding: Reading {
            if affine.reads || nearestState.judged == 0 { return affine }
            if nearestState.reads { return nearestState }
            if let discriminant, discriminant.reads { return discriminant }
            if let jointly, jointly.reads { return jointly }
            if affine.judged == 0 { return nearestState }
            if (affine.countedErrors == 0) != (nearestState.countedErrors == 0) {
                return affine.countedErrors > 0 ? affine : nearestState
            }
            return (affine.accuracy ?? 0) >= (nearestState.accuracy ?? 0) ? affine : nearestState
        }
    }

    /// In the program's order.
    public let variables: [Variable]
    /// Why nothing is compared with an untrained network, in a clause; nil where it is.
    public let untrainedNotMade: String?

    init(variables: [Variable], untrainedNotMade: String? = nil) {
        (self.variables, self.untrainedNotMade) = (variables, untrainedNotMade)
    }
}
