import Testing

@testable import Pipeline

@Suite("Recurrent networks")
struct RecurrentNetworkTests {
    /// f: relu([h + 2x, -h + x + 1]), then first - second + ½; g: 2h - 1.
    private let handMade = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, 2], [-1, 1]]), biases: [0, 1]), .init(weights: Matrix([[1, -1]]), biases: [0.5]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[2]]), biases: [-1])]))

    @Test("A forward pass worked out by hand")
    func byHand() {
        let run = handMade.run(Sequences(one: [[1], [3], [-5]], width: 1))
        #expect(run.states == [0.5, 3.5, 0.5])
        #expect(run.scores == [0, 6, 0])
        #expect(handMade.step([0], [1]) == [0.5])
        #expect(handMade.step([0.5], [3]) == [3.5])
        #expect(handMade.scores([3.5]) == [6])
        #expect(handMade.parameterCount == 11 && handMade.hiddenSize == 1 && handMade.inputWidth == 1)
        #expect(!handMade.isAffine)
    }

    @Test("A change of coordinates leaves the function alone, whatever the depths of f and g")
    func changeOfCoordinates() {
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let network = generator.network(generator.architecture())
            let (matrix, inverse) = generator.changeOfBasis(network.hiddenSize)
            let shift = generator.numbers(network.hiddenSize)
            let changed = network.changingCoordinates(by: matrix, inverse: inverse, shift: shift)
            let inputs = generator.sequences(8, length: 5, width: network.inputWidth)
            let (before, after) = (network.run(inputs), changed.run(inputs))
            let scale = before.scores.reduce(1) { max($0, abs($1)) }
            for (old, new) in zip(before.scores, after.scores) {
                #expect(abs(old - new) < 1e-9 * scale, "seed \(seed), \(Architecture(of: network))")
            }
            // h' = S h + shift, for the states themselves.
            let expected = zip(matrix * before.state(3, after: 4), shift).map { $0 + $1 }
            for (old, new) in zip(expected, after.state(3, after: 4)) { #expect(abs(old - new) < 1e-6 * scale) }
        }
    }

    @Test("Parameters go out and come back in the kernel's order")
    func parameterVector() {
        #expect(handMade.parameterVector == [1, 2, -1, 1, 0, 1, 1, -1, 0.5, 2, -1])
        let seed: UInt64 = 12
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let architecture = generator.architecture()
            let network = generator.network(architecture)
            #expect(Architecture(of: network) == architecture, "seed \(seed)")
            #expect(network.parameterVector.count == architecture.parameterCount)
            #expect(RecurrentNetwork(architecture, parameters: network.parameterVector) == network)
        }
    }
}
