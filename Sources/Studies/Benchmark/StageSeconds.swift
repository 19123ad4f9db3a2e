import Notebook
import Pipeline
import Render
import Reports

/// Where the time went: the seconds of each stage over all tasks, and the tasks that took longest.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(StageSeconds(survey))
/// ```
public struct StageSeconds: Showable {
    let survey: BenchmarkSurvey
    private static let slowest = 8

    public init(_ survey: BenchmarkSurvey) {
        self.survey = survey
    }

    private func total(_ stage: Distillation.Stage) -> Double {
        survey.digests.reduce(0) { $0 + ($1.seconds[stage.rawValue] ?? 0) }
    }

    public var exhibit: Exhibit {
        let stages = Distillation.Stage.allCases
        let totals = stages.map(total)
        let slow = survey.digests.sorted { all($1) < all($0) }.prefix(Self.slowest)
        func row(_ name: String, _ seconds: [Double], _ sum: Double) -> [String] {
            [name] + seconds.map(Wording.measure) + [Wording.measure(sum)]
        }
        return Exhibit.table(
            header: ["seconds"] + stages.map(\.rawValue) + ["in all"],
            rows: [row("all \(Wording.count(survey.digests.count, "task"))", totals, totals.reduce(0, +))]
                + slow.map { digest in
                    row(digest.task ?? "", stages.map { digest.seconds[$0.rawValue] ?? 0 }, all(digest))
                }, alignment: [.left] + Array(repeating: .right, count: stages.count + 1)
        ).captioned("Wall-clock seconds as the reports recorded them; the slowest tasks below the sum.")
    }

    private func all(_ digest: ReportDigest) -> Double { digest.seconds["total"] ?? 0 }
}
