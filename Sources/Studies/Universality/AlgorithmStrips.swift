import Notebook
import Render
import Reports

/// A strip a subject, a mark a network, coloured by its algorithm.
///
/// ```swift
/// show(AlgorithmStrips(universality))
/// Experiment.picture(AlgorithmStrips.file)
/// ```
public struct AlgorithmStrips: Showable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    /// The figure that stands for the page in the index.
    public static let file = "figures/algorithms.png"

    /// More strips would make a picture that is too high.
    private static let mostStrips = 200
    private static let stripHeight = 17.0

    public var exhibit: Exhibit {
        get throws {
            let strips = study.compared.prefix(Self.mostStrips)
            guard !strips.isEmpty else { return .markdown("*No subject has two networks.*") }
            let left = study.compared.count - strips.count
            let differing = strips.filter { $0.algorithms.count > 1 }.map { "\($0.name.spaced) \($0.algorithms.count)" }
            let png = try plot(Array(strips)).png(metadata: study.metadata(title: "Algorithms by network"))
            return Exhibit.png(
                png, file: Self.file,
                alt:
                    "Strips of marks, one a network, for \(Wording.count(strips.count, "subject")). Number of algorithms where there is "
                    + "more than one: \(differing.isEmpty ? "none" : differing.joined(separator: ", "))."
            ).captioned(
                "A mark a network, those of one algorithm side by side: blue is the commonest of its row, orange the next, then green, "
                    + "pink and so on; from the eighth on all are black. Pale marks: the program is not known to be the network's own "
                    + "way, as *grounded* or *causal* does not hold. Larger marks are networks of more hidden units. Grey: no program is "
                    + "claimed." + (left > 0 ? " \(Wording.count(left, "row")) more are only in the table." : ""))
        }
    }

    private func plot(_ strips: [SubjectAlgorithms]) -> Plot {
        // The first row is on top.
        let rows = Array(strips.reversed())
        let most = rows.map(\.outcomes.count).max() ?? 1
        return Plot(
            size: Size(820, Double(rows.count) * Self.stripHeight + 70),
            x: Axis("networks", range: 0...Double(most + 1), hasIntegerTicks: true),
            y: Axis("", range: 0.3...Double(rows.count) + 0.7, names: rows.map(\.name.spaced)),
            marks: marks(rows))
    }

    private struct Look: Hashable {
        /// Of the algorithm; nil where no program is claimed.
        let rank: Int?
        let isMechanistic: Bool
        let radius: Double

        /// What is drawn on top comes later.
        var order: [Double] { [Double(rank ?? -1), isMechanistic ? 1 : 0, radius] }
    }

    /// Marks of one look are one mark of the plot.
    private func marks(_ rows: [SubjectAlgorithms]) -> [Plot.Mark] {
        var points: [Look: [Point]] = [:]
        for (row, subject) in rows.enumerated() {
            let ranked = subject.algorithms.enumerated().flatMap { rank, algorithm in
                algorithm.outcomes.sorted(by: Self.precedes).map { (Int?.some(rank), $0) }
            }
            for (place, (rank, outcome)) in (ranked + subject.unexplained.map { (nil, $0) }).enumerated() {
                let look = Look(
                    rank: rank.map { min($0, Palette.okabeIto.count - 1) }, isMechanistic: outcome.isMechanistic,
                    radius: Self.radius(outcome.hidden ?? 1))
                points[look, default: []].append(Point(Double(place + 1), Double(row + 1)))
            }
        }
        return points.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { look, points in
            let colour = look.rank.map { Palette.okabeIto[$0] } ?? .quiet
            return .points(
                points, colour: colour, radius: look.radius, opacity: look.isMechanistic || look.rank == nil ? 1 : 0.4)
        }
    }

    /// Mechanistic ones first, then small ones.
    private static func precedes(_ left: SeedOutcome, _ right: SeedOutcome) -> Bool {
        left.isMechanistic == right.isMechanistic ? (left.hidden ?? 0) < (right.hidden ?? 0) : left.isMechanistic
    }

    /// A hidden unit is a small mark; from sixteen on all are as large as a strip has room for.
    private static func radius(_ hidden: Int) -> Double {
        3 + 4 * min(1, Double(max(1, hidden)).squareRoot() / 4 - 0.25)
    }
}
