import Notebook
import Pipeline

/// What machine, program and network do on one sequence, a row a position: what the stepper shows without JavaScript.
struct StepperTrace {
    struct Row: Equatable {
        let input: Letter
        /// After the input was read; nil where there is no machine.
        let state: Int?
        /// The program's variables after the position; nil where there is no program, or it would have raised an error.
        let variables: [Int]?
        let networkAnswer: [Int]
        let programAnswer: [Int]?
    }

    let rows: [Row]
    private let names: [String]
    private let hasMachine: Bool
    private let hasProgram: Bool

    init(_ word: Word, network: RecurrentNetwork, machine: MooreMachine?, program: Program?) {
        names = program.map { ProgramTree.variables(of: $0) } ?? []
        (hasMachine, hasProgram) = (machine != nil, program != nil)
        let compiled = program.map(CompiledProgram.init)
        var (hidden, state, memory) = (network.initialState, 0, compiled?.initialState)
        rows = word.map { letter in
            hidden = network.step(hidden, letter)
            if let machine, let index = machine.letters.firstIndex(of: letter) { state = machine.transitions[state][index] }
            let step = memory.flatMap { compiled?.step(state: $0, input: letter) }
            memory = step?.state
            return Row(
                input: letter, state: machine == nil ? nil : state, variables: step?.state,
                networkAnswer: network.answers(at: hidden), programAnswer: step?.outputs)
        }
    }

    var exhibit: Exhibit {
        let header =
            ["", "input"] + (hasMachine ? ["state"] : []) + names + ["network"] + (hasProgram ? ["program", "agree"] : [])
        let cells = rows.enumerated().map { index, row -> [String] in
            let variables = row.variables.map { $0.map(Self.number) } ?? names.map { _ in "" }
            let answers =
                row.programAnswer.map { [Self.letter($0), $0 == row.networkAnswer ? "yes" : "no"] } ?? ["error", "no"]
            return ["\(index + 1)", Self.letter(row.input)] + (hasMachine ? [row.state.map(String.init) ?? ""] : [])
                + variables + [Self.letter(row.networkAnswer)] + (hasProgram ? answers : [])
        }
        return .table(header: header, rows: cells, alignment: header.map { _ in .right })
    }

    private static func number(_ value: Int) -> String { String(value).replacing("-", with: "−") }

    /// As it is typed: "1,0".
    private static func letter(_ values: [Int]) -> String { values.map(number).joined(separator: ",") }
}
