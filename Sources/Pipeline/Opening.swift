/// A network opened as far as that goes: simplified, its hidden states read, its machine found, its program written.
///
/// It is the middle of the pipeline, the same for a network that was trained here and for any other.
///
/// ```swift
/// let opening = try await Opening(of: trained.network, for: task, seed: Experiment.seed, memory: Experiment.memory)
/// for attempt in opening.tried { print(attempt.route, attempt.failure ?? "costs \(attempt.cost ?? 0)") }
/// show(.code(opening.program?.function ?? "no program", language: "python"))
/// ```
public struct Opening: Sendable {
    /// Skipped where the network has no weights that could be rewritten.
    public let simplified: StageOutcome<SimplifiedNetwork>
    /// The network whose states were read: the simplified one where there is one; nil where states are no vectors.
    public let vectors: (any VectorNetwork)?
    /// Hidden states as integers; skipped where they are no vectors.
    public let code: StageOutcome<IntegerAutoencoder>
    /// The finite machine, or why there is none.
    public let extraction: MachineExtraction
    /// The smallest machines that are equal to the network up to each length; nil where its inputs are too many to be listed.
    public let covers: Covers?
    /// The algorithm as formulas; skipped where the network did not learn the task.
    public let explanation: StageOutcome<Explanation>
    /// Every route's result, also where none has an explanation.
    public let tried: [Explanation.Attempt]
    /// How long each route took, by its name.
    public let routeSeconds: [String: Double]
    /// The explanation as Python; nil where there is none.
    public let program: PythonEmission?
    /// The length up to which the network was asked: the trained one, or a shorter one up to which it is lawful.
    public let length: Int
    /// Wall-clock seconds of the stages that ran, when they ran.
    public var seconds: [DistillationStage: Double]

    /// - Parameters:
    ///   - length: up to which the network was asked.
    ///   - simplified: the network that the rest was read from.
    ///   - vectors: the one that it was read from where nothing was simplified.
    ///   - code: of its hidden states.
    ///   - extraction: its machine.
    ///   - covers: the smallest machines up to each length.
    ///   - explained: the program, or what every route says; nil where that was not asked, because the task was not learned.
    ///   - seconds: of the stages that ran.
    ///   - written: puts the program into words.
    init(
        length: Int, simplified: StageOutcome<SimplifiedNetwork>, vectors: (any VectorNetwork)? = nil,
        code: StageOutcome<IntegerAutoencoder>, extraction: MachineExtraction, covers: Covers? = nil,
        explained: Result<Explanation, Unexplained>?, seconds: [DistillationStage: Double] = [:],
        written: (Explanation) -> PythonEmission
    ) {
        (self.simplified, self.code, self.extraction, self.seconds) = (simplified, code, extraction, seconds)
        (self.length, self.covers) = (length, covers)
        self.vectors = simplified.value?.network ?? vectors
        switch explained {
        case nil: (explanation, tried, routeSeconds) = (.skipped(because: Self.notLearned), [], [:])
        case .failure(let error)?:
            (explanation, tried, routeSeconds) = (.failed(because: error.reason), error.tried, error.seconds)
        case .success(let found)?: (explanation, tried, routeSeconds) = (.done(found), found.tried, found.seconds)
        }
        program = explanation.value.map(written)
    }
}

