/// How a task's inputs are centred and scaled and its outputs scaled for training, folded back into the weights afterwards.
///
/// Only what a user's own data would also tell: the range of inputs and of sampled outputs.
struct TaskScale: Sendable {
    /// The middle of the inputs' range: a layer whose inputs are all positive has its kinks on one side of them.
    let centre: Double
    /// What centred inputs are divided by, to lie in ±2.
    let input: Double
    /// What outputs are divided by.
    let output: Double

    /// Scales are powers of two, so that folding them back changes no bit of a weight's mantissa.
    init(_ task: SequenceTask, seed: UInt64) {
        let inputs = task.sample(256, for: .initialisation, seed: seed)
        let outputs = task.outputs(for: inputs)
        let (least, greatest) = (Double(inputs.values.min() ?? 0), Double(inputs.values.max() ?? 0))
        centre = (least + greatest) / 2
        input = Self.powerOfTwo(atLeast: (greatest - least) / 4, from: 0.25)
        let asked = outputs.values.lazy.filter { $0 != Answers.notAsked }
        output = Self.powerOfTwo(atLeast: Double(asked.map(\.magnitude).max() ?? 1) / 2, from: 1)
    }

    private static func powerOfTwo(atLeast value: Double, from least: Double) -> Double {
        var power = least
        while power < value { power *= 2 }
        return power
    }

    /// The network on the task's own integers, given the one trained on scaled ones.
    func foldedBack(_ network: RecurrentNetwork) -> RecurrentNetwork {
        Self.shifted(Self.scaled(network, input: 1 / input, output: output), by: -centre)
    }

    /// The inverse of `foldedBack`, up to rounding.
    func unfolded(_ network: RecurrentNetwork) -> RecurrentNetwork {
        precondition(network.decision == .nearestInteger, "what is trained here learns to be rounded")
        return Self.scaled(Self.shifted(network, by: centre), input: input, output: 1 / output)
    }

    /// The network on inputs that are less by `centre`.
    private static func shifted(_ network: RecurrentNetwork, by centre: Double) -> RecurrentNetwork {
        var result = network
        let inputs = network.inputLayer.input
        result.transition.layers[0].biases = Vector.sum(
            network.transition.layers[0].biases, inputs * Array(repeating: centre, count: inputs.columns))
        return result
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
