import Pipeline
import Render

/// A state machine as a diagram: the minimal Moore machine, coloured as the hidden states are.
public struct MachineDiagram: Showable {
    let machine: MooreMachine
    let provenance: Provenance
    /// More letters make labels that nobody reads.
    static let mostLetters = 25
    static let mostStates = 40

    public init(_ machine: MooreMachine, provenance: Provenance) {
        self.machine = machine
        self.provenance = provenance
    }

    public var exhibit: Exhibit {
        get throws {
            if let reason = unreadable { return .markdown(reason) }
            let svg = try graph.svg(prefix: "machine", title: altText)
            return Exhibit.svg(svg, file: "figures/machine.svg", alt: altText).captioned(caption)
        }
    }

    /// Whether there is a diagram; else the exhibit says why not.
    var isReadable: Bool { unreadable == nil }

    /// The diagram in Graphviz's language.
    public var dot: String { graph.dot() }

    /// Why there is no diagram; nil where there is one.
    private var unreadable: String? {
        if machine.letters.count > Self.mostLetters {
            return "The machine is not drawn: an arrow for each of \(machine.letters.count) letters could not be read."
        }
        if machine.stateCount > Self.mostStates {
            return "The machine is not drawn: a diagram of \(machine.stateCount) states could not be read."
        }
        return nil
    }

    private var graph: Digraph {
        let colours = Palette.states(machine.stateCount)
        let nodes = machine.transitions.indices.map { state in
            Digraph.Node(
                "\(state)", lines: ["\(state)", machine.outputs[state].map { "→ " + Wording.letter($0) } ?? "start"],
                fill: colours[state], isInitial: state == 0)
        }
        let edges = machine.transitions.indices.flatMap { state in
            machine.letters.indices.map { letter in
                Digraph.Edge(
                    from: "\(state)", to: "\(machine.transitions[state][letter])", label: label(machine.letters[letter]))
            }
        }
        return Digraph(nodes: nodes, edges: edges, mergingParallelEdgesWith: ", ")
    }

    /// Bits stand close together: "01" for the pair (0, 1).
    private func label(_ letter: [Int]) -> String {
        letter.allSatisfy { (0...9).contains($0) } ? letter.map(String.init).joined() : Wording.letter(letter)
    }

    private var altText: String {
        let edges = machine.transitions.indices.prefix(6).map { state in
            let moves = zip(machine.letters, machine.transitions[state]).prefix(8).map { "\(label($0)) to \($1)" }
            return
                "state \(state)\(machine.outputs[state].map { " (output \(Wording.letter($0)))" } ?? ""): \(moves.joined(separator: ", "))"
        }
        let isCut = machine.stateCount > 6 || machine.letters.count > 8
        return "State diagram with \(Wording.count(machine.stateCount, "state")). "
            + "\(edges.joined(separator: "; "))\(isCut ? "; and so on" : "")."
    }

    private var caption: String {
        "The network's whole behaviour: \(Wording.count(machine.stateCount, "state")). In a circle: the state's number over the output it gives; "
            + "on an arrow: the inputs that lead along it. The run begins at the arrow from nowhere."
    }
}
