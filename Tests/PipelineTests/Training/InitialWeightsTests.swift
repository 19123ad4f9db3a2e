import Testing

@testable import Pipeline

@Suite("Initial weights")
struct InitialWeightsTests {
    private static let affine = Architecture(inputWidth: 2, outputWidth: 1, hidden: 3, transitionWidths: [], readoutWidths: [5])
    private static let wide = Architecture(inputWidth: 2, outputWidth: 1, hidden: 3, transitionWidths: [8])

    @Test("Drawn weights lie within one over the root of the fan-in, and fill that range", arguments: [affine, wide])
    func uniform(architecture: Architecture) {
        let network = InitialWeights.uniform.drawn(for: architecture, seed: 5)
        #expect(network == InitialWeights.uniform.drawn(for: architecture, seed: 5))
        #expect(network != InitialWeights.uniform.drawn(for: architecture, seed: 6))
        for layer in network.transition.layers + network.readout.layers {
            let bound = 1 / Double(layer.weights.columns).squareRoot()
            let greatest = (layer.weights.elements + layer.biases).map(\.magnitude).max() ?? 0
            #expect(greatest <= bound && greatest > bound / 2)
        }
    }

    @Test("An affine f hands its state on, and adds three tenths of what was drawn for it; letters count in full")
    func holdingAffine() {
        let (drawn, held) = pair(Self.affine)
        let (weights, holding) = (drawn.transition.layers[0].weights, held.transition.layers[0].weights)
        for row in 0..<3 {
            for column in 0..<3 {
                #expect(abs(holding[row, column] - (row == column ? 1 : 0) - 0.3 * weights[row, column]) < 1e-12)
            }
            #expect((3..<5).allSatisfy { holding[row, $0] == weights[row, $0] })
        }
        #expect(held.readout == drawn.readout && held.transition.layers[0].biases == drawn.transition.layers[0].biases)
    }

    @Test("A hidden layer hands numbers of both signs on, whatever else it computes")
    func holdingWide() {
        let drawn = pair(Self.wide).drawn
        var held = pair(Self.wide).held
        // Without what is drawn, state in is state out.
        for row in 0..<3 {
            for column in 6..<8 {
                let weight = held.transition.layers[1].weights[row, column]
                #expect(abs(weight - 0.3 * drawn.transition.layers[1].weights[row, column]) < 1e-12)
                held.transition.layers[1].weights[row, column] = 0
            }
            held.transition.layers[1].biases[row] = 0
        }
        #expect(held.transition([-2, 0.5, 3, 1, -1]) == [-2, 0.5, 3])
        #expect(held.readout == drawn.readout)
    }

    @Test("Where a hidden layer is too narrow, or there are two, weights are as drawn", arguments: [[5], [8, 8]])
    func neither(widths: [Int]) {
        let (drawn, held) = pair(Architecture(inputWidth: 2, outputWidth: 1, hidden: 3, transitionWidths: widths))
        #expect(held == drawn)
    }

    private func pair(_ architecture: Architecture) -> (drawn: RecurrentNetwork, held: RecurrentNetwork) {
        let draw = { (weights: InitialWeights) in weights.drawn(for: architecture, seed: 5) }
        return (draw(.uniform), draw(.holding))
    }
}
