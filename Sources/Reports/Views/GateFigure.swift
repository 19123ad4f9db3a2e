import Notebook
import Pipeline
import Render

/// The gates of a GRU or LSTM by the state of the machine: a row a state, a column a unit, a map for each gate.
struct GateFigure: Showable {
    private let activity: GateActivity
    private let provenance: Provenance

    private static let words = 512
    /// With more a map is specks.
    private static let mostStates = 24
    private static let mostUnits = 64

    /// Nil where the network has no gates, or the map could not be read.
    init?(_ network: StackedNetwork, _ machine: MealyMachine, task: SequenceTask, provenance: Provenance) {
        guard machine.stateCount <= Self.mostStates, network.layers.allSatisfy({ $0.units <= Self.mostUnits }),
            let activity = GateActivity(
                of: network, by: machine, on: task.sample(Self.words, for: .grounding, seed: provenance.seed))
        else { return nil }
        (self.activity, self.provenance) = (activity, provenance)
    }

    var exhibit: Exhibit {
        get throws {
            let maps = activity.gates.map { gate in
                // From −1, closed, to 1, open: a scale that is white in the middle.
                HeatMap(
                    gate.means.map { $0.map { 2 * $0 - 1 } }, rowLabels: gate.means.indices.map { "state \($0)" },
                    title: name(of: gate))
            }
            let image = Exhibit.png(
                try HeatMapGrid(maps).png(metadata: provenance.metadata(title: "Gates by state")), file: "figures/gates.png",
                alt: "Heat maps of \(activity.gates.count) gates by the machine's state. \(sentence)")
            return image.captioned(
                "How far each unit’s gate is open on average while a letter is read in a state of the machine, which begins in state 0: blue is "
                    + "closed, orange open, white in between. A column is a unit. \(sentence)")
        }
    }

    private var sentence: String {
        guard let sharpest = activity.sharpest else { return "No gate differs between states." }
        func percent(_ mean: Double) -> String { Wording.percent(mean) }
        return
            "The sharpest is the \(name(of: sharpest.gate)) of unit \(sharpest.unit + 1): \(percent(sharpest.open.mean)) open in state "
            + "\(sharpest.open.state), \(percent(sharpest.closed.mean)) in state \(sharpest.closed.state)."
    }

    private func name(of gate: GateActivity.Gate) -> String {
        let isOne = Set(activity.gates.map(\.layer)).count == 1
        return "\(gate.name) gate" + (isOne ? "" : ", layer \(gate.layer + 1)")
    }
}
