import Notebook
import Pipeline
import Reports

/// Outputs right at some lengths: a row a task, the network and then its program.
///
/// ```swift
/// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(LengthTable(study))
/// ```
public struct LengthTable: Showable {
    let study: LengthStudy
    private static let shown = [1, 10, 100, 1000]

    public init(_ study: LengthStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        Exhibit.table(
            header: ["task", "program"] + Self.shown.map { "network at \(Wording.count($0))×" }
                + ["program at \(Wording.count(Self.shown.last ?? 1))×"],
            rows: study.courses.map { course in
                let points = Self.shown.compactMap { multiple in course.points.first { $0.multiple == multiple } }
                return [course.title, "`\(course.heart)`"] + points.map { Wording.percent($0.network) }
                    + [points.last.map { Wording.percent($0.program) } ?? "–"]
            }, alignment: [.left, .left] + Array(repeating: .right, count: Self.shown.count + 1)
        ).captioned("Outputs right on fresh sequences, by length in trained lengths.")
    }
}
