/// Keeps what the long stages of `distill` give, for those who want nothing computed twice.
///
/// Pipeline itself keeps nothing and knows no files: whoever runs it says where results are kept.
///
/// ```swift
/// let result = try await distill(task, seed: Experiment.seed, memory: Experiment.memory)
/// print(result.verdict, "in a moment, the second time")
/// ```
public protocol StageMemory: Sendable {
    /// The result of a stage: the one that is kept, or else what `compute` gives.
    ///
    /// - Parameters:
    ///   - stage: which one.
    ///   - task: what the network was to learn.
    ///   - question: all else that decides the result, but for the code; nil if time decides too, so that nothing may be kept.
    ///   - compute: the stage itself.
    /// - Returns: the result, with the seconds that computing it took, whenever that was.
    /// - Throws: what `compute` throws; that is not kept.
    func result<Question: Encodable & Sendable, Value: Codable & Sendable>(
        of stage: DistillationStage, for task: SequenceTask, to question: Question?,
        else compute: @Sendable () async throws -> Value
    ) async throws -> Timed<Value>
}

/// A value and the wall-clock seconds that it took.
public struct Timed<Value> {
    public let value: Value
    public let seconds: Double

    /// A value that took so long.
    init(_ value: Value, seconds: Double) {
        (self.value, self.seconds) = (value, seconds)
    }

    /// Computes the value, by the clock.
    public init(_ compute: () async throws -> Value) async rethrows {
        let start = ContinuousClock.now
        value = try await compute()
        seconds = (ContinuousClock.now - start) / .seconds(1)
    }
}

extension Timed: Sendable where Value: Sendable {}
extension Timed: Codable where Value: Codable {}

/// Keeps nothing.
public struct NoMemory: StageMemory {
    public init() {}

    public func result<Question: Encodable & Sendable, Value: Codable & Sendable>(
        of stage: DistillationStage, for task: SequenceTask, to question: Question?,
        else compute: @Sendable () async throws -> Value
    ) async throws -> Timed<Value> {
        try await Timed(compute)
    }
}

extension StageMemory {
    /// `train`, unless the network is kept.
    ///
    /// ```swift
    /// let trained = try await Experiment.memory.train(task, seed: Experiment.seed, jobs: Experiment.jobs) {
    ///     progress("train: \($0)", fraction: $0.fraction)
    /// }
    /// print(trained.network.parameterCount, "parameters")
    /// ```
    ///
    /// - Throws: `NotLearned`, as `train` does.
    public func train(
        _ task: SequenceTask, seed: UInt64, jobs: Int = 1, report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) async throws -> TrainedNetwork {
        try await timedTrain(task, seed: seed, jobs: jobs, budget: nil, report: report).value
    }

    /// The same with a budget, with which nothing is kept: then time decides on the result.
    ///
    /// - Throws: `NotLearned`, as `train` does.
    func timedTrain(
        _ task: SequenceTask, seed: UInt64, jobs: Int, budget: Duration?, report: @escaping @Sendable (StageProgress) -> Void
    ) async throws -> Timed<TrainedNetwork> {
        try await result(of: .train, for: task, to: budget == nil ? seed : nil) {
            try await Pipeline.train(task, seed: seed, jobs: jobs, budget: budget, report: report)
        }
    }

    /// `train(on:)`, unless its result is kept.
    ///
    /// - Throws: `NotLearned`, as `train(on:)` does.
    func timedTrain(
        on examples: Examples, _ answers: ExampleAnswers, seed: UInt64, jobs: Int, budget: Duration?,
        report: @escaping @Sendable (StageProgress) -> Void
    ) async throws -> Timed<ExampleTraining> {
        let task = examples.task(Set(Examples.Part.allCases), answers)
        let question =
            budget == nil
            ? ExampleQuestion(rows: examples.rows, code: examples.code, isCertain: examples.isCertain, seed: seed) : nil
        return try await result(of: .train, for: task, to: question) {
            try await Pipeline.train(
                on: examples, answers, seed: seed, jobs: jobs, budget: budget, report: report)
        }
    }

    /// `simplify`, unless the simplified network is kept.
    ///
    /// ```swift
    /// let sample = Distillation.sample(of: task, seed: Experiment.seed)
    /// let simplified = try await Experiment.memory.simplify(
    ///     trained.network, task: task, sample: sample, seed: Experiment.seed, jobs: Experiment.jobs)
    /// show(SimplificationTable(simplified))
    /// ```
    ///
    /// - Throws: `CancellationError`.
    public func simplify(
        _ network: RecurrentNetwork, task: SequenceTask, sample: Sequences, seed: UInt64, jobs: Int = 1,
        without omitted: Set<String> = []
    ) async throws -> SimplifiedNetwork {
        try await timedSimplify(network, task: task, sample: sample, seed: seed, jobs: jobs, without: omitted).value
    }

    func timedSimplify(
        _ network: RecurrentNetwork, task: SequenceTask, sample: Sequences, seed: UInt64, jobs: Int,
        without omitted: Set<String> = []
    ) async throws -> Timed<SimplifiedNetwork> {
        let question = SimplificationQuestion(
            network: network, sample: sample.values, length: sample.length, seed: seed, omitted: omitted.sorted())
        return try await result(of: .simplify, for: task, to: question) {
            try await Pipeline.simplify(network, task: task, sample: sample, seed: seed, jobs: jobs, without: omitted)
        }
    }

    /// The claims of a verification, unless they are kept.
    ///
    /// ```swift
    /// let claims = try await Experiment.memory.claims(of: verification) { progress("verify: \($0)") }
    /// Experiment.conclude(holds: claims.allSatisfy(\.holds), "The network computes parity")
    /// ```
    ///
    /// - Throws: what `Verification.claims` throws.
    public func claims(
        of verification: Verification, report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) async throws -> [Claim] {
        try await timedClaims(of: verification, report: report).value
    }

    func timedClaims(
        of verification: Verification, report: @escaping @Sendable (StageProgress) -> Void
    ) async throws -> Timed<[Claim]> {
        try await result(of: .verify, for: verification.task, to: verification.question) {
            try await verification.claims(report: report)
        }
    }
}

private struct ExampleQuestion: Encodable {
    let rows: [Examples.Row]
    /// What the integers stand for: also the network is told the names of its classes.
    let code: SymbolCode
    let isCertain: Bool
    let seed: UInt64
}

private struct SimplificationQuestion: Encodable {
    let network: RecurrentNetwork
    let sample: [Int]
    let length: Int
    let seed: UInt64
    let omitted: [String]
}
