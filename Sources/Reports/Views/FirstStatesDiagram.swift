import Notebook
import Pipeline
import Render

/// The first states of a network that has no machine, with dots where they lead on.
public struct FirstStatesDiagram: Showable {
    let first: FirstStates
    /// For each state the program's variables after its word; nil where there is no program that has few of them.
    private let values: [[Int]]?
    private let variables: [String]
    private let names: SymbolNames

    /// States that a reader takes in at a glance.
    static let mostStates = 12

    public init(_ first: FirstStates, program: Program?) {
        self.init(first, program: program, names: SymbolNames(nil))
    }

    init(_ first: FirstStates, program: Program?, names: SymbolNames) {
        (self.first, self.names) = (first, names)
        variables = program?.state.map(\.name) ?? []
        values = program.flatMap { program in
            (1...2).contains(program.state.count) ? Self.values(of: program, after: first) : nil
        }
    }

    private static func values(of program: Program, after first: FirstStates) -> [[Int]]? {
        let compiled = CompiledProgram(program)
        var found: [[Int]] = []
        for word in first.words {
            var state = compiled.initialState
            for letter in word {
                guard let next = compiled.step(state: state, input: letter) else { return nil }
                state = next.state
            }
            found.append(state)
        }
        return found
    }

    public var exhibit: Exhibit {
        get throws {
            let svg = try graph.svg(prefix: "window", title: altText)
            return Exhibit.svg(svg, file: "figures/machine-window.svg", alt: altText).captioned(caption)
        }
    }

    /// Nodes are named by the numbers of the states; `beyond 3` is what state 3 leads to outside of the window.
    var graph: Digraph {
        let nodes = first.transitions.indices.map { state in
            Digraph.Node("\(state)", lines: [label(state)], fill: .white, isInitial: state == 0)
        }
        let leaving = first.transitions.indices.filter { first.transitions[$0].contains(nil) }
        let dots = leaving.map { Digraph.Node("beyond \($0)", lines: ["…"], fill: Colour(hex: 0xEEF0F2)) }
        let edges = first.transitions.indices.flatMap { state in
            zip(first.letters, zip(first.transitions[state], first.outputs[state])).map { letter, move in
                Digraph.Edge(
                    from: "\(state)", to: move.0.map { "\($0)" } ?? "beyond \(state)",
                    label: "\(names.letters([letter])) / \(names.answer(move.1))")
            }
        }
        return Digraph(nodes: nodes + dots, edges: edges, mergingParallelEdgesWith: "\n")
    }

    private func label(_ state: Int) -> String {
        values.map { $0[state].map(String.init).joined(separator: ", ") } ?? "\(state)"
    }

    /// A network without a machine may still have few states within half the trained length, and then nothing leads on.
    private var hasDots: Bool { first.transitions.contains { $0.contains(nil) } }

    private var altText: String {
        let dots = hasDots ? "; dots stand for states outside the window" : ""
        return "State diagram of a window: the first \(Wording.count(first.stateCount, "state")) that the network enters. "
            + "On the arrows, inputs and outputs\(dots)."
    }

    private var caption: String {
        let letters = first.hasAllLetters ? "" : " and reads only \(Wording.list(first.letters.map(names.letter)))"
        let circle =
            values == nil
            ? "a circle is a state" : "in a circle is the program's \(Wording.list(variables.map { "`\($0)`" }))"
        let dots = hasDots ? "; dots are what lies outside the window" : ""
        return
            "**A window**, not the whole: the first \(Wording.count(first.stateCount, "state")) that the network enters if it starts at "
            + "the arrow from nowhere\(letters). On an arrow: input / output; \(circle)\(dots). "
            + "States are told apart by the network's answers within the trained length."
    }
}
