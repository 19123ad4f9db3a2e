import Foundation
import Render
import Reports

/// What the figures of a study share: one place a family along the horizontal axis.
enum GeneralityFigure {
    static func plot(_ tallies: [FamilyTally], y: Axis, marks: [Plot.Mark]) -> Plot {
        let x = Axis("", range: 0.4...(Double(max(1, tallies.count)) + 0.6), names: tallies.map(\.family.rawValue))
        return Plot(size: Size(470, 320), x: x, y: y, marks: marks)
    }

    static func points(_ tallies: [FamilyTally], _ value: (FamilyTally) -> Double) -> [Point] {
        tallies.enumerated().map { Point(Double($0.offset + 1), value($0.element)) }
    }

    static func metadata(title: String, seed: UInt64) -> [String: String] {
        Provenance(name: "generality", seed: seed).metadata(title: title)
    }
}
