import Notebook
import Pipeline
import Render
import Reports

/// How far the networks' states get from their places as sequences go on: a line a network.
///
/// ```swift
/// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(DriftCurves(study))
/// ```
public struct DriftCurves: Showable {
    let study: LengthStudy

    public init(_ study: LengthStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        get throws {
            let drifting = study.courses.filter { !$0.drift.isEmpty }
            guard !drifting.isEmpty else { return .markdown("*The hidden states have no places to be measured from.*") }
            let ends = drifting.map { course in
                "\(course.title) \(Wording.measure(course.drift.last?.greatest ?? 0))"
            }
            return Exhibit.png(
                try plot.png(metadata: study.metadata(title: "Distance from the nearest place")), file: "figures/drift.png",
                alt: "Greatest distance from the nearest place by position, in halves of the least spacing. At the end: "
                    + "\(ends.joined(separator: ", "))."
            ).captioned(
                "Each line is the state furthest from its place among many running sequences. Above the dashed line a state can be "
                    + "taken for its neighbour. Measured in the simplified networks, where the places were found.\(departed(drifting))"
            )
        }
    }

    /// Distances that rounding alone explains; a log axis has no zero.
    private static let least = 1e-12
    /// Further away, how far no longer matters, and the other lines would be pressed flat.
    private static let most = 1e6

    /// Which lines leave the figure.
    private func departed(_ drifting: [LengthStudy.Course]) -> String {
        let names = drifting.filter { $0.drift.contains { $0.greatest > Self.most } }.map(\.title)
        return names.isEmpty ? "" : " A line along the upper edge has left the figure: \(Wording.list(names))."
    }

    private var plot: Plot {
        let colours = Palette.states(study.courses.count)
        let lines = zip(study.courses, colours).filter { !$0.0.drift.isEmpty }.map { course, colour in
            Plot.Mark.line(
                course.drift.map { Point(Double($0.position), min(max($0.greatest, Self.least), Self.most)) }, colour: colour,
                label: course.title)
        }
        return Plot(
            size: Size(820, 440), x: Axis("position in the sequence"),
            y: Axis("distance / half the spacing, log scale", scale: .log),
            marks: lines + [.horizontalRule(y: 1, label: "half way to the next place")])
    }
}
