import Testing

@testable import Pipeline

@Suite("Simplification")
struct SimplificationTests {
    private func states(_ network: RecurrentNetwork, _ sample: Sequences) -> [[Double]] {
        let run = network.run(sample)
        return (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } }
    }

    private func moments(_ states: [[Double]]) -> (mean: [Double], covariance: Matrix) {
        let count = Double(states.count)
        let mean = states[0].indices.map { unit in states.reduce(0) { $0 + $1[unit] } / count }
        let centred = Matrix(states.map { Vector.difference($0, mean) })
        return (mean, 1 / count * (centred.transposed * centred))
    }

    @Test("Whitening: mean zero, covariance the identity, for any depth of f and g")
    func whitening() throws {
        let seed: UInt64 = 61
        var generator = SeededGenerator(seed: seed)
        var whitened = 0
        for _ in 0..<30 {
            let network = generator.network(generator.architecture())
            let sample = generator.sequences(40, length: 5, width: network.inputWidth)
            guard let system = SymmetricEigensystem(moments(states(network, sample)).covariance),
                let (least, greatest) = system.values.first.flatMap({ low in system.values.last.map { (low, $0) } }),
                least > 1e-6 * greatest
            else { continue }
            whitened += 1
            let after = try #require(Whitening().apply(to: network, states: states(network, sample)))
            let (mean, covariance) = moments(states(after, sample))
            #expect(Vector.norm(mean) < 1e-9, "seed \(seed)")
            #expect((covariance - .identity(network.hiddenSize)).largestElement < 1e-6, "seed \(seed)")
            #expect(isClose(after.run(sample).outputs, network.run(sample).outputs, 1e-9), "seed \(seed)")
        }
        #expect(whitened > 10)
    }

    @Test("A direction in which states never vary is left as it is")
    func deadDirection() throws {
        // The second unit is always 3; the first holds the input times 5.
        let network = RecurrentNetwork(
            hidden: [[0, 0], [0, 0]], input: [[5], [0]], biases: [0, 3], readout: [[0.2, 1]], offsets: [-3])
        let sample = Sequences(count: 1, length: 4, width: 1, values: [-1, 1, -1, 1])
        let after = try #require(Whitening().apply(to: network, states: states(network, sample)))
        let (mean, covariance) = moments(states(after, sample))
        #expect(Vector.norm(mean) < 1e-12)
        #expect((covariance - .diagonal([1, 0])).largestElement < 1e-12)
        #expect(after.run(sample).outputs == [-1, 1, -1, 1])
        let constant = RecurrentNetwork(hidden: [[0]], input: [[0]], biases: [7], readout: [[1]])
        #expect(Whitening().apply(to: constant, states: states(constant, sample)) == nil)
    }

    @Test("De-biasing an affine f: the state of rest becomes zero and the bias vanishes")
    func stateOfRest() throws {
        // h' = h / 2 + x + 1 rests at 2.
        let network = RecurrentNetwork(hidden: [[0.5]], input: [[1]], biases: [1], readout: [[1]], offsets: [-2])
        let after = try #require(Debiasing().apply(to: network, states: []))
        #expect(isClose(after.transition.layers[0].biases, [0], 1e-12))
        #expect(isClose(after.readout.layers[0].biases, [0], 1e-12))
        #expect(isClose(after.initialState, [-2], 1e-12))
        #expect(Debiasing().apply(to: RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]]), states: []) == nil)
    }

    @Test(
        "De-biasing an integrator goes no further than needed, however nearly its eigenvalue is 1", arguments: [0, 1e-12, 1e-8])
    func integrator(error: Double) throws {
        // A total that is read with an offset, written in a coordinate that starts anywhere: h' = h + x, and noise.
        let network = RecurrentNetwork(
            hidden: [[1 - error, 0], [0, 0]], input: [[1], [1]], biases: [1e-9, 4], readout: [[1, 0]])
        let after = try #require(Debiasing().apply(to: network, states: []))
        // The second unit, which holds x + 4, is moved by 4; the integrator stays where it is.
        #expect(isClose(after.initialState, [0, -4], 1e-6))
    }

    @Test("De-biasing a deeper f moves the initial state to zero")
    func deep() throws {
        let seed: UInt64 = 62
        var generator = SeededGenerator(seed: seed)
        var network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 3, transitionWidths: [5], readoutWidths: [2]))
        network.initialState = [1, -2, 0.5]
        let after = try #require(Debiasing().apply(to: network, states: []))
        #expect(after.initialState == [0, 0, 0])
        let sample = generator.sequences(10, length: 4, width: 1)
        #expect(isClose(after.run(sample).outputs, network.run(sample).outputs, 1e-9), "seed \(seed)")
    }

    @Test("The whole stage preserves outputs and says what it did")
    func stage() {
        let seed: UInt64 = 63
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let network = generator.network(generator.architecture())
            let sample = generator.sequences(30, length: 5, width: network.inputWidth)
            let simplified = simplify(network, sample: sample)
            #expect(isClose(simplified.network.run(sample).outputs, network.run(sample).outputs, 1e-9), "seed \(seed)")
            #expect(simplified.steps.allSatisfy { ["whiten", "de-bias"].contains($0.step) })
            #expect(simplified.steps.allSatisfy { $0.kept == ($0.maxDeviation <= SimplifiedNetwork.tolerance) })
            #expect(simplified.steps.last { $0.kept }?.network ?? network == simplified.network)
        }
    }

    @Test("A step that changes the outputs, or loses them, is logged and not kept", arguments: [0.5, .nan, .infinity])
    func unsound(factor: Double) {
        struct Spoiling: Normaliser {
            let name = "spoil"
            let factor: Double

            func apply(to network: RecurrentNetwork, states: [[Double]]) -> RecurrentNetwork? {
                var spoilt = network
                spoilt.readout.layers[0].weights = factor * network.readout.layers[0].weights
                return spoilt
            }
        }
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let sample = Sequences(count: 1, length: 3, width: 1, values: [1, 2, 3])
        let simplified = simplify(network, sample: sample, by: [Spoiling(factor: factor)])
        #expect(simplified.network == network)
        #expect(simplified.steps.count == 1 && simplified.steps.allSatisfy { !$0.kept && $0.maxDeviation.isFinite })
    }
}
