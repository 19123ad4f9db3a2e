import Determinism
import Foundation
import Notebook
import Pipeline

/// Draws tasks from random families, has them distilled, and judges what comes out against the truth.
///
/// Tasks come one after the other; what is done for one may use all cores. A task that ends in an error is a result like any
/// other, unless the study itself was cancelled.
///
/// ```swift
/// let study = try GeneralityStudy(
///     GeneralityPlan(tasks: 1), seed: Experiment.seed, jobs: Experiment.jobs, budget: GeneralityPlan.defaultBudget.duration)
/// let mealy = try await study.judged(.mealy) { progress($0, fraction: $1) }
/// show(FamilyTable(mealy))
/// if let failures = FailureList(mealy) { show(failures) }
/// ```
public struct GeneralityStudy: Sendable {
    /// Distils a drawn task; told what it is doing by the second argument.
    typealias Distiller =
        @Sendable (DrawnTask, @escaping @Sendable (Distillation.Stage, StageProgress) -> Void) async throws -> Distillation

    public let plan: GeneralityPlan
    public let seed: UInt64
    private let harness: PythonHarness
    private let distiller: Distiller

    /// - Parameters:
    ///   - plan: which tasks.
    ///   - seed: of the draws, of all that the pipeline does, and, turned into another one, of the sequences that judge.
    ///   - jobs: how much of one task may run at the same time.
    ///   - distiller: makes a result of a task.
    /// - Throws: `PythonHarnessError` where there is no python3.
    init(_ plan: GeneralityPlan, seed: UInt64, jobs: Int, distiller: @escaping Distiller) throws {
        self.plan = plan
        self.seed = seed
        self.distiller = distiller
        harness = try PythonHarness(jobs: jobs)
    }

    /// A study with the pipeline as it is.
    ///
    /// - Parameters:
    ///   - plan: which tasks.
    ///   - seed: of everything random.
    ///   - jobs: how much of one task may run at the same time.
    ///   - budget: the time to train each network.
    /// - Throws: `PythonHarnessError` where there is no python3.
    public init(_ plan: GeneralityPlan, seed: UInt64, jobs: Int, budget: Duration) throws {
        try self.init(plan, seed: seed, jobs: jobs) { drawn, report in
            try await distill(drawn.task, seed: seed, jobs: jobs, budget: budget, report: report)
        }
    }

    /// Draws, distils and judges the tasks of one family; none of them if the plan does not have it.
    ///
    /// ```swift
    /// let counters = try await generality.judged(.counter) { progress($0, fraction: $1) }
    /// show(FamilyTable(counters))
    /// ```
    ///
    /// - Parameters:
    ///   - family: whose tasks.
    ///   - report: told what is being done, and how much of the plan is done.
    /// - Returns: the tasks in the order of their numbers.
    /// - Throws: `CancellationError`, and `NothingDrawn` where a family has no task to offer.
    public func judged(
        _ family: TaskFamily, report: @escaping @Sendable (String, Double) -> Void = { _, _ in }
    ) async throws -> JudgedFamily {
        guard plan.families.contains(family) else { return JudgedFamily(family: family, tasks: nil) }
        let (before, count) = (plan.count(before: family), plan.count(of: family))
        var tasks: [JudgedTask] = []
        for number in 0..<count {
            try Task.checkCancellation()
            let drawn = try family.draw(number, seed: seed)
            let place = "\(family.title), \(number + 1) of \(count)"
            let done = Double(before + number) / Double(plan.taskCount)
            tasks.append(try await judge(drawn) { stage, text in report("\(place): \(stage.rawValue), \(text)", done) })
        }
        return JudgedFamily(family: family, tasks: tasks)
    }

    private func judge(
        _ drawn: DrawnTask, _ report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void
    ) async throws -> JudgedTask {
        do {
            let result = try await distiller(drawn, report)
            return try await JudgedTask(result, of: drawn, harness: harness, seed: judgingSeed(drawn))
        } catch {
            // A stage that is cancelled may call it something else.
            if error is CancellationError || Task.isCancelled { throw CancellationError() }
            return JudgedTask(error, of: drawn)
        }
    }

    private static let judging: UInt64 = 0x6A75_6467_65

    /// A seed that no stage of the pipeline uses.
    private func judgingSeed(_ drawn: DrawnTask) -> UInt64 {
        var random = CounterRandom(seed, Self.judging, drawn.family.coordinate, UInt64(drawn.number))
        return random.next()
    }
}

/// What the tasks of one family came to, one by one.
public struct JudgedFamily: Sendable {
    let family: TaskFamily
    /// Nil where the family was not asked for.
    let tasks: [JudgedTask]?
}
