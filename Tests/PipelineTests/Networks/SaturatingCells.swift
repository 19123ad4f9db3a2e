import Foundation
import Pipeline

/// Whether an odd number of ones was read, by a tanh cell: its two units are "at least one" and "both" of the parity and the bit.
struct TanhParityNetwork: VectorNetwork {
    let inputWidth = 1
    let scoreWidth = 1
    let initialState = [-1.0, -1.0]

    func step(_ state: [Double], _ letter: Letter) -> [Double] {
        let sum = scores(state)[0] + Double(letter[0])
        return [tanh(8 * (sum - 0.5)), tanh(8 * (sum - 1.5))]
    }

    func scores(_ state: [Double]) -> [Double] { [(state[0] - state[1]) / 2] }
}

/// A latch, by a gated cell: 2 sets it, 0 clears it, and 1 shuts the gate, so that it holds; a second unit keeps whether it was held.
struct GatedLatchNetwork: VectorNetwork {
    let inputWidth = 1
    let scoreWidth = 1
    let decision = Decision.signs
    let initialState = [-1.0, -1.0]

    func step(_ state: [Double], _ letter: Letter) -> [Double] {
        let told = Double(letter[0]) - 1
        let gate = 1 / (1 + exp(24 - 48 * abs(told)))
        return [(1 - gate) * state[0] + gate * tanh(24 * told), 1 - 2 * gate]
    }

    func scores(_ state: [Double]) -> [Double] { [state[0]] }
}

/// A perceptron network that is run letter by letter, and tells of itself only what it is asked to.
struct SteppedNetwork: VectorNetwork {
    let network: RecurrentNetwork
    /// Whether it says what is affine in it, and offers an untrained network.
    var isOpen = true

    var inputWidth: Int { network.inputWidth }
    var scoreWidth: Int { network.scoreWidth }
    var decision: Decision { network.decision }
    var initialState: [Double] { network.initialState }
    var affineTransition: AffineTransition? { isOpen ? network.affineTransition : nil }
    var affineReadout: AffineReadout? { isOpen ? network.affineReadout : nil }

    func step(_ state: [Double], _ letter: Letter) -> [Double] { network.step(state, letter) }
    func scores(_ state: [Double]) -> [Double] { network.scores(state) }

    func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)? {
        isOpen ? network.untrained(for: task, seed: seed) : nil
    }
}
