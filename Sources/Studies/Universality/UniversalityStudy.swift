import Determinism
import Foundation
import Notebook
import Pipeline
import Reports

/// Whether networks that learn the same from different beginnings become the same algorithm (Olah et al. 2020 call it the
/// universality hypothesis; Chughtai, Chan and Nanda 2023 found networks for one group to differ in what they use of it).
///
/// ```swift
/// let plan = try UniversalityPlan(arguments: ["2", "Parity_Last2"])
/// let universality = try await UniversalityStudy(plan, seed: Experiment.seed, jobs: Experiment.jobs)
/// Experiment.conclude(universality.findings)
/// ```
public struct UniversalityStudy: Sendable {
    let seed: UInt64
    /// Those whose networks agree least come first.
    let subjects: [SubjectAlgorithms]
    /// Reports that could not be read.
    let unread: Int

    init(_ outcomes: [SeedOutcome], unread: Int = 0, seed: UInt64) {
        self.seed = seed
        self.unread = unread
        let all = SubjectAlgorithms.sorted(outcomes)
        // A sort by rows of numbers keeps the order of equal ones by their places.
        subjects = all.enumerated().sorted { left, right in
            let (one, other) = (Self.agreement(left.element), Self.agreement(right.element))
            return one == other ? left.offset < right.offset : one.lexicographicallyPrecedes(other)
        }.map(\.element)
    }

    /// More where more of a subject's networks are of one algorithm, and fewer of others.
    private static func agreement(_ subject: SubjectAlgorithms) -> [Double] {
        [subject.commonest ?? 0, -Double(subject.algorithms.count)]
    }

    /// Reads the reports that the plan names, or trains and opens what it says.
    ///
    /// - Parameters:
    ///   - plan: which networks.
    ///   - seed: the first of those that are trained.
    ///   - jobs: how many networks may be worked on at the same time; the result does not depend on it.
    /// - Throws: `Refusal` where a folder has no reports, `PythonHarnessError` where there is no python3, and `CancellationError`.
    public init(_ plan: UniversalityPlan, seed: UInt64, jobs: Int) async throws {
        switch plan.source {
        case .reports(let folders):
            let reports = try await SweptReports(in: folders, jobs: jobs)
            self.init(reports.outcomes, unread: reports.unread, seed: seed)
        case .trained(let names, let seeds):
            let runs = try Benchmark.tasks(named: names).flatMap { task in (0..<seeds).map { (task, seed &+ UInt64($0)) } }
            let (memory, budget) = (Experiment.memory, Experiment.budget?.duration)
            let outcomes = try await concurrentMap(Array(runs.enumerated()), jobs: jobs) { index, run in
                let (task, seed) = run
                progress("\(task.title), seed \(seed)", fraction: Double(index) / Double(runs.count))
                let result = try await distill(task, seed: seed, budget: budget, memory: memory)
                return SeedOutcome(try ReportDigest(result), try ReportedProgram(result))
            }
            self.init(outcomes.compactMap(\.self), seed: seed)
        }
    }

    var outcomes: [SeedOutcome] { subjects.flatMap(\.outcomes) }

    /// Of which there is more than one network.
    var compared: [SubjectAlgorithms] { subjects.filter { $0.outcomes.count > 1 } }

    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let unexplained = subjects.filter { !$0.unexplained.isEmpty }
        let unsound = outcomes.count { $0.found != nil && !$0.isSound }
        let networks = Wording.count(outcomes.count, "network")
        return [
            Conclusion(
                holds: !outcomes.isEmpty && unexplained.isEmpty,
                statement: unexplained.isEmpty
                    ? outcomes.isEmpty ? "There is no network to compare" : "A program was read out of each of \(networks)"
                    : "No program is claimed of \(outcomes.count { $0.found == nil }) of \(networks): "
                        + Wording.list(unexplained.map(\.name))),
            Conclusion(
                holds: unsound == 0,
                statement: unsound == 0
                    ? "No claim about what these programs answer fails"
                    : "Claims about what the programs of \(Wording.count(unsound, "network")) answer fail"),
        ]
    }

    /// What was found, in a few sentences of Markdown.
    var summary: String {
        guard let least = compared.first, let share = least.commonest else {
            return "There are no two networks of one subject of which a program is claimed."
        }
        let alike = compared.count { $0.commonest == 1 }
        let networks = Wording.count(compared.reduce(0) { $0 + $1.outcomes.count }, "network")
        let wordings = compared.count { $0.algorithms.contains { $0.wordings.count > 1 } }
        let many = compared.max { $0.algorithms.count < $1.algorithms.count } ?? least
        let others =
            alike == compared.count
            ? ""
            : " They agree least on \(least.name.spaced), where \(Wording.percent(share)) of them have the commonest algorithm; the "
                + "most algorithms, \(many.algorithms.count), came out of \(many.name.spaced)."
        return "**Of \(Wording.count(compared.count, "subject")), \(alike) came out as one algorithm in every network**, of "
            + "\(networks) in all.\(others) "
            + (wordings == 0 ? "None" : "In \(wordings) one algorithm")
            + " was written down in \(wordings == 0 ? "two ways" : "more than one way").\(spread)"
    }

    /// How far networks with one program differ in what they keep.
    private var spread: String {
        let finite = compared.filter { $0.outcomes.compactMap(\.keptStates).count > 1 }
        let differing = finite.filter { Set($0.outcomes.compactMap(\.keptStates)).count > 1 }
        let excess = differing.flatMap(\.outcomes).compactMap { outcome -> (ratio: Double, task: String)? in
            guard let kept = outcome.keptStates, let needed = outcome.neededStates, needed > 0 else { return nil }
            return (Double(kept) / Double(needed), outcome.task)
        }
        guard let most = excess.max(by: { $0.ratio < $1.ratio }) else { return "" }
        return
            " **The networks are less alike than the programs**: of \(Wording.count(finite.count, "subject")) whose networks keep "
            + "finitely many states, those of \(differing.count) keep different numbers of them, up to "
            + "\(Wording.measure(most.ratio)) times as many as are needed (\(most.task.spaced))."
    }

    func metadata(title: String) -> [String: String] {
        Provenance(name: "universality", seed: seed).metadata(title: title)
    }
}
