import Notebook
import Pipeline
import Render
import Reports

/// Outputs right against length: a line a network, and one for the worst of the programs.
///
/// ```swift
/// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(LengthCurves(study))
/// Experiment.picture(LengthCurves.file)
/// ```
public struct LengthCurves: Showable {
    let study: LengthStudy

    public init(_ study: LengthStudy) {
        self.study = study
    }

    /// The figure that stands for the page in the index.
    public static let file = "figures/lengths.png"

    public var exhibit: Exhibit {
        get throws {
            guard !study.courses.isEmpty else { return .markdown("*No program was found.*") }
            let ends = study.courses.map { course in
                "\(course.title) \(Wording.percent(course.points.last?.network ?? 0))"
            }
            return Exhibit.png(
                try plot.png(metadata: study.metadata(title: "Outputs right by length")), file: Self.file,
                alt: "Outputs right against length, a line a network. At the greatest length: \(ends.joined(separator: ", "))."
            ).captioned(
                "Each coloured line is a network; the dashed one is the worst of their programs at each length. \(start)")
        }
    }

    private var start: String {
        let right = study.courses.count { $0.points.first?.network == 1 }
        return
            "At the length they were trained on \(right) of \(Wording.count(study.courses.count, "network")) are right throughout."
    }

    private var plot: Plot {
        let colours = Palette.states(study.courses.count)
        let worst = LengthStudy.multiples.indices.map { index in
            Point(
                Double(LengthStudy.multiples[index]), 100 * (study.courses.map { $0.points[index].program }.min() ?? 0))
        }
        let networks = zip(study.courses, colours).map { course, colour in
            Plot.Mark.line(
                course.points.map { Point(Double($0.multiple), 100 * $0.network) }, colour: colour,
                label: course.title)
        }
        return Plot(
            size: Size(820, 440), x: Axis("length, in trained lengths, log scale", scale: .log),
            y: Axis("outputs right, %", range: 0...104),
            marks: networks + [.line(worst, colour: .ink, label: "programs", width: 2.5, dash: [6, 4])])
    }
}