extension Opening {
    /// Opens a network: everything between obtaining it and verifying what was found.
    ///
    /// ```swift
    /// let opening = try await Opening(of: trained.network, for: task, seed: Experiment.seed, jobs: Experiment.jobs)
    /// print(opening.program?.function ?? opening.explanation.reason ?? "")
    /// ```
    ///
    /// - Parameters:
    ///   - network: of any kind. One whose state is a vector is read, and simplified where it is two perceptrons; any other is
    ///     known by its answers alone.
    ///   - task: what it reads, and what simplifying must not break.
    ///   - seed: of all samples.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    ///   - omitted: names of normalisers that are left out, see `SimplifiedNetwork.normaliserNames`.
    ///   - memory: where simplified networks are kept.
    ///   - report: told what is being done.
    /// - Throws: `CancellationError`.
    public init(
        of network: some Network, for task: SequenceTask, seed: UInt64, jobs: Int = 1, without omitted: Set<String> = [],
        memory: any StageMemory = NoMemory(), report: (DistillationStage, StageProgress) -> Void = { _, _ in }
    ) async throws {
        let sample = task.openingSample(seed: seed)
        var seconds: [DistillationStage: Double] = [:]
        let vector = network as? any VectorNetwork
        var simplified = StageOutcome<SimplifiedNetwork>.skipped(because: vector == nil ? Self.noVector : Self.noPerceptrons)
        if let trained = network as? RecurrentNetwork {
            report(.simplify, "rewriting the network")
            let kept = try await memory.timedSimplify(
                trained, task: task, sample: sample, seed: seed, jobs: jobs, without: omitted)
            (simplified, seconds[.simplify]) = (.done(kept.value), kept.seconds)
        }
        let vectors = simplified.value?.network ?? vector
        let asked: any Network = vectors ?? network
        report(.extract, "learning the machine of words up to length \(task.length)")
        let read = await Timed {
            (Self.read(network, vectors, task.inputs, sample, seed: seed), Covers(of: asked, inputs: task.inputs, seed: seed))
        }
        let ((code, extraction), covers) = read.value
        report(.explain, "looking for the shortest program")
        let explained = await Timed {
            Result { () throws(Unexplained) in
                try explain(
                    Findings(
                        network: asked, code: code.value?.code, machine: extraction.machine,
                        inputs: task.inputs, sample: sample, seed: seed))
            }
        }
        (seconds[.extract], seconds[.explain]) = (read.seconds, explained.seconds)
        self.init(
            length: task.length, simplified: simplified, vectors: vectors, code: code, extraction: extraction, covers: covers,
            explained: explained.value, seconds: seconds
        ) { PythonEmission($0.program, for: task, from: network, route: $0.route, seed: seed) }
    }

    /// Looks into a network that did not learn its task, not to explain it, but to show where it contradicts itself.
    init(nearest network: RecurrentNetwork, for task: SequenceTask, seed: UInt64) async {
        let read = await Timed {
            (
                MachineExtraction(
                    network, codes: [], inputs: task.inputs, sample: task.openingSample(seed: seed), seed: seed),
                Covers(of: network, inputs: task.inputs, seed: seed)
            )
        }
        let (extraction, covers) = read.value
        self.init(
            length: task.length, simplified: .skipped(because: Self.notLearned), code: .skipped(because: Self.notLearned),
            extraction: extraction, covers: covers, explained: nil, seconds: [.extract: read.seconds]
        ) { PythonEmission($0.program, title: task.name) }
    }

    private static let noVector = "the network's state is no vector"
    private static let noPerceptrons = "the network is not made of two perceptrons, which are all that can be rewritten"
    static let notLearned = "no network learned the task"

    /// The codes of the hidden states, then the machine: of the simplified network where there is one.
    ///
    /// - Parameters:
    ///   - network: is asked.
    ///   - vectors: whose states are read; nil where they cannot be.
    ///   - inputs: what it reads.
    ///   - sample: sequences whose hidden states are looked into.
    ///   - seed: of further ones.
    /// - Returns: as `extract` does.
    public static func read(
        _ network: some Network, _ vectors: (any VectorNetwork)?, _ inputs: InputSpace, _ sample: Sequences, seed: UInt64
    ) -> (code: StageOutcome<IntegerAutoencoder>, extraction: MachineExtraction) {
        guard let vectors else {
            return (
                .skipped(because: noVector), MachineExtraction(behaviourOf: network, inputs: inputs, seed: seed)
            )
        }
        return extract(vectors, inputs, sample, seed: seed)
    }

    /// The codes of the hidden states, then the machine.
    ///
    /// ```swift
    /// let (code, extraction) = Opening.extract(trained.network, task.inputs, sample, seed: Experiment.seed)
    /// print(code.value?.codes.count ?? 0, "codes,", try extraction.machine.get().minimal.stateCount, "states")
    /// ```
    ///
    /// - Parameters:
    ///   - network: the simplified network, or one that could not be simplified.
    ///   - inputs: what it reads.
    ///   - sample: sequences whose hidden states are looked into.
    ///   - seed: of further ones.
    /// - Returns: the code that the machine prefers, or why there is none; and the machine.
    public static func extract(
        _ network: some VectorNetwork, _ inputs: InputSpace, _ sample: Sequences, seed: UInt64
    ) -> (code: StageOutcome<IntegerAutoencoder>, extraction: MachineExtraction) {
        do throws(CodeNotFound) {
            let code = try IntegerAutoencoder(network, on: sample)
            let extraction = MachineExtraction(network, codes: code.codes, inputs: inputs, sample: sample, seed: seed)
            return (.done(extraction.code.map(code.using) ?? code), extraction)
        } catch {
            let extraction = MachineExtraction(network, codes: [], inputs: inputs, sample: sample, seed: seed)
            return (.failed(because: error.reason), extraction)
        }
    }
}
