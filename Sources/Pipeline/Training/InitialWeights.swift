import Determinism

/// What the weights of a run are before its first step.
enum InitialWeights: Sendable {
    /// Uniform in ±1/√fan-in, weights and biases alike.
    case uniform
    /// The same, but that f hands its state on, and adds what was drawn, with `share` of the weights of the state, or of a hidden
    /// layer: counting is near, swinging and forgetting far (Le, Jaitly, Hinton, *A Simple Way to Initialize Recurrent Networks of
    /// Rectified Linear Units*, 2015). Where f has more than one hidden layer, or one too narrow to hand on numbers of both signs, as
    /// `uniform`.
    case holding

    /// What is left of drawn weights that would change what is handed on.
    private static let share = 0.3

    func drawn(for architecture: Architecture, seed: UInt64) -> RecurrentNetwork {
        var random = CounterRandom(seed, InputSpace.Purpose.initialisation.rawValue)
        let parameters = [architecture.transitionSizes, architecture.readoutSizes].flatMap { sizes in
            zip(sizes, sizes.dropFirst()).flatMap { columns, rows in
                let bound = 1 / Double(columns).squareRoot()
                return (0..<rows * (columns + 1)).map { _ in (2 * random.unit() - 1) * bound }
            }
        }
        var network = RecurrentNetwork(architecture, parameters: parameters)
        if self == .holding { Self.hold(&network.transition, hidden: architecture.hidden) }
        return network
    }

    private static func hold(_ transition: inout Perceptron, hidden: Int) {
        let last = transition.layers.count - 1
        let hasPairs = last == 1 && transition.layers[0].weights.rows >= 2 * hidden
        guard last == 0 || hasPairs else { return }
        for unit in 0..<hidden {
            let columns = last == 0 ? hidden : transition.layers[last].weights.columns
            for column in 0..<columns { transition.layers[last].weights[unit, column] *= share }
        }
        for unit in 0..<hidden {
            guard hasPairs else {
                transition.layers[0].weights[unit, unit] += 1
                continue
            }
            // h = max(0, h) − max(0, −h).
            for (row, sign) in [(2 * unit, 1.0), (2 * unit + 1, -1.0)] {
                for column in 0..<transition.layers[0].weights.columns { transition.layers[0].weights[row, column] = 0 }
                transition.layers[0].weights[row, unit] = sign
                transition.layers[0].biases[row] = 0
                for other in 0..<hidden { transition.layers[1].weights[other, row] = other == unit ? sign : 0 }
            }
        }
    }
}
