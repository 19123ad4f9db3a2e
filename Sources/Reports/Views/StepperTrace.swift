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
    private let variables: [String]
    private let hasMachine: Bool
    private let hasProgram: Bool
    private let names: StepperNames?
    /// What the word's letters are called.
    private let letters: [String]

    /// - Parameters:
    ///   - word: that is read.
    ///   - answers: the network's to each letter.
    ///   - states: the machine's after each letter; nil where there is none.
    ///   - program: nil where there is none.
    ///   - names: of letters and answers; nil where they are numbers.
    ///   - numbers: of the word's letters among those that have names.
    init(
        _ word: Word, answers: [[Int]], states: [Int?]?, program: Program?, names: StepperNames? = nil, numbers: [Int] = []
    ) {
        variables = program.map { ProgramTree.variables(of: $0) } ?? []
        (hasMachine, hasProgram, self.names) = (states != nil, program != nil, names)
        let called = names?.letters == nil ? [] : numbers.compactMap { names?.letter($0) }
        letters = called.isEmpty ? word.map { Self.spelled($0) } : called
        let compiled = program.map(CompiledProgram.init)
        var memory = compiled?.initialState
        rows = word.indices.map { index in
            let step = memory.flatMap { compiled?.step(state: $0, input: word[index]) }
            memory = step?.state
            return Row(
                input: word[index], state: states?[index], variables: step?.state, networkAnswer: answers[index],
                programAnswer: step?.outputs)
        }
    }

    var exhibit: Exhibit {
        let header =
            ["", "input"] + (hasMachine ? ["state"] : []) + variables + ["network"] + (hasProgram ? ["program", "agree"] : [])
        let cells = rows.enumerated().map { index, row -> [String] in
            let values = row.variables.map { $0.map(\.typographic) } ?? variables.map { _ in "" }
            let answers =
                row.programAnswer.map { [answer($0), $0 == row.networkAnswer ? "yes" : "no"] } ?? ["error", "no"]
            return ["\(index + 1)", letters[index]] + (hasMachine ? [row.state.map(String.init) ?? ""] : [])
                + values + [answer(row.networkAnswer)] + (hasProgram ? answers : [])
        }
        return .table(header: header, rows: cells, alignment: header.map { _ in .right })
    }

    /// “nothing” where scores decide none.
    private func answer(_ values: [Int]) -> String {
        if values.contains(.min) { return "nothing" }
        return names?.answer(values) ?? Self.spelled(values)
    }

    /// As it is typed: "1,0".
    private static func spelled(_ values: [Int]) -> String { values.map(\.typographic).joined(separator: ",") }
}
