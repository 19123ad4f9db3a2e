import Testing

@testable import Pipeline

@Suite("Quantisation")
struct QuantisationTests {
    private func apply(_ network: RecurrentNetwork, _ sample: Sequences) -> RecurrentNetwork? {
        Quantisation(greatestError: 0.002).apply(to: network, visits: Visits(of: network, on: sample))
    }

    @Test("The weights of a perturbed integer network become integers again")
    func perturbed() throws {
        let seed: UInt64 = 95
        var generator = SeededGenerator(seed: seed)
        let exact = RecurrentNetwork(
            hidden: [[0, 0], [1, 0]], input: [[1], [0]], readout: [[1, 2]])
        let sample = generator.sequences(64, length: 6, width: 1)
        for _ in 0..<5 {
            var network = exact
            for index in network.transition.layers[0].weights.elements.indices {
                network.transition.layers[0].weights.elements[index] += 1e-3 * Double.random(in: -1...1, using: &generator)
            }
            let after = try #require(apply(network, sample))
            #expect(after == exact, "seed \(seed)")
        }
    }

    @Test("|x| in odd units becomes |x| in whole ones and simple fractions")
    func absolute() throws {
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[0, 0.61], [0, -1.37]]), biases: [0, 0]),
                .init(weights: Matrix([[1 / 0.61, 1 / 1.37]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        var generator = SeededGenerator(seed: 96)
        let sample = generator.sequences(64, length: 6, width: 1)
        let after = try #require(apply(network, sample))
        #expect(after.run(sample).scores == network.run(sample).answers.map(Double.init))
        #expect(after.parameterVector.allSatisfy { 12 * $0 == (12 * $0).rounded() })
    }

    @Test("Halves where no integer will do; the same bytes every time")
    func halves() throws {
        // The product of the two slopes has to be one half.
        let network = RecurrentNetwork(hidden: [[0]], input: [[1.0001]], readout: [[0.4999]])
        var generator = SeededGenerator(seed: 97)
        var sample = generator.sequences(64, length: 6, width: 1)
        for index in sample.values.indices { sample.values[index] *= 2 }
        let after = try #require(apply(network, sample))
        let slope = after.inputLayer.input[0, 0] * after.readout.layers[0].weights[0, 0]
        #expect(slope == 0.5)
        #expect(apply(network, sample) == after)
    }

    @Test("Only sequences that fill the kernel's batches count: none is made up of zeros")
    func wholeBatches() {
        let multiple = NetworkKernel<Double>.batchMultiple
        let network = RecurrentNetwork(hidden: [[0]], input: [[1.0001]], readout: [[0.9998]])
        var generator = SeededGenerator(seed: 99)
        let sample = generator.sequences(multiple + 1, length: 6, width: 1)
        let after = apply(network, sample.slice(0..<multiple))
        #expect(after != nil && apply(network, sample) == after)
        #expect(apply(network, sample.slice(0..<multiple - 1)) == nil)
    }

    @Test("Large networks are left alone")
    func large() {
        var generator = SeededGenerator(seed: 98)
        let network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 4, transitionWidths: [32], readoutWidths: []))
        #expect(apply(network, generator.sequences(16, length: 4, width: 1)) == nil)
    }
}
