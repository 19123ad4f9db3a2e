import Notebook
import Reports

/// By which route the programs were found: a row a route.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(RouteTable(survey))
/// ```
public struct RouteTable: Showable {
    let survey: BenchmarkSurvey

    public init(_ survey: BenchmarkSurvey) {
        self.survey = survey
    }

    public var exhibit: Exhibit {
        let solved = survey.digests.filter(\.isSolved)
        let groups = Dictionary(grouping: solved) { $0.route ?? "–" }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return .table(
            header: ["route", "tasks", "mechanistic", "nodes, median", "shortest", "program"],
            rows: groups.map { route, digests in
                let example = digests.min { ($0.nodes ?? .max) < ($1.nodes ?? .max) }
                return [
                    route, "\(digests.count)", "\(digests.count { $0.evidence == .mechanistic })",
                    Wording.median(digests.compactMap(\.nodes)), example?.task ?? "",
                    example?.heart.map { "`\($0)`" } ?? "",
                ]
            }, alignment: [.left, .right, .right, .right, .left, .left])
    }
}
