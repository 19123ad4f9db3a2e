/// A network before and after a step of simplification, on the sampled sequences.
struct StepComparison {
    /// Greatest change of an output, relative to the greatest output or 1.
    let deviation: Double
    let bitsBefore: Double
    let bitsAfter: Double
    private let changesAnswers: Bool

    init(from network: RecurrentNetwork, _ visits: Visits, to rewritten: RecurrentNetwork) {
        let after = rewritten.run(visits.inputs)
        deviation = Self.deviation(of: after.scores, from: visits.run.scores)
        changesAnswers = after.answers != visits.run.answers
        let states = StateLooseness(of: visits.run)
        let bits = (DescriptionLength.bits(network), DescriptionLength.bits(rewritten))
        (bitsBefore, bitsAfter) = (
            bits.0 + states.bits, min(bits.1 + StateLooseness(of: after).bits, .greatestFiniteMagnitude)
        )
    }

    /// Less than a bit is rounding.
    var lengthObjection: String? { bitsAfter <= bitsBefore - 1 ? nil : "the description gets no shorter" }

    var answersObjection: String? { changesAnswers ? "it changes answers on the sample" : nil }

    /// The greatest finite number where a difference is none: `max` would pass over a NaN.
    private static func deviation(of outputs: [Double], from reference: [Double]) -> Double {
        let largest = reference.reduce(1) { max($0, abs($1)) }
        return zip(outputs, reference).reduce(0.0) { greatest, pair in
            let difference = abs(pair.0 - pair.1) / largest
            return difference.isFinite ? max(greatest, difference) : .greatestFiniteMagnitude
        }
    }
}

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
