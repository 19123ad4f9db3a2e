import Foundation
import Notebook
import Pipeline

/// What the stages of earlier runs gave, by all that decides it: the task as it behaves, what the stage was given, the code, and
/// the kind of processor, which decides on the last bits: several machines may share a cache.
struct StageCache: StageMemory {
    private let kept: KeptValues
    private let processor: String
    /// Compute everything anew, and keep it.
    private let isFresh: Bool

    /// - Parameters:
    ///   - kept: where results are.
    ///   - processor: the kind of processor that computes them.
    ///   - isFresh: look nothing up.
    init(_ kept: KeptValues, processor: String = ProcessorKind.name, isFresh: Bool = false) {
        (self.kept, self.processor, self.isFresh) = (kept, processor, isFresh)
    }

    /// The one in the user's cache folder; nil where it is not known what code is running.
    static func ofUser(isFresh: Bool) -> StageCache? { KeptValues.ofUser("stages").map { StageCache($0, isFresh: isFresh) } }

    func result<Question: Encodable & Sendable, Value: Codable & Sendable>(
        of stage: Distillation.Stage, for task: SequenceTask, to question: Question?,
        else compute: @Sendable () async throws -> Value
    ) async throws -> Timed<Value> {
        guard let question else { return try await Timed(compute) }
        let key = Key(stage: stage, task: task.identity, question: question, processor: processor)
        let name = "\(stage.rawValue)-\(Fingerprint(try key.publishedJSON))"
        if !isFresh, let result: Timed<Value> = kept.value(named: name) { return result }
        let result = try await Timed(compute)
        // What cannot be kept is computed again the next time: that costs time, and is no reason to lose the result.
        try? kept.keep(result, as: name)
        return result
    }

    private struct Key<Question: Encodable>: Encodable {
        let stage: Distillation.Stage
        let task: [String]
        let question: Question
        let processor: String
    }
}

extension Experiment {
    /// Where the long stages of distilling keep their results, for this and later runs by the same build:
    /// `try await Experiment.memory.train(task, seed: Experiment.seed)`, or `distill(task, …, memory: Experiment.memory)`.
    ///
    /// ```swift
    /// let trained = try await Experiment.memory.train(task, seed: Experiment.seed, jobs: Experiment.jobs)
    /// show(SearchTable(trained.candidates))
    /// ```
    public static let memory: any StageMemory = StageCache.ofUser(isFresh: isFresh) ?? NoMemory()
}
