import Notebook
import Pipeline
import Render

/// What the stepper's script is told, as JSON.
struct StepperData: Encodable {
    /// The minimal Moore machine: `next[state][letter]`, letters counted as in the task's alphabet, the last input fastest.
    struct Machine: Encodable {
        let next: [[Int]]
        /// Nil for an initial state that nothing leads to.
        let outputs: [[Int]?]
        /// CSS colours of the states.
        let colours: [String]

        init(_ machine: MooreMachine) {
            next = machine.transitions
            outputs = machine.outputs
            colours = Palette.states(machine.stateCount).map(\.hex)
        }
    }

    /// Weights of f and g, `[layer][output][input]`, the bias last in each row; ReLU between layers.
    struct Network: Encodable {
        let initial: [Double]
        let f: [[[Double]]]
        let g: [[[Double]]]
        /// How scores become answers; nil where they are rounded.
        let decision: Decision?

        init(_ network: RecurrentNetwork) {
            initial = network.initialState
            f = Self.layers(network.transition)
            g = Self.layers(network.readout)
            decision = network.decision == .nearestInteger ? nil : network.decision
        }

        private static func layers(_ perceptron: Perceptron) -> [[[Double]]] {
            perceptron.layers.map { layer in layer.biases.indices.map { layer.weights.row($0) + [layer.biases[$0]] } }
        }
    }

    /// Where hidden states are shown: x and y are the rows of the matrix times (h, 1).
    struct Plane: Encodable {
        struct Point: Encodable {
            let x: Double
            let y: Double
            let colour: String
        }

        let matrix: [[Double]]
        let names: [String]
        let points: [Point]
    }

    /// What an input is called in the program.
    let inputs: [String]
    let range: InputRanges
    /// The inputs that there are; of very many, some.
    let letters: [Letter]
    /// The sequence that it begins with.
    let word: Word
    let machine: Machine?
    let program: ProgramTree?
    let network: Network
    let plane: Plane?
}
