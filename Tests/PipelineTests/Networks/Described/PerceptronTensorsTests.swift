import Foundation
import Testing

@testable import Pipeline

/// Networks of two perceptrons under the names of MIPS's authors.
@Suite struct PerceptronTensorsTests {
    /// Layers of a sequence with activations between: every other number.
    private static func tensors(_ network: RecurrentNetwork) -> [String: (shape: [Int], values: [Double])] {
        var tensors: [String: (shape: [Int], values: [Double])] = [:]
        for (part, perceptron) in [("hmlp.mlp", network.transition), ("ymlp.mlp", network.readout)] {
            for (index, layer) in perceptron.layers.enumerated() {
                tensors["\(part).\(2 * index).weight"] = ([layer.weights.rows, layer.weights.columns], layer.weights.elements)
                tensors["\(part).\(2 * index).bias"] = ([layer.biases.count], layer.biases)
            }
        }
        return tensors
    }

    private func read(
        _ tensors: [String: (shape: [Int], values: [Double])], _ json: String
    ) throws -> DescribedNetwork {
        try DescribedNetwork(
            DescribedNetworkTests.file(tensors), name: "model", stated: DescribedNetworkTests.stated(json))
    }

    @Test func theyAreTheNetworkThatWasWrittenDown() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let network = generator.network(generator.architecture())
            let numbers = "[\(Array(repeating: "[-3, 3]", count: network.inputWidth).joined(separator: ", "))]"
            let described = try read(
                Self.tensors(network), #"{"decision": "round", "activation": "relu", "numbers": \#(numbers)}"#)
            let words = generator.sequences(20, length: 6, width: network.inputWidth)
            let right = network.run(words)
            let stacked = try #require(described.stacked).run(words)
            let far = zip(stacked.scores + stacked.states, right.scores + right.states).map { abs($0 - $1) / max(1, abs($1)) }
            #expect(far.max() ?? 0 < 1e-9, "seed \(seed)")
            #expect(described.network as? RecurrentNetwork == network, "seed \(seed)")
            #expect(described.kind.parameterCount >= network.parameterCount)
        }
    }

    @Test func whatNoTensorTellsIsAskedFor() throws {
        var generator = SeededGenerator(seed: 1)
        let network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [3], readoutWidths: []))
        let tensors = Self.tensors(network)
        func refusal(_ json: String, _ tensors: [String: (shape: [Int], values: [Double])]) throws -> String {
            "\(try #require(#expect(throws: SafetensorsError.self) { try read(tensors, json) }))"
        }
        #expect(try refusal(#"{"decision": "round", "numbers": [[0, 1]]}"#, tensors).contains("--activation: relu"))
        #expect(
            try refusal(#"{"decision": "round", "activation": "tanh", "numbers": [[0, 1]]}"#, tensors)
                .contains("2 layers with tanh between"))
        #expect(try refusal(#"{"decision": "round", "activation": "relu"}"#, tensors).contains("--numbers 0..1"))
        #expect(
            try refusal(#"{"decision": "round", "cell": "gru", "activation": "relu", "numbers": [[0, 1]]}"#, tensors)
                .contains("two perceptrons"))
        var turned = tensors
        turned["hmlp.mlp.2.weight"] = ([3, 2], Array(repeating: 0, count: 6))
        #expect(
            try refusal(#"{"decision": "round", "activation": "relu", "numbers": [[0, 1]]}"#, turned).contains("transposed"))
        turned["hmlp.mlp.2.weight"] = nil
        #expect(
            try refusal(#"{"decision": "round", "activation": "relu", "numbers": [[0, 1]]}"#, turned)
                .contains("no weight of two dimensions"))
    }

    /// A state of one-hot letters is no integer: they are read by their rows, and not rewritten.
    @Test func lettersAreOneHot() throws {
        var generator = SeededGenerator(seed: 2)
        let network = generator.network(
            Architecture(inputWidth: 3, outputWidth: 1, hidden: 2, transitionWidths: [], readoutWidths: []))
        let described = try read(Self.tensors(network), #"{"decision": "sign", "letters": ["a", "b", "c"]}"#)
        #expect(described.stacked?.perceptrons == nil)
        let one = described.network.run(Sequences(one: [[0, 1, 0]], width: 3))
        #expect(zip(one.states, network.run(Sequences(one: [[0, 1, 0]], width: 3)).states).allSatisfy { abs($0 - $1) < 1e-12 })
    }
}
