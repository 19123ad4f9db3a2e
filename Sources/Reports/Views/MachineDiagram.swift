import Notebook
import Pipeline
import Render

/// A state machine as a diagram: the minimal Moore machine, coloured as the hidden states are. Where the arrows could not be read,
/// its transitions are shown as a heat map.
///
/// ```swift
/// if let moore = machine.moore { show(MachineDiagram(moore, provenance: origin)) }
/// ```
public struct MachineDiagram: Showable {
    let machine: MooreMachine
    let provenance: Provenance
    private let names: SymbolNames
    /// The name of its file, without ending: a page may have several.
    private let file: String
    private static let mostStates = 40
    /// More arrows than these for each state cross each other everywhere, unless they are few in all.
    private static let mostArrowsOfAState = 2.6
    private static let alwaysReadable = 24
    private static let longestLabel = 22

    public init(_ machine: MooreMachine, provenance: Provenance) {
        self.init(machine, names: SymbolNames(nil), provenance: provenance)
    }

    init(_ machine: MooreMachine, names: SymbolNames, provenance: Provenance, file: String = "machine") {
        (self.machine, self.names, self.provenance, self.file) = (machine, names, provenance, file)
    }

    public var exhibit: Exhibit {
        get throws {
            guard isReadable else { return try TransitionHeatMap(machine, names: names, provenance: provenance).exhibit }
            let svg = try graph.svg(prefix: file, title: altText)
            return Exhibit.svg(svg, file: "figures/\(file).svg", alt: altText).captioned(caption)
        }
    }

    /// Whether the diagram can be read.
    var isReadable: Bool {
        guard machine.stateCount <= Self.mostStates else { return false }
        let edges = graph.edges
        let most = max(Self.alwaysReadable, Int(Self.mostArrowsOfAState * Double(machine.stateCount)))
        return edges.count <= most && edges.allSatisfy { $0.label.count <= Self.longestLabel }
    }

    /// Nodes are named by the numbers of the states; one arrow for all inputs that lead from one state to another.
    var graph: Digraph {
        let colours = Palette.states(machine.stateCount)
        let nodes = machine.transitions.indices.map { state in
            Digraph.Node(
                "\(state)", lines: ["\(state)", machine.outputs[state].map { "→ " + names.answer($0) } ?? "start"],
                fill: colours[state], isInitial: state == 0)
        }
        let edges = machine.transitions.indices.flatMap { state in
            Dictionary(grouping: machine.letters.indices) { machine.transitions[state][$0] }.sorted { $0.key < $1.key }
                .map { next, letters in
                    Digraph.Edge(
                        from: "\(state)", to: "\(next)", label: names.letters(letters.map { machine.letters[$0] }))
                }
        }
        return Digraph(nodes: nodes, edges: edges)
    }

    private var altText: String {
        let edges = machine.transitions.indices.prefix(6).map { state in
            let moves = zip(machine.letters, machine.transitions[state]).prefix(8).map { "\(names.letters([$0])) to \($1)" }
            return
                "state \(state)\(machine.outputs[state].map { " (output \(names.answer($0)))" } ?? ""): \(moves.joined(separator: ", "))"
        }
        let isCut = machine.stateCount > 6 || machine.letters.count > 8
        return "State diagram with \(Wording.count(machine.stateCount, "state")). "
            + "\(edges.joined(separator: "; "))\(isCut ? "; and so on" : "")."
    }

    private var caption: String {
        "What the network does, as far as it was asked: \(Wording.count(machine.stateCount, "state")). In a circle: the state's number over the output it gives; "
            + "on an arrow: the inputs that lead along it. The run begins at the arrow from nowhere."
    }
}
