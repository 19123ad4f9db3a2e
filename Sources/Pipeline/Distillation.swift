/// The whole pipeline's result: the algorithm inside the simplest network for a task, with the evidence of every stage.
///
/// Every stage says what became of it: what it gave, or why there is nothing.
///
/// ```swift
/// let result = try await distill(task, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory)
/// let states = try result.machine?.get().minimal.stateCount ?? 0
/// print(result.task.title, result.verdict, result.limit?.length ?? 0, states)
/// show(.code(result.program?.text ?? "no program", language: "python"))
/// Experiment.conclude(holds: result.allClaimsHold, "Each claim about the program holds")
/// ```
public struct Distillation: Sendable {
    public typealias Stage = DistillationStage

    public let task: SequenceTask
    public let seed: UInt64
    /// The network that learned the task; skipped where the network is somebody else's.
    public let training: StageOutcome<TrainedNetwork>
    /// Every run of the search for it, also where none learned the task.
    public let candidates: [TrainingCandidate]
    /// What was found in the network. Where none learned the task, only the machine of the one that came nearest.
    public let opening: StageOutcome<Opening>
    /// What was checked of the program; skipped where there is none.
    public let verification: StageOutcome<[Claim]>
    /// What was found out about the data that the network was trained on; nil where it was trained on a task.
    public let data: DataFindings?
    /// Wall-clock seconds of the stages that ran, when they ran; the only numbers here that differ from run to run.
    public let seconds: [Stage: Double]

    /// What is left where no network learned the task.
    ///
    /// - Parameters:
    ///   - task: what was to be learned.
    ///   - seed: of everything random.
    ///   - failure: why it was not.
    ///   - nearest: of the network that came nearest; nil where there is none.
    ///   - data: that were to be learned; nil of a task.
    ///   - seconds: of the stages that ran.
    init(
        _ task: SequenceTask, seed: UInt64, _ failure: NotLearned, nearest: Opening? = nil, data: DataFindings? = nil,
        seconds: [Stage: Double] = [:]
    ) {
        (self.task, self.seed, self.seconds, self.data) = (task, seed, seconds, data)
        (training, candidates) = (.failed(because: failure.reason), failure.candidates)
        opening = nearest.map { .done($0) } ?? .skipped(because: "there is no network to open")
        verification = .skipped(because: Opening.notLearned)
    }

    /// What is known of a network that was opened.
    ///
    /// - Parameters:
    ///   - task: what it was opened for.
    ///   - seed: of everything random.
    ///   - trained: how it was obtained; nil where it is somebody else's.
    ///   - opening: what was found in it.
    ///   - verification: what was checked of the program that was found; nil where there is none.
    ///   - data: what was found out about the data that it was trained on; nil of a task.
    ///   - seconds: of the stages that ran.
    init(
        _ task: SequenceTask, seed: UInt64, trained: TrainedNetwork?, opening: Opening,
        verification: StageOutcome<[Claim]>?, data: DataFindings? = nil, seconds: [Stage: Double] = [:]
    ) {
        precondition((verification == nil) == (opening.program == nil))
        (self.task, self.seed, self.seconds, self.data) = (task, seed, seconds, data)
        training = trained.map { .done($0) } ?? .skipped(because: "the network is somebody else's")
        candidates = trained?.candidates ?? []
        self.opening = .done(opening)
        self.verification = verification ?? .skipped(because: "there is no program to verify")
    }

    /// The sequences whose hidden states are looked into.
    ///
    /// ```swift
    /// let sample = Distillation.sample(of: task, seed: Experiment.seed)
    /// let run = trained.network.run(sample)
    /// print(sample.count, "words; the first ends in the state", run.state(0, after: sample.length - 1))
    /// ```
    public static func sample(of task: SequenceTask, seed: UInt64) -> Sequences {
        task.openingSample(seed: seed)
    }
}

