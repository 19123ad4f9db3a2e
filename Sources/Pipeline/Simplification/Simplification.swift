/// The second stage: a network in coordinates that show its structure, with what each step did.
public struct SimplifiedNetwork: Sendable {
    /// One normaliser's work.
    public struct Step: Sendable, Codable, Equatable {
        public let step: String
        /// Greatest change of an output on the sampled sequences, relative to the greatest output or 1.
        public let maxDeviation: Double
        /// Whether the step was kept: only one that left every output alone is.
        public let kept: Bool
        /// The network after the step.
        public let network: RecurrentNetwork
    }

    public let network: RecurrentNetwork
    public let steps: [Step]

    /// Changes of coordinates must preserve outputs to this relative deviation.
    public static let tolerance = 1e-9
}

/// Rewrites `network` by whitening, then by removing biases; its outputs on the sample must not change.
public func simplify(_ network: RecurrentNetwork, sample: Sequences) -> SimplifiedNetwork {
    simplify(network, sample: sample, by: [Whitening(), Debiasing()])
}

func simplify(_ network: RecurrentNetwork, sample: Sequences, by normalisers: [any Normaliser]) -> SimplifiedNetwork {
    let reference = network.run(sample).outputs
    let largest = reference.reduce(1) { max($0, abs($1)) }
    var current = network
    var steps: [SimplifiedNetwork.Step] = []
    for normaliser in normalisers {
        let run = current.run(sample)
        let states = (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } }
        guard let rewritten = normaliser.apply(to: current, states: states) else { continue }
        let deviation = greatestDifference(rewritten.run(sample).outputs, reference) / largest
        let kept = deviation <= SimplifiedNetwork.tolerance
        if kept { current = rewritten }
        steps.append(
            SimplifiedNetwork.Step(step: normaliser.name, maxDeviation: deviation, kept: kept, network: rewritten))
    }
    return SimplifiedNetwork(network: current, steps: steps)
}

/// The greatest finite number where a difference is none: `max` would pass over a NaN.
private func greatestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0.0) { greatest, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isFinite ? max(greatest, difference) : .greatestFiniteMagnitude
    }
}
