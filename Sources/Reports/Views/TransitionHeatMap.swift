import Notebook
import Pipeline
import Render

/// The transitions of a machine too large for a diagram: a row a state, a column an input, coloured by the next state.
public struct TransitionHeatMap: Showable {
    let letters: [Letter]
    /// `[state][letter]`
    let transitions: [[Int]]
    /// `[state][letter]`: what is answered on the way.
    let outputs: [[[Int]]]
    let provenance: Provenance
    private let names: SymbolNames

    public init(_ machine: MooreMachine, provenance: Provenance) {
        self.init(machine, names: SymbolNames(nil), provenance: provenance)
    }

    public init(_ machine: MealyMachine, provenance: Provenance) {
        self.init(machine, names: SymbolNames(nil), provenance: provenance)
    }

    init(_ machine: MooreMachine, names: SymbolNames, provenance: Provenance) {
        self.names = names
        letters = machine.letters
        transitions = machine.transitions
        outputs = machine.transitions.map { row in row.map { machine.outputs[$0] ?? [] } }
        self.provenance = provenance
    }

    init(_ machine: MealyMachine, names: SymbolNames, provenance: Provenance) {
        self.names = names
        (letters, transitions, outputs) = (machine.letters, machine.transitions, machine.outputs)
        self.provenance = provenance
    }

    public var exhibit: Exhibit {
        get throws {
            let colours = Palette.states(transitions.count)
            let rows = transitions.indices.map { state in
                CellGrid.Row(
                    "\(state)", colour: colours[state],
                    cells: zip(transitions[state], outputs[state]).map { next, output in
                        CellGrid.Cell(names.label(of: output), fill: colours[next])
                    })
            }
            let grid = CellGrid(
                rows: rows, columnLabels: letters.map { names.letters([$0]) }, rowTitle: "state", columnTitle: "input")
            let data = try grid.png(metadata: provenance.metadata(title: "Transitions"))
            return Exhibit.png(data, file: "figures/machine.png", alt: altText).captioned(caption)
        }
    }

    private var size: String {
        "\(Wording.count(transitions.count, "state")) and \(Wording.count(letters.count, "input"))"
    }

    private var altText: String { "Heat map of the transitions of a machine with \(size). \(shape)" }

    private var caption: String {
        "The machine's arrows could not be read in a diagram. Here a row is a state, with its colour at the left end, and a "
            + "column is an input; a cell has the colour of the next state, and the output where there is room for it. \(shape)"
    }

    /// What there is to see.
    private var shape: String {
        let nextIsGivenByInput = Set(transitions).count == 1
        switch (nextIsGivenByInput, Set(outputs).count == 1) {
        case (true, true): return "All rows are alike: nothing that was read before matters."
        case (true, false): return "All rows have the same colours: the next state is given by the input alone."
        case (false, _):
            guard let sink = transitions.indices.first(where: { state in transitions[state].allSatisfy { $0 == state } })
            else { return "The run begins in the first row." }
            return "The run begins in the first row; state \(sink) is never left again."
        }
    }
}
