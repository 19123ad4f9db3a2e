/// The whole pipeline's result: the algorithm inside the simplest network for a task, with the evidence of every stage.
///
/// Stages after the one that failed are nil.
public struct Distillation: Sendable {
    /// What was recovered.
    public enum Verdict: String, Sendable, Codable {
        /// A formula program without an error in the tests.
        case formula
        /// The same as a literal state table.
        case table
        case unsolved
    }

    /// What a program is known to be of the network.
    public enum Evidence: String, Sendable, Codable {
        /// Its variables, if it has any, can be read from the hidden state; hidden states that it does not tell apart are the same
        /// to the network, and those moved along a variable's code go on as it says.
        case mechanistic
        /// It does what the network does; whether the network does it that way is not known.
        case behavioural

        /// What the claims show of a program with that verdict; nil where none is claimed.
        ///
        /// Of a program without variables nothing has to be read, so that `grounded`, not made, does not count.
        public init?(for verdict: Verdict, by claims: [Claim]) {
            guard verdict != .unsolved else { return nil }
            let isGrounded = claims.contains {
                $0.claim == .grounded && ($0.holds || $0.grounding?.variables.isEmpty == true)
            }
            let isCausal = claims.contains { $0.claim == .causal && $0.holds }
            self = verdict == .formula && isGrounded && isCausal ? .mechanistic : .behavioural
        }
    }

    /// Which stage could not go on, and why.
    public struct Failure: Sendable, Equatable {
        public let stage: Stage
        public let reason: String
    }

    public typealias Stage = DistillationStage

    public let task: SequenceTask
    public let seed: UInt64
    public fileprivate(set) var candidates: [TrainingCandidate] = []
    public fileprivate(set) var trained: TrainedNetwork?
    public fileprivate(set) var simplified: SimplifiedNetwork?
    /// Nil where hidden states have no code; `codeNotFound` says why.
    public fileprivate(set) var lattice: IntegerAutoencoder?
    public fileprivate(set) var codeNotFound: CodeNotFound?
    public fileprivate(set) var extraction: MachineExtraction?
    /// The finite machine, or why there is none.
    public var machine: Result<ExtractedMachine, MachineNotFound>? { extraction?.machine }
    /// Every route's result, also where none has an explanation.
    public fileprivate(set) var tried: [Explanation.Attempt] = []
    /// Of the explanation's routes, by name.
    public fileprivate(set) var routeSeconds: [String: Double] = [:]
    public fileprivate(set) var explanation: Explanation?
    public fileprivate(set) var program: PythonEmission?
    public fileprivate(set) var claims: [Claim] = []
    public fileprivate(set) var failure: Failure?
    /// Wall-clock seconds of the stages that ran, when they ran; the only numbers here that differ from run to run.
    public fileprivate(set) var seconds: [Stage: Double] = [:]

    /// The sequences whose hidden states are looked into.
    public static func sample(of task: SequenceTask, seed: UInt64) -> Sequences {
        task.openingSample(seed: seed)
    }

    public var verdict: Verdict {
        guard failure == nil, let program else { return .unsolved }
        return program.program.kind == .formula ? .formula : .table
    }

    /// The word beside the verdict; nil where no program is claimed.
    public var evidence: Evidence? {
        Evidence(for: verdict, by: claims)
    }

    /// Whether a program was found and no claim about its outputs fails; what could not be checked is not held against it.
    ///
    /// Grounded and causal are left out: where they fail the program is no less right, and `evidence` says what it is then.
    public var allClaimsHold: Bool {
        verdict != .unsolved && claims.allSatisfy { !$0.fails || $0.claim.isAboutMechanism }
    }
}

/// Distils the algorithm out of the simplest network that learns `task`.
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
    report: @escaping @Sendable (Distillation.Stage, String) -> Void = { _, _ in }
) async throws -> Distillation {
    _ = try PythonHarness()
    var result = Distillation(task: task, seed: seed)
    do {
        try await result.run(jobs: jobs, budget: budget, memory, report)
    } catch let error as NotLearned {
        result.candidates = error.candidates
        result.failure = Distillation.Failure(stage: .train, reason: error.reason)
        await result.examine(error.nearest)
    } catch {
        result.failure = try Distillation.Failure(telling: error)
    }
    return result
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
    report: @escaping @Sendable (Distillation.Stage, String) -> Void = { _, _ in }
) async throws -> Distillation {
    precondition(network.inputWidth == task.inputWidth && network.outputWidth == task.outputWidth)
    _ = try PythonHarness()
    var result = Distillation(task: task, seed: seed)
    do {
        try await result.explainAndVerify(network, jobs: jobs, memory, report)
    } catch {
        result.failure = try Distillation.Failure(telling: error)
    }
    return result
}

