import Testing

@testable import Pipeline

@Suite("Linear systems read from networks")
struct LinearRealisationTests {
    private func reason(_ network: RecurrentNetwork, _ task: SequenceTask) -> String? {
        do throws(NotLinear) {
            _ = try LinearRealisation(of: network, on: task.sample(200, for: .extraction, seed: 1))
            return nil
        } catch { return error.reason }
    }

    @Test("Random systems, disguised as affine networks, come back from the weights", arguments: [11 as UInt64, 12])
    func weights(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for order in 1...4 {
            let system = generator.system(order: order, inputs: 2, outputs: 2)
            let network = generator.disguised(system.network)
            let sample = HandMade.task(-3..<4, width: 2, outputs: 2, length: 10).sample(60, for: .extraction, seed: seed)
            let found = try LinearRealisation(of: network, on: sample)
            #expect(found.source == .weights && found.parameters == system.markovParameters(horizon: 10), "seed \(seed)")
            #expect(found.system.order <= order && found.sequences == 60, "seed \(seed)")
            #expect(found.system.markovParameters(horizon: 10) == found.parameters, "seed \(seed)")
            #expect(try #require(found.deviation) < 1e-6, "seed \(seed)")
        }
    }

    @Test("The same systems behind ReLUs come back from the answers alone", arguments: [13 as UInt64, 14])
    func behaviour(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for order in 1...3 {
            let system = generator.system(order: order, inputs: 2)
            let network = generator.disguised(system.network).throughRectifiers
            let sample = HandMade.task(-3..<4, width: 2, length: 10).sample(200, for: .extraction, seed: seed)
            let found = try LinearRealisation(of: network, on: sample)
            #expect(found.source == .behaviour && found.deviation == nil, "seed \(seed)")
            #expect(found.parameters == system.markovParameters(horizon: 10), "seed \(seed)")
        }
    }

    @Test("An affine network off by more than a tenth is judged by its answers")
    func inexact() throws {
        let network = RecurrentNetwork(hidden: [[0]], input: [[1.15]], readout: [[1]])
        let bits = HandMade.task(0..<2).sample(100, for: .extraction, seed: 1)
        #expect(throws: NotLinear.self) { try MarkovParameters.fromWeights(of: network, horizon: 8) }
        #expect(try LinearRealisation(of: network, on: bits).source == .behaviour)
        do throws(NotLinear) {
            _ = try MarkovParameters.fromWeights(of: network, horizon: 8)
        } catch {
            #expect(error.reason == "the response to an input 0 positions ago is 1.150, more than 0.1 from an integer")
        }
        #expect(reason(network, HandMade.task(-9..<10))?.hasPrefix("superposition fails at position") == true)
    }

    @Test("What is not linear is refused with the sequence that shows it")
    func refusals() throws {
        let parity = try #require(reason(HandMade.parityNetwork, HandMade.task(0..<2)))
        #expect(parity.hasPrefix("superposition fails at position ") && parity.hasSuffix(" 1"))
        #expect(
            reason(HandMade.totalNetwork, HandMade.task(0..<3, length: 1))
                == "sequences of one position do not show a next state")
        #expect(
            reason(HandMade.parityNetwork, HandMade.task(0..<1)) == "the sampled sequences do not determine a response")
        let half = RecurrentNetwork(hidden: [[0.5]], input: [[1]], readout: [[1]])
        #expect(reason(half, HandMade.task(-9..<10)) != nil)
    }
}

extension IntegerLinearSystem {
    /// A network that keeps the state, and behind it the output just given.
    fileprivate var network: RecurrentNetwork {
        func rows(_ state: IntegerMatrix, _ output: IntegerMatrix) -> [[Double]] {
            (state.rowArrays + output.rowArrays).map { $0.map(Double.init) }
        }
        let unseen = (0..<outputWidth).map { _ in 0.0 }
        return RecurrentNetwork(
            hidden: rows(transition, readout).map { $0 + unseen }, input: rows(input, feedthrough),
            biases: (drift + offset).map(Double.init),
            readout: (0..<outputWidth).map { output in (0..<order + outputWidth).map { $0 == order + output ? 1 : 0 } },
            initialState: initial.map(Double.init) + unseen)
    }
}

extension RecurrentNetwork {
    /// The same affine function with a hidden layer: every number is the difference of its positive and its negative part.
    fileprivate var throughRectifiers: RecurrentNetwork {
        let layer = transition.layers[0]
        let negative = Matrix(rows: layer.weights.rows, columns: layer.weights.columns) - layer.weights
        let split = Perceptron.AffineLayer(
            weights: Matrix(layer.weights.rowArrays + negative.rowArrays), biases: layer.biases + layer.biases.map { -$0 })
        let identity = Matrix.identity(hiddenSize)
        let joined = Perceptron.AffineLayer(
            weights: identity.beside(Matrix(rows: hiddenSize, columns: hiddenSize) - identity),
            biases: Array(repeating: 0, count: hiddenSize))
        return RecurrentNetwork(
            transition: Perceptron(layers: [split, joined]), readout: readout, initialState: initialState)
    }
}

extension Matrix {
    fileprivate var rowArrays: [[Double]] { (0..<rows).map(row) }
}
