import Notebook
import Pipeline

/// A small Mealy machine as a table: a row a state, a column a letter.
///
/// ```swift
/// show(MealyTable(machine.minimal, state: "parity"), caption: "In each field: the answer, then the next state.")
/// ```
public struct MealyTable: Showable {
    let machine: MealyMachine
    let state: String

    /// - Parameters:
    ///   - machine: what is shown.
    ///   - state: what a state is called in the table's head.
    public init(_ machine: MealyMachine, state: String = "state") {
        self.machine = machine
        self.state = state
    }

    public var exhibit: Exhibit {
        let rows = machine.transitions.indices.map { from in
            ["\(from)"]
                + machine.letters.indices.map { letter in
                    "\(Wording.letter(machine.outputs[from][letter])), then \(machine.transitions[from][letter])"
                }
        }
        return .table(
            header: [state] + machine.letters.map { "reads " + Wording.letter($0) }, rows: rows, alignment: [.right])
    }
}
