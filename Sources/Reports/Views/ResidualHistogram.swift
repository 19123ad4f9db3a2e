import Foundation
import Notebook
import Pipeline
import Render

/// How far the visited states are from the points that they are read as, against how far would be too far.
public struct ResidualHistogram: Showable {
    let lattice: IntegerAutoencoder
    let provenance: Provenance

    public init(_ lattice: IntegerAutoencoder, provenance: Provenance) {
        self.lattice = lattice
        self.provenance = provenance
    }

    public var exhibit: Exhibit {
        get throws {
            let data = try plot.png(metadata: provenance.metadata(title: "Residuals"))
            return Exhibit.png(data, file: "figures/residuals.png", alt: altText).captioned(caption)
        }
    }

    /// Distances below this one are rounding, and zero has no logarithm.
    private static let smallest = 1e-17

    /// Whether there is a distance to be compared with: one point alone cannot be mistaken for another.
    var isTelling: Bool { halfStep != nil }

    private var exponents: [Double] {
        lattice.sample.states.map { log10(max(Self.smallest, lattice.code.distance(of: $0))) }
    }

    /// Half the least distance between two points: a state beyond it could be read as another.
    private var halfStep: Double? {
        lattice.code.leastSpacing.flatMap { $0 > 0 ? $0 / 2 : nil }
    }

    private var plot: Plot {
        let width = 0.5
        let counts = exponents.reduce(into: [Double: Double]()) { $0[($1 / width).rounded(.down) * width, default: 0] += 1 }
        let bars = counts.sorted { $0.key < $1.key }.map { Point($0.key + width / 2, $0.value) }
        var marks: [Plot.Mark] = [.bars(bars, width: width, colour: Palette.okabeIto[0])]
        if let halfStep { marks.append(.verticalRule(x: log10(halfStep), label: "half a step")) }
        return Plot(
            size: Size(640, 240), x: Axis("distance to the point, as a power of ten", hasIntegerTicks: true),
            y: Axis("states visited"), marks: marks)
    }

    private var furthest: String { Wording.measure(lattice.code.residual) }

    private var altText: String {
        "Histogram of how far \(Wording.count(lattice.sample.states.count, "state")) are from their points; the furthest is \(furthest) away"
            + (halfStep.map { ", half a step is \(Wording.measure($0))." } ?? ".")
    }

    private var caption: String {
        guard let halfStep else { return "How far the visited states are from the point that they are read as." }
        return "How far the visited states are from the point that they are read as. Beyond the dashed line, half the least "
            + "distance between two such points, a state could be read as another. \(room(halfStep))"
    }

    private func room(_ halfStep: Double) -> String {
        let ratio = halfStep / lattice.code.residual
        if lattice.code.residual == 0 { return "Every state is exactly at its point." }
        if ratio >= 2 {
            return "Everything is far to the left of the dashed line: "
                + "even the furthest state is \(Wording.measure(ratio)) times nearer."
        }
        return "**The furthest states \(ratio > 1 ? "come near" : "are beyond") the dashed line**: here the integers are an "
            + "approximation."
    }
}
