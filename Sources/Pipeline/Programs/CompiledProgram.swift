/// A program made ready to run in Swift for millions of steps, with exactly the results of the emitted Python.
///
/// Where Python would raise (division by zero, a transition the table lacks) or a number leaves 64 bits, the result is nil.
public struct CompiledProgram: Sendable {
    private enum Body: Sendable {
        case formula(RegisterCode, stateSlots: Range<Int>, outputSlots: Range<Int>)
        case table([[Int]: (next: Int, output: [Int])])
    }

    public let inputCount: Int
    public let outputCount: Int
    /// The memory before the first position: the state variables' values, or the number of a table's state.
    public let initialState: [Int]
    private let body: Body

    public init(_ program: Program) {
        inputCount = program.inputs.count
        outputCount = program.outputCount
        switch program.body {
        case .table(let table):
            initialState = [table.initial]
            let entries = table.transitions.map { ([$0.state] + $0.input, (next: $0.next, output: $0.output)) }
            body = .table(Dictionary(entries) { first, _ in first })
        case .formula(let state, let statements):
            initialState = state.map(\.initial)
            let firstOutput = inputCount + state.count
            let outputs = firstOutput..<(firstOutput + outputCount)
            let code = Self.code(program.inputs, state, statements, outputs: outputs)
            body = .formula(code, stateSlots: inputCount..<firstOutput, outputSlots: outputs)
        }
    }

    /// One position: the memory after it and the outputs at it.
    ///
    /// - Parameters:
    ///   - state: as many values as `initialState`.
    ///   - input: as many values as the program has inputs.
    /// - Returns: nil where the program would raise.
    public func step(state: [Int], input: [Int]) -> (state: [Int], outputs: [Int])? {
        precondition(state.count == initialState.count && input.count == inputCount, "state and input of the program's widths")
        switch body {
        case .table(let transitions): return transitions[state + input].map { ([$0.next], $0.output) }
        case .formula(let code, let stateSlots, let outputSlots):
            return withUnsafeTemporaryAllocation(of: Int.self, capacity: code.registerCount) { registers in
                code.prepare(registers)
                for (slot, value) in (input + state).enumerated() { registers[slot] = value }
                guard code.run(registers) else { return nil }
                return (stateSlots.map { registers[$0] }, outputSlots.map { registers[$0] })
            }
        }
    }

    /// The outputs for a whole sequence.
    ///
    /// - Parameter sequence: position by position, the inputs of each position side by side.
    /// - Returns: position by position, the outputs of each side by side.
    /// - Complexity: some nanoseconds an operation of a formula; one look-up a position of a table.
    public func run(_ sequence: some Collection<Int>) -> [Int]? {
        // Only the outermost call is generic: callers in other modules would otherwise pay for every element.
        if let result = sequence.withContiguousStorageIfAvailable({ run($0) }) { return result }
        return Array(sequence).withUnsafeBufferPointer { run($0) }
    }

    private func run(_ sequence: UnsafeBufferPointer<Int>) -> [Int]? {
        precondition(sequence.count % inputCount == 0, "whole positions are expected")
        switch body {
        case .table: return runTable(Array(sequence))
        case .formula(let code, let stateSlots, let outputSlots):
            return withUnsafeTemporaryAllocation(of: Int.self, capacity: code.registerCount) { registers in
                code.prepare(registers)
                for (slot, value) in zip(stateSlots, initialState) { registers[slot] = value }
                var outputs: [Int] = []
                outputs.reserveCapacity(sequence.count / inputCount * outputCount)
                var slot = 0
                for value in sequence {
                    registers[slot] = value
                    slot += 1
                    if slot < inputCount { continue }
                    slot = 0
                    guard code.run(registers) else { return nil }
                    for output in outputSlots { outputs.append(registers[output]) }
                }
                return outputs
            }
        }
    }

    private func runTable(_ sequence: [Int]) -> [Int]? {
        var state = initialState
        var outputs: [Int] = []
        for start in stride(from: 0, to: sequence.count, by: inputCount) {
            guard let (next, output) = step(state: state, input: Array(sequence[start..<(start + inputCount)])) else {
                return nil
            }
            state = next
            outputs += output
        }
        return outputs
    }

    /// Registers: the inputs, the state, the outputs, the temporaries, then what the code itself needs.
    private static func code(
        _ inputs: [String], _ state: [Program.StateVariable], _ statements: [Program.Statement], outputs: Range<Int>
    ) -> RegisterCode {
        var names = inputs + state.map(\.name)
        // A name no variable can have keeps the outputs' slots apart.
        names += outputs.map { "output \($0)" }
        for target in statements.flatMap(\.targets) where !names.contains(target) { names.append(target) }
        var builder = RegisterCode.Builder(names: names)
        for statement in statements { append(statement, to: &builder, names: names, outputs: outputs) }
        return builder.code
    }

    private static func append(
        _ statement: Program.Statement, to builder: inout RegisterCode.Builder, names: [String], outputs: Range<Int>
    ) {
        let (values, targets): ([Expression], [Int]) =
            switch statement {
            case .assign(let assignments):
                (assignments.map(\.value), assignments.compactMap { names.firstIndex(of: $0.target) })
            case .divide(let quotient, let remainder, let dividend, let divisor):
                ([dividend / divisor, dividend % divisor], [quotient, remainder].compactMap { names.firstIndex(of: $0) })
            case .output(let values): (values, Array(outputs))
            }
        // Every value is safe in a register of its own before the first target changes.
        let sources = values.compactMap { value -> Int? in
            guard let source = builder.append(value) else { return nil }
            let copy = builder.newRegister()
            builder.appendMove(from: source, to: copy)
            return copy
        }
        precondition(sources.count == targets.count, "Program.init admits only defined variables")
        for (source, target) in zip(sources, targets) { builder.appendMove(from: source, to: target) }
    }
}