/// Distils the algorithm out of the simplest network that learns `task`.
///
/// ```swift
/// let result = try await distill(task, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory) { stage, work in
///     progress("\(stage.rawValue): \(work)", fraction: work.fraction)
/// }
/// print(result.program?.heart ?? "no program")
/// ```
///
/// - Parameters:
///   - task: what the network has to learn.
///   - seed: of everything random; the same seed gives the same result.
///   - jobs: how much runs at the same time; the result does not depend on it.
///   - budget: the time after which training ends with what it has found; nil for no limit.
///   - memory: where results of the long stages are kept; they are the same as without it.
///   - report: told what is being done.
/// - Returns: the results of all stages, up to the one that could not go on.
/// - Throws: `PythonHarnessError.pythonMissing`, before anything is done, where the machine cannot verify programs.
public func distill(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, budget: Duration? = nil, memory: any StageMemory = NoMemory(),
    report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void = { _, _ in }
) async throws -> Distillation {
    _ = try PythonHarness()
    let start = ContinuousClock.now
    do {
        let trained = try await memory.timedTrain(task, seed: seed, jobs: jobs, budget: budget) { report(.train, $0) }
        return try await Distillation(
            opening: trained.value.network, trained: trained, for: task, seed: seed, jobs: jobs, memory, report)
    } catch let error as NotLearned {
        var seconds = [Distillation.Stage.train: (ContinuousClock.now - start) / .seconds(1)]
        guard let network = error.nearest else { return Distillation(task, seed: seed, error, seconds: seconds) }
        let nearest = await Opening(nearest: network, for: task, seed: seed)
        seconds.merge(nearest.seconds) { $1 }
        return Distillation(task, seed: seed, error, nearest: nearest, seconds: seconds)
    }
}

/// Distils the algorithm out of a network that somebody else made; nothing is trained.
///
/// - Parameters:
///   - network: of any kind. One whose state is no vector is known by its answers alone, so that nothing is said of how it
///     computes them.
///   - task: what it reads, and what would be right: `NetworkReference(network)` where nobody knows better.
///   - seed: of everything random.
///   - jobs: how much runs at the same time; the result does not depend on it.
///   - memory: where results of the long stages are kept.
///   - report: told what is being done.
/// - Returns: the results of all stages, up to the one that could not go on.
/// - Throws: `PythonHarnessError.pythonMissing` where the machine cannot verify programs.
public func distill(
    _ network: some Network, for task: SequenceTask, seed: UInt64, jobs: Int = 1, memory: any StageMemory = NoMemory(),
    report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void = { _, _ in }
) async throws -> Distillation {
    precondition(network.inputWidth == task.inputWidth && network.outputWidth == task.outputWidth)
    _ = try PythonHarness()
    return try await Distillation(opening: network, trained: nil, for: task, seed: seed, jobs: jobs, memory, report)
}

/// Distils the algorithm that explains somebody's data out of a network that is trained on part of them.
///
/// - Parameters:
///   - examples: the data, in parts.
///   - definition: what is right of every sequence, where that is known and the data are examples of it: then claims are about it.
///   - seed: of everything random.
///   - jobs: how much runs at the same time; the result does not depend on it.
///   - budget: the time after which training ends with what it has found; nil for no limit.
///   - memory: where results of the long stages are kept.
///   - report: told what is being done.
/// - Returns: the results of all stages, up to the one that could not go on.
/// - Throws: `PythonHarnessError.pythonMissing` where the machine cannot verify programs.
public func distill(
    _ examples: Examples, of definition: SequenceTask? = nil, seed: UInt64, jobs: Int = 1, budget: Duration? = nil,
    memory: any StageMemory = NoMemory(),
    report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void = { _, _ in }
) async throws -> Distillation {
    _ = try PythonHarness()
    let start = ContinuousClock.now
    let answers = ExampleAnswers(examples)
    do {
        let training = try await memory.timedTrain(
            on: examples, answers, seed: seed, jobs: jobs, budget: budget
        ) {
            report(.train, $0)
        }
        return try await Distillation(training, examples, answers, of: definition, seed: seed, jobs: jobs, memory, report)
    } catch let error as NotLearned {
        let task = definition ?? examples.task(Set(Examples.Part.allCases), answers)
        return Distillation(
            task, seed: seed, error, data: definition == nil ? DataFindings(examples) : nil,
            seconds: [.train: (ContinuousClock.now - start) / .seconds(1)])
    }
}

