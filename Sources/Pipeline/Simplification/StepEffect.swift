extension SimplifiedNetwork {
    /// What a step does to a network, measured again from the weights before and after it.
    public struct Effect: Sendable, Equatable {
        /// Greatest change of an output, relative to the greatest output or 1.
        public let maxDeviation: Double
        public let bitsBefore: Double
        public let bitsAfter: Double

        /// - Precondition: both networks have the inputs of `sample`, and as many outputs.
        public init(from network: RecurrentNetwork, to rewritten: RecurrentNetwork, on sample: Sequences) {
            let comparison = StepComparison(from: network, Visits(of: network, on: sample), to: rewritten)
            (maxDeviation, bitsBefore, bitsAfter) = (comparison.deviation, comparison.bitsBefore, comparison.bitsAfter)
        }
    }
}
