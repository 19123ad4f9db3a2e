import Notebook
import Pipeline
import Reports

/// Tasks of which not everything holds that one would wish: unsolved ones, failing claims, networks that err on longer sequences.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(WeakPoints(survey))
/// ```
public struct WeakPoints: Showable {
    let survey: BenchmarkSurvey

    public init(_ survey: BenchmarkSurvey) {
        self.survey = survey
    }

    public var exhibit: Exhibit {
        let rows = survey.digests.compactMap(row)
        guard !rows.isEmpty else {
            return .markdown("Every task is solved, every claim holds, and no network errs on longer sequences.")
        }
        return Exhibit.table(
            header: ["task", "verdict", "claims that do not hold", "network at ten times the length", "why"], rows: rows,
            alignment: [.left, .left, .left, .right, .left]
        ).captioned(
            "\(Wording.count(rows.count)) of \(Wording.count(survey.digests.count)) tasks; of the others everything holds, the "
                + "network's own answers at ten times the trained length included.")
    }

    private func row(_ digest: ReportDigest) -> [String]? {
        // Of a mechanistic program nothing is missing: without variables none has to be read.
        let failing = digest.checks.filter { !$0.holds && ($0.fails || digest.evidence != .mechanistic) }
        let names = failing.map { ($0.level?.rawValue ?? "another") + ($0.fails ? "" : " (not made)") }
        let gaps = gaps(digest)
        guard !digest.isSolved || !failing.isEmpty || !gaps.isEmpty else { return nil }
        return [
            digest.task ?? "", [digest.verdict.rawValue, digest.evidence?.rawValue].compactMap(\.self).joined(separator: ", "),
            digest.checks.isEmpty ? "–" : names.isEmpty ? "none" : names.joined(separator: ", "),
            digest.lengths.last.map { Wording.percent($0.accuracy) } ?? "–", reason(digest, failing: failing, gaps: gaps),
        ]
    }

    /// What is amiss beside failing claims. What a report does not say is not held to be well.
    private func gaps(_ digest: ReportDigest) -> [String] {
        let errs = digest.lengths.contains { $0.wrong > 0 }
        return [
            errs ? "the network itself errs on longer sequences" : nil,
            digest.checks.isEmpty ? "the report has no claims" : nil,
            digest.lengths.isEmpty ? "the report has no longer sequences" : nil,
        ].compactMap(\.self)
    }

    private func reason(_ digest: ReportDigest, failing: [ReportDigest.Check], gaps: [String]) -> String {
        if let failure = digest.failure { return failure }
        let mechanism: [String] = failing.compactMap { check in
            switch check.level {
            case .grounded where check.fails: "no probe reads some variable of the program from the hidden state"
            case .causal where check.fails: "hidden states, exchanged or moved, do not go on as the program says"
            case .grounded, .causal: check.notMade
            default: nil
            }
        }
        return (mechanism + gaps).joined(separator: "; ")
    }
}
