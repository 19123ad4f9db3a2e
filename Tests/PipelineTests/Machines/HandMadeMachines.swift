@testable import Pipeline

/// Machines and networks whose behaviour is known exactly.
enum HandMade {
    static let bits = [[0], [1]]
    static let bitPairs = [[0, 0], [0, 1], [1, 0], [1, 1]]

    /// Counts to `modulus` and answers with the count modulo `shown`.
    static func counter(_ modulus: Int, shown: Int) -> MealyMachine {
        let states = 0..<modulus
        return MealyMachine(
            letters: bits, transitions: states.map { [$0, ($0 + 1) % modulus] },
            outputs: states.map { [[$0 % shown], [($0 + 1) % modulus % shown]] })
    }

    /// The carry is the state.
    static let adder = MealyMachine(
        letters: bitPairs, transitions: [[0, 0, 0, 1], [0, 1, 1, 1]],
        outputs: [[[0], [1], [1], [0]], [[1], [0], [0], [1]]])

    /// h' = |h - x|, y = h: parity.
    static let parityNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, -1], [-1, 1]]), biases: [0, 0]), .init(weights: Matrix([[1, 1]]), biases: [0]),
        ]), readout: identityReadout)

    /// With s = carry + a + b: carry' = relu(s - 1) - relu(s - 2), digit = relu(s) - 2 relu(s - 1) + 2 relu(s - 2).
    static let adderNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, 0, 1, 1], [1, 0, 1, 1], [1, 0, 1, 1]]), biases: [0, -1, -2]),
            .init(weights: Matrix([[0, 1, -1], [1, -2, 2]]), biases: [0, 0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[0, 1]]), biases: [0])]))

    /// h' = (h + x) mod 3 for x in 0 ..< 3, y = h.
    static let moduloThreeNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, 1], [1, 1], [1, 1]]), biases: [0, -2, -3]),
            .init(weights: Matrix([[1, -3, 3]]), biases: [0]),
        ]), readout: identityReadout)

    /// A network that computes a machine over bits exactly: one unit for each transition, 1 where it was just taken.
    static func network(of machine: MealyMachine) -> RecurrentNetwork {
        let edges = machine.transitions.indices.flatMap { state in [0, 1].map { (state: state, letter: $0) } }
        // Unit (s, x) is relu([the last transition led to s] + [the letter is x] - 1).
        let rows = edges.map { edge in
            edges.map { machine.transitions[$0.state][$0.letter] == edge.state ? 1.0 : 0 } + [edge.letter == 1 ? 1.0 : -1]
        }
        let first = Perceptron.AffineLayer(
            weights: Matrix(rows), biases: edges.map { $0.letter == 1 ? -1 : 0 })
        let second = Perceptron.AffineLayer(
            weights: .identity(edges.count), biases: Array(repeating: 0, count: edges.count))
        let answers = edges.map { Double(machine.outputs[$0.state][$0.letter][0]) }
        // As if a transition to the initial state had just been taken.
        let start = edges.firstIndex { machine.transitions[$0.state][$0.letter] == MealyMachine.initial }
        guard let start else { return network(of: machine.enteringInitialState) }
        return RecurrentNetwork(
            transition: Perceptron(layers: [first, second]),
            readout: Perceptron(layers: [.init(weights: Matrix([answers]), biases: [0])]),
            initialState: edges.indices.map { $0 == start ? 1 : 0 })
    }

    /// h' = h + x, y = h: a total without end.
    static let totalNetwork = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]])

    private static let identityReadout = Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])])

    /// A task of that input alphabet, for samples and letters only.
    static func task(_ range: Range<Int>, width: Int = 1, outputs: Int = 1, length: Int = 8) -> SequenceTask {
        SequenceTask(
            name: "Hand-made", summary: "", inputRange: range, inputWidth: width, outputWidth: outputs, length: length
        ) { _, _ in }
    }
}

extension MealyMachine {
    /// The same machine with a state that no word reaches and that leads to the initial one.
    fileprivate var enteringInitialState: MealyMachine {
        MealyMachine(
            letters: letters, transitions: transitions + [letters.map { _ in Self.initial }],
            outputs: outputs + [letters.map { _ in outputs[0][0] }])
    }
}

extension SeededGenerator {
    mutating func machine(states: Int, letters: Int, outputs: Int) -> MealyMachine {
        let letterList = (0..<letters).map { [$0] }
        var (transitions, answers): ([[Int]], [[[Int]]]) = ([], [])
        for _ in 0..<states {
            transitions.append(letterList.map { _ in Int.random(in: 0..<states, using: &self) })
            answers.append(letterList.map { _ in [Int.random(in: 0..<outputs, using: &self)] })
        }
        return MealyMachine(letters: letterList, transitions: transitions, outputs: answers)
    }

    mutating func word(_ machine: MealyMachine, length: Int) -> [[Int]] {
        (0..<length).map { _ in machine.letters[Int.random(in: machine.letters.indices, using: &self)] }
    }
}