extension Distillation.Failure {
    /// What could not go on.
    ///
    /// - Throws: the error where no stage is known by it.
    fileprivate init(telling error: any Error) throws {
        switch error {
        case let error as Unexplained: self.init(stage: .explain, reason: error.reason)
        case let error as ProgramFailed: self.init(stage: .verify, reason: error.description)
        case let error as PythonHarnessError: self.init(stage: .verify, reason: error.description)
        default: throw error
        }
    }
}

extension Distillation {
    /// Opens a network that did not learn the task, not to explain it, but to show where it contradicts itself.
    fileprivate mutating func examine(_ network: RecurrentNetwork?) async {
        guard let network else { return }
        let sample = Self.sample(of: task, seed: seed)
        extraction = await time(.extract) { [task, seed] in
            MachineExtraction(network, codes: [], inputs: task.inputs, sample: sample, seed: seed)
        }
    }

    /// The pipeline: one line a stage, in order.
    ///
    /// - Throws: what the stage that cannot go on throws; the results of those before it stay.
    fileprivate mutating func run(
        jobs: Int, budget: Duration?, _ memory: any StageMemory, _ report: @escaping @Sendable (Stage, String) -> Void
    ) async throws {
        let (task, seed) = (task, seed)
        let trained = try await take(.train) {
            try await memory.timedTrain(task, seed: seed, jobs: jobs, budget: budget) { report(.train, $0) }
        }
        (self.trained, candidates) = (trained, trained.candidates)
        try await explainAndVerify(trained.network, jobs: jobs, memory, report)
    }

    /// Opens a network of any kind, and verifies what was found in it.
    fileprivate mutating func explainAndVerify(
        _ network: some Network, jobs: Int, _ memory: any StageMemory,
        _ report: @escaping @Sendable (Stage, String) -> Void
    ) async throws {
        let opening = try await Opening(of: network, for: task, seed: seed, jobs: jobs, memory: memory)
        take(opening)
        let explanation = try opening.explanation.get()
        self.explanation = explanation
        let program = PythonEmission(explanation.program, for: task, from: network, route: explanation.route, seed: seed)
        self.program = program
        let verification = try Verification(
            task: task, network: network, program: explanation.program, text: program.text, route: explanation.route,
            seed: seed, jobs: jobs)
        claims = try await take(.verify) { try await memory.timedClaims(of: verification) { report(.verify, $0) } }
        failure = claims.first { [.tested, .exhaustive].contains($0.claim) && $0.fails }.map {
            Failure(stage: .verify, reason: "the program errs on \($0.errors) of \($0.cases) sequences (\($0.claim.rawValue))")
        }
    }

    private mutating func take(_ opening: Opening) {
        simplified = opening.simplified.value
        lattice = opening.code.value
        if lattice == nil { codeNotFound = opening.code.reason.map(CodeNotFound.init) }
        extraction = opening.extraction
        switch opening.explanation {
        case .success(let explanation): (tried, routeSeconds) = (explanation.tried, explanation.seconds)
        case .failure(let unexplained): (tried, routeSeconds) = (unexplained.tried, unexplained.seconds)
        }
        seconds.merge(opening.seconds) { $1 }
    }
}

extension Distillation {
    fileprivate mutating func time<Value>(
        _ stage: Stage, _ work: () async throws -> Value
    ) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { seconds[stage] = (ContinuousClock.now - start) / .seconds(1) }
        return try await work()
    }

    /// A stage whose result may be kept from earlier: its seconds are those that computing it took.
    fileprivate mutating func take<Value>(
        _ stage: Stage, _ work: () async throws -> Timed<Value>
    ) async rethrows -> Value {
        let result = try await time(stage, work)
        seconds[stage] = result.seconds
        return result.value
    }
}
