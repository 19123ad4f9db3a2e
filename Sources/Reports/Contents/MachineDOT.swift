import Notebook
import Pipeline

/// A state machine in Graphviz's language, in the dialect that automata learners read (AALpy, the Automata Wiki): a line for each
/// transition, labelled `input/output`, and an arrow to the initial state from `__start0`.
///
/// Several inputs or outputs at a position are joined by commas, as `program.py` takes them.
struct MachineDOT {
    let text: String
    /// Nobody looks at more, and learners take minutes to read it.
    private static let mostTransitions = 20_000

    /// Nil where the machine is too large.
    init?(_ machine: MealyMachine, names: SymbolNames = SymbolNames(nil)) {
        guard machine.stateCount * machine.letters.count <= Self.mostTransitions else { return nil }
        let states = machine.transitions.indices
        let nodes = states.map { "    s\($0) [label=\"\($0)\"];" }
        let edges = states.flatMap { state in machine.letters.indices.map { Self.edge(machine, state, $0, names) } }
        let lines = ["digraph machine {", "    rankdir=LR;"] + nodes + edges
        text = (lines + ["    __start0 [shape=none, label=\"\"];", "    __start0 -> s\(MealyMachine.initial);", "}", ""])
            .joined(separator: "\n")
    }

    private static func edge(_ machine: MealyMachine, _ state: Int, _ letter: Int, _ names: SymbolNames) -> String {
        let label = names.label(letter: machine.letters[letter], answer: machine.outputs[state][letter])
        return "    s\(state) -> s\(machine.transitions[state][letter]) [label=\"\(label)\"];"
    }
}
