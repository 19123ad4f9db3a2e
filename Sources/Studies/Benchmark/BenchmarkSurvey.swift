import Foundation
import Notebook
import Pipeline
import Reports
import Untrusted

/// What became of every task of the benchmark: read from the site's reports where they are there, distilled where not.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(SolvedBars(survey))
/// Experiment.conclude(survey.findings)
/// ```
public struct BenchmarkSurvey: Sendable {
    let seed: UInt64
    /// In the benchmark's order; each has a task.
    let digests: [ReportDigest]

    init(seed: UInt64, digests: [ReportDigest]) {
        self.seed = seed
        self.digests = digests
    }

    /// - Parameters:
    ///   - seed: reports of another one are passed over.
    ///   - jobs: how much of one task may run at the same time.
    /// - Throws: `PythonHarnessError` where there is no python3, and `CancellationError`.
    public init(seed: UInt64, jobs: Int) async throws {
        let tasks = Benchmark.tasks
        var digests: [ReportDigest] = []
        for (index, task) in tasks.enumerated() {
            if let digest = Self.reported(task, seed: seed) {
                digests.append(digest)
                continue
            }
            let done = Double(index) / Double(tasks.count)
            let result = try await distill(
                task, seed: seed, jobs: jobs, budget: Experiment.budget?.duration, memory: Experiment.memory
            ) { stage, text in
                progress("\(task.title): \(stage.rawValue), \(text)", fraction: done)
            }
            digests.append(try ReportDigest(result))
        }
        self.init(seed: seed, digests: digests)
    }

    /// What the site's report of the task says; nil where there is none of this seed, or nothing kept is to be used.
    private static func reported(_ task: SequenceTask, seed: UInt64) -> ReportDigest? {
        guard !Experiment.isFresh, let site = Experiment.site.flatMap({ try? UntrustedFolder($0) }),
            let folder = site.folder("reports/\(FileName.safe(task.name))")
        else { return nil }
        return ReportDigest(report: folder).flatMap { $0.task == task.name && $0.seed == seed ? $0 : nil }
    }

    var solved: Int { digests.count(where: \.isSolved) }

    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let best = Benchmark.publishedSystems.map(\.solved.count).max() ?? 0
        let unsound = digests.filter { $0.isSolved && !$0.isSound }
        return [
            Conclusion(
                holds: solved > best,
                statement: "\(solved) of \(digests.count) tasks are solved; the best published system solves \(best)"),
            Conclusion(
                holds: unsound.isEmpty,
                statement: unsound.isEmpty
                    ? "Every claim about what the programs output holds"
                    : "Claims about the outputs of \(Wording.list(unsound.compactMap(\.task))) fail or are missing"),
        ]
    }

    func metadata(title: String) -> [String: String] {
        Provenance(name: "benchmark", seed: seed).metadata(title: title)
    }
}
