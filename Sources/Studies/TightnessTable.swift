import Notebook
import Pipeline
import Reports

/// How tight the places are that hidden states lie in: a row a network.
///
/// ```swift
/// let tightness = TightnessTable(networks)
/// show(tightness, caption: "How far states are from their places. \(tightness.finding)")
/// ```
public struct TightnessTable: Showable {
    private struct Row {
        let name: String
        let places: Int
        let residual: Double
        let spacing: Double?
        let isTight: Bool

        /// Of the greatest distance from a place to the distance between places; nil where there is one place only.
        var ratio: Double? { spacing.map { residual / $0 } }
    }

    private let rows: [Row]

    public init(_ networks: [OpenedNetwork]) {
        rows = networks.map { opened in
            let lattice = opened.lattice
            return Row(
                name: opened.task.title, places: lattice?.placeCount ?? 0,
                residual: lattice?.code.residual ?? .infinity, spacing: lattice?.code.leastSpacing,
                isTight: lattice?.code.isTight ?? false)
        }
    }

    /// In how many networks every state that was visited is nearer to its own place than to any other.
    public var finding: String {
        let loose = rows.filter { !$0.isTight }.map(\.name)
        return
            "In \(rows.count - loose.count) of \(rows.count) networks every state is nearer to its own place than to any other"
            + (loose.isEmpty ? "." : "; that cannot be said of \(Wording.list(loose)).")
    }

    public var exhibit: Exhibit {
        .table(
            header: ["task", "places", "greatest distance from a place", "least distance between places", "ratio"],
            rows: rows.map { row in
                [
                    row.name, Wording.count(row.places), Wording.measure(row.residual),
                    row.spacing.map(Wording.measure) ?? "–", row.ratio.map(Wording.measure) ?? "–",
                ]
            }, alignment: [.left, .right, .right, .right, .right])
    }
}
