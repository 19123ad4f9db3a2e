@testable import Pipeline

extension HandMade {
    /// A running parity.
    static let parityTask = SequenceTask(
        name: "Parity", summary: "", inputRange: 0..<2, length: 6,
        behaviour: FunctionReference.scan(0) { parity, x in
            parity ^= x
            return parity
        })

    /// A program of these formulas, with the input `x`: outputs first, then all updates at once.
    static func program(state: [String] = [], next: [Expression] = [], outputs: [Expression]) throws -> Program {
        try Recurrence(inputs: ["x"], state: state.map { .init($0) }, next: next, outputs: outputs).simultaneousProgram()
    }

    static let (x, s) = (Expression.variable("x"), Expression.variable("s"))

    static func parityProgram() throws -> Program { try program(state: ["s"], next: [s ^ x], outputs: [s ^ x]) }

    static func totalProgram() throws -> Program { try program(state: ["s"], next: [s + x], outputs: [s + x]) }

    /// h' = h + x, y = x + max(0, h + x - 4), with x kept in a second unit: what is beyond 4 shows only later.
    static let lateNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [.init(weights: Matrix([[1, 0, 1], [0, 0, 1]]), biases: [0, 0])]),
        readout: Perceptron(layers: [
            .init(weights: Matrix([[1, 0], [0, 1]]), biases: [-4, 0]), .init(weights: Matrix([[1, 1]]), biases: [0]),
        ]))

    /// Network and program side by side on all words of the task's length.
    static func sideBySide(_ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask) -> SideBySide? {
        SideBySide(network, CompiledProgram(program), on: .all(over: task.inputs.alphabet.letters, length: task.length))
    }
}