extension Distillation {
    /// Opens the contenders whose machines do not tell which is the shortest, and verifies the one whose program is.
    fileprivate init(
        _ training: Timed<ExampleTraining>, _ examples: Examples, _ answers: ExampleAnswers, of definition: SequenceTask?,
        seed: UInt64, jobs: Int, _ memory: any StageMemory, _ report: @escaping @Sendable (Stage, StageProgress) -> Void
    ) async throws {
        let contenders = training.value.contenders
        let first = contenders[0]
        // Bits of a machine and its exceptions have decided already.
        let opened = first.machine == nil ? Array(contenders.prefix(2)) : [first]
        var best: (contender: ExampleTraining.Contender, opening: Opening)?
        for contender in opened {
            let opening = try await Opening(
                of: contender.network, for: definition ?? examples.task(for: contender.network), seed: seed, jobs: jobs,
                memory: memory, report: report)
            let isShorter = opening.program.map { program in
                best?.opening.program.map { program.program.cost < $0.program.cost } ?? true
            }
            if best == nil || isShorter == true { best = (contender, opening) }
        }
        guard let best else { preconditionFailure("nothing explains the data, which is told by NotLearned") }
        let (contender, network) = (best.contender, best.contender.network)
        let trained =
            if let definition {
                try await TrainedNetwork(contender, training.value, on: definition, seed: seed, jobs: jobs)
            } else {
                TrainedNetwork(contender, training.value, on: examples)
            }
        let standard = ExampleStandard(examples, answers, suspects: contender.exceptions)
        try await self.init(
            opened: best.opening, of: network, trained: Timed(trained, seconds: training.seconds),
            for: definition ?? examples.task(for: network), seed: seed, jobs: jobs,
            data: definition == nil ? DataFindings(examples, answers, training.value, chosen: contender) : nil,
            definition == nil ? standard : nil, memory, report)
    }
}

extension Distillation {
    /// Opens a network of any kind, and verifies what was found in it.
    fileprivate init(
        opening network: some Network, trained: Timed<TrainedNetwork>?, for task: SequenceTask, seed: UInt64, jobs: Int,
        _ memory: any StageMemory, _ report: @escaping @Sendable (Stage, StageProgress) -> Void
    ) async throws {
        let opening =
            task.reference.isNetworkItself
            ? try await Opening(ofUnjudged: network, for: task, seed: seed, jobs: jobs, memory: memory, report: report)
            : try await Opening(of: network, for: task, seed: seed, jobs: jobs, memory: memory, report: report)
        try await self.init(
            opened: opening, of: network, trained: trained, for: task, seed: seed, jobs: jobs, data: nil, nil, memory, report)
    }

    /// Verifies what was found in a network.
    fileprivate init(
        opened opening: Opening, of network: some Network, trained: Timed<TrainedNetwork>?, for task: SequenceTask,
        seed: UInt64, jobs: Int, data: DataFindings?, _ examples: ExampleStandard?, _ memory: any StageMemory,
        _ report: @escaping @Sendable (Stage, StageProgress) -> Void
    ) async throws {
        var seconds = opening.seconds
        seconds[.train] = trained?.seconds
        var verification: StageOutcome<[Claim]>?
        if let program = opening.program {
            let start = ContinuousClock.now
            do {
                let question = try Verification(
                    task: task, network: network, program: program.program, text: program.text,
                    route: opening.explanation.value?.route, seed: seed, jobs: jobs, harness: nil, examples: examples)
                let claims = try await memory.timedClaims(of: question) { report(.verify, $0) }
                (verification, seconds[.verify]) = (.done(claims.value), claims.seconds)
            } catch let error where error is ProgramFailed || error is PythonHarnessError {
                verification = .failed(because: "\(error)")
                seconds[.verify] = (ContinuousClock.now - start) / .seconds(1)
            }
        }
        self.init(
            task, seed: seed, trained: trained?.value, opening: opening, verification: verification, data: data,
            seconds: seconds)
    }
}
