/// The second stage: a network in the form that shows its structure, with what each step did.
///
/// ```swift
/// for step in simplified.steps where step.kept { print(step.step, "from", step.bitsBefore, "to", step.bitsAfter, "bits") }
/// show(WeightMatrices([(name: "simplified", network: simplified.network)], provenance: origin))
/// ```
public struct SimplifiedNetwork: Sendable, Codable {
    /// One normaliser's work.
    public struct Step: Sendable, Codable, Equatable {
        /// What a step is held to.
        public enum Kind: String, Sendable, Codable {
            /// Another way to write the same function, which what follows needs whether or not it is shorter.
            case preparation
            /// Another way to write the same function, which has to be shorter.
            case exact
            /// Another function, which has to be shorter and may nowhere be worse.
            case approximate
        }

        public let step: String
        public let kind: Kind
        /// Greatest change of an output on the sampled sequences, relative to the greatest output or 1.
        public let maxDeviation: Double
        /// Outputs compared with the task's on fresh sequences; nil where no test was called for, as the outputs are the same
        /// or the step is undone anyway.
        public let cases: Int?
        /// How many of these are wrong.
        public let errors: Int?
        /// What it takes to describe the network before and after the step, see `DescriptionLength`.
        public let bitsBefore: Double
        public let bitsAfter: Double
        public let kept: Bool
        /// Why it was kept or undone, in a clause.
        public let reason: String
        /// The network after the step.
        public let network: RecurrentNetwork
    }

    public internal(set) var network: RecurrentNetwork
    public internal(set) var steps: [Step] = []

    /// A network and the steps that led to it; none yet unless given.
    public init(network: RecurrentNetwork, steps: [Step] = []) {
        self.network = network
        self.steps = steps
    }

    /// What it takes to write the network down, see `DescriptionLength`.
    public var bits: Double { DescriptionLength.bits(network) }

    /// Changes of coordinates must preserve outputs to this relative deviation.
    public static let tolerance = 1e-9
}
