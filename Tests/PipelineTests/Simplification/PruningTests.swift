import Testing

@testable import Pipeline

@Suite("Pruning")
struct PruningTests {
    private func apply(_ normaliser: some Normaliser, _ network: RecurrentNetwork, _ sample: Sequences) -> RecurrentNetwork? {
        normaliser.apply(to: network, visits: Visits(of: network, on: sample))
    }

    /// Two hidden ReLU units more than |x| needs: one is dead, one a copy.
    private let wasteful = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[0, 1], [0, -1], [0, 2], [0, 1]]), biases: [0, 0, 0, -100]),
            .init(weights: Matrix([[1, 1, 0.5, 7]]), biases: [0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))

    @Test("A direction that no output observes goes, in any coordinates")
    func unobservable() throws {
        let seed: UInt64 = 81
        var generator = SeededGenerator(seed: seed)
        // The second unit counts, and nobody reads it.
        let network = RecurrentNetwork(hidden: [[0.5, 0], [1, 1]], input: [[1], [1]], readout: [[1, 0]])
        for _ in 0..<10 {
            let (matrix, inverse) = generator.changeOfBasis(2)
            let disguised = network.changingCoordinates(by: matrix, inverse: inverse, shift: [1, -2])
            let sample = generator.sequences(20, length: 6, width: 1)
            let after = try #require(apply(Pruning(), disguised, sample))
            #expect(after.hiddenSize == 1, "seed \(seed)")
            #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-9), "seed \(seed)")
        }
    }

    @Test("A direction that no input reaches becomes a constant")
    func unreachable() throws {
        let network = RecurrentNetwork(
            hidden: [[0.5, 0.25], [0, 1]], input: [[1], [0]], readout: [[1, 1]], initialState: [0, 4])
        var generator = SeededGenerator(seed: 82)
        let sample = generator.sequences(20, length: 6, width: 1)
        let after = try #require(apply(Pruning(), network, sample))
        #expect(after.hiddenSize == 1)
        #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-12))
    }

    @Test("A direction that only other inputs than the sampled ones reach stays")
    func unsampled() throws {
        var generator = SeededGenerator(seed: 89)
        let small = generator.sequences(20, length: 6, width: 1, range: -2...2)
        // The first unit holds x; the second one relu(x − 2), which no sampled sequence makes fire.
        let deep = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[0, 0, 1], [0, 0, -1], [0, 0, 1]]), biases: [0, 0, -2]),
                .init(weights: Matrix([[1, -1, 0], [0, 0, 1]]), biases: [0, 0]),
            ]), readout: Perceptron(layers: [.init(weights: .identity(2), biases: [0, 0])]))
        #expect(apply(Pruning(), deep, small) == nil)
        // The second unit holds the second input, which is zero in the sample.
        let affine = RecurrentNetwork(hidden: [[0, 0], [0, 0]], input: [[1, 0], [0, 1]], readout: [[1, 0], [0, 1]])
        var sample = generator.sequences(20, length: 6, width: 2)
        for index in sample.values.indices where index % 2 == 1 { sample.values[index] = 0 }
        #expect(apply(Pruning(), affine, sample) == nil)
        // Deeper networks lose what no input at all reaches: here the second unit, always 3.
        var constant = deep
        constant.transition.layers[1] = .init(weights: Matrix([[1, -1, 0], [0, 0, 0]]), biases: [0, 3])
        constant.initialState = [0, 3]
        let after = try #require(apply(Pruning(), constant, small))
        #expect(after.hiddenSize == 1)
        #expect(isClose(after.run(small).scores, constant.run(small).scores, 1e-12))
    }

    @Test("A coordinate that neither layer of a deeper network reads goes")
    func unread() throws {
        let seed: UInt64 = 83
        var generator = SeededGenerator(seed: seed)
        var network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 3, transitionWidths: [4], readoutWidths: [2]))
        for row in 0..<4 { network.transition.layers[0].weights[row, 1] = 0 }
        for row in 0..<2 { network.readout.layers[0].weights[row, 1] = 0 }
        let sample = generator.sequences(20, length: 6, width: 1)
        let after = try #require(apply(Pruning(), network, sample))
        #expect(after.hiddenSize < 3)
        #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-9), "seed \(seed)")
    }

    @Test("Minimal networks stay as they are; one direction stays of a network that remembers nothing")
    func minimal() throws {
        var generator = SeededGenerator(seed: 84)
        let sample = generator.sequences(20, length: 6, width: 1)
        let total = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]])
        #expect(apply(Pruning(), total, sample) == nil)
        let idle = RecurrentNetwork(hidden: [[0, 0], [0, 0]], input: [[0], [0]], biases: [1, 2], readout: [[1, 1]])
        #expect(try #require(apply(Pruning(), idle, sample)).hiddenSize == 1)
    }

    @Test("Dead and duplicated units go, and what read them reads the others")
    func units() throws {
        var generator = SeededGenerator(seed: 85)
        let sample = generator.sequences(20, length: 6, width: 1)
        let after = try #require(apply(UnitPruning(), wasteful, sample))
        #expect(after.transition.sizes == [2, 2, 1])
        #expect(isClose(after.run(sample).scores, wasteful.run(sample).scores, 1e-9))
    }

    @Test("A small unit of its own stays, however large the units that explain each other")
    func smallUnit() throws {
        // |x|, from a large unit, its copy but for a ten-millionth, and a small unit.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[0, 1e6, 0], [0, 1e6, 0.1], [0, -1e-3, 0]]), biases: [0, 0, 0]),
                .init(weights: Matrix([[0.5e-6, 0.5e-6, 1e3]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        var generator = SeededGenerator(seed: 90)
        let sample = generator.sequences(20, length: 6, width: 2)
        let after = try #require(apply(UnitPruning(), network, sample))
        #expect(after.transition.sizes == [3, 2, 1])
        #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-5))
    }

    @Test("A layer of units that are always active merges with the next one")
    func alwaysActive() throws {
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[0, 1], [0, -2]]), biases: [50, 50]), .init(weights: Matrix([[1, 1]]), biases: [-100]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[3]]), biases: [1])]))
        var generator = SeededGenerator(seed: 86)
        let sample = generator.sequences(20, length: 6, width: 1)
        let after = try #require(apply(UnitPruning(), network, sample))
        #expect(after.isAffine)
        #expect(isClose(after.transition.layers[0].weights.elements, [0, -1], 1e-12))
        #expect(after.transition.layers[0].biases == [0])
    }

    @Test("Scaling units gives ones, and leaves the function alone")
    func scaling() throws {
        let seed: UInt64 = 87
        var generator = SeededGenerator(seed: seed)
        let scaled = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[0.37, -0.37]]), biases: [0]), .init(weights: Matrix([[1 / 0.37]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        let sample = generator.sequences(20, length: 6, width: 1)
        let after = try #require(apply(UnitScaling(), scaled, sample))
        #expect(isClose(after.transition.layers.flatMap(\.weights.elements), [1, -1, 1], 1e-12))
        for _ in 0..<10 {
            let network = generator.network(
                Architecture(inputWidth: 1, outputWidth: 2, hidden: 3, transitionWidths: [5], readoutWidths: [4]))
            let after = apply(UnitScaling(), network, sample) ?? network
            #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-9), "seed \(seed)")
            #expect(DescriptionLength.bits(after) <= DescriptionLength.bits(network), "seed \(seed)")
        }
    }

    @Test("Aligning makes deeper networks shorter, and leaves the function alone")
    func alignment() {
        let seed: UInt64 = 88
        var generator = SeededGenerator(seed: seed)
        var shorter = 0
        for _ in 0..<10 {
            let network = generator.network(
                Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [4], readoutWidths: []))
            let sample = generator.sequences(20, length: 6, width: 1)
            guard let after = apply(Alignment(), network, sample) else { continue }
            #expect(isClose(after.run(sample).scores, network.run(sample).scores, 1e-8), "seed \(seed)")
            let bits = [after, network].map { DescriptionLength.bits(UnitScaling().scaled($0)) }
            #expect(bits[0] < bits[1], "seed \(seed)")
            shorter += 1
        }
        #expect(shorter > 5)
    }
}
