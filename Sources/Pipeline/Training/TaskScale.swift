/// The constants that a task's inputs and outputs are divided by for training, folded back into the weights afterwards.
///
/// Only what a user's own data would also tell: the range of inputs and of sampled outputs.
struct TaskScale: Sendable {
    let input: Double
    let output: Double

    /// Scales are powers of two, so that folding them back changes no bit of a weight's mantissa.
    init(_ task: SequenceTask, seed: UInt64) {
        let inputs = task.sample(256, for: .initialisation, seed: seed)
        let outputs = task.outputs(for: inputs)
        input = Self.powerOfTwo(atLeast: Double(inputs.values.map(\.magnitude).max() ?? 1) / 2)
        output = Self.powerOfTwo(atLeast: Double(outputs.values.map(\.magnitude).max() ?? 1) / 2)
    }

    private static func powerOfTwo(atLeast value: Double) -> Double {
        var power = 1.0
        while power < value { power *= 2 }
        return power
    }

    /// The network on the task's own integers, given the one trained on scaled ones.
    func foldedBack(_ network: RecurrentNetwork) -> RecurrentNetwork {
        Self.scaled(network, input: 1 / input, output: output)
    }

    /// The inverse of `foldedBack`.
    func unfolded(_ network: RecurrentNetwork) -> RecurrentNetwork {
        Self.scaled(network, input: input, output: 1 / output)
    }

    private static func scaled(_ network: RecurrentNetwork, input: Double, output: Double) -> RecurrentNetwork {
        var result = network
        let (hidden, inputs) = network.inputLayer
        result.transition.layers[0].weights = hidden.beside(input * inputs)
        let last = network.readout.layers.count - 1
        result.readout.layers[last].weights = output * network.readout.layers[last].weights
        result.readout.layers[last].biases = network.readout.layers[last].biases.map { output * $0 }
        return result
    }
}
