import Determinism

/// The last stage: what holds of a program, each statement with its check.
///
/// The emitted text itself is run by a real python3; nothing is verified of the program's form in memory but the proof, and
/// what is said of the hidden states. The network is always the trained one, not what simplifying made of it.
///
/// ```swift
/// let program = PythonEmission(explanation.program, title: task.title)
/// let verification = try Verification(
///     task: task, network: trained.network, program: explanation.program, text: program.text, route: explanation.route,
///     seed: Experiment.seed, jobs: Experiment.jobs)
/// show(ClaimsTable(try await Experiment.memory.claims(of: verification)))
/// ```
public struct Verification: Sendable {
    let task: SequenceTask
    let network: any Network
    let program: Program
    let text: String
    /// The explanation's route that wrote the program; nil for a program from elsewhere.
    let route: String?
    let seed: UInt64
    let jobs: Int
    /// What the data say; nil where the task says what is right.
    let examples: ExampleStandard?
    var harness: PythonHarness

    var testedSequences = 100_000
    var longerSequences = 10_000
    var longerFactor = 10
    /// All sequences of the greatest length with at most this many, 2²⁰ so that ten positions of two bits are within it.
    var exhaustiveLimit = 1 << 20
    var exhaustiveLength = 20
    /// Of all sequences these many, drawn, are run from their start beside the program's steps.
    private static let wordsRunWhole = 1000

    /// What is to be verified of `program`, which `harness` runs; nil for one that trusts it, as programs emitted here are trusted.
    ///
    /// - Throws: `PythonHarnessError` where there is no python3.
    /// - Complexity: all claims together take O(sequences · length) steps of the program in Python, for 100,000 sequences of the
    ///   task's length and 10,000 ten times as long, and a step for each of its states and letters, or, where its form does not
    ///   allow that, up to 2²⁰ sequences more; those of the mechanism a nearest neighbour for each of a few thousand hidden
    ///   states, O(states² · hidden); the proof O(states of both machines · letters).
    public init(
        task: SequenceTask, network: some Network, program: Program, text: String, route: String? = nil, seed: UInt64,
        jobs: Int, harness: PythonHarness? = nil
    ) throws(PythonHarnessError) {
        try self.init(
            task: task, network: network, program: program, text: text, route: route, seed: seed, jobs: jobs,
            harness: harness, examples: nil)
    }

    /// What is to be verified of a program that explains data: answers of training and choosing that the network contradicts are
    /// suspect.
    public init(
        judgedBy examples: Examples, network: RecurrentNetwork, program: Program, text: String, route: String? = nil,
        seed: UInt64, jobs: Int, harness: PythonHarness? = nil
    ) throws(PythonHarnessError) {
        let answers = ExampleAnswers(examples)
        let suspects = [Examples.Part.training, .choosing].flatMap { part in
            ExampleFit(network, on: examples, answers, part).wrong
        }
        try self.init(
            task: examples.task(for: network), network: network, program: program, text: text, route: route, seed: seed,
            jobs: jobs, harness: harness, examples: ExampleStandard(examples, answers, suspects: suspects))
    }

    /// The same where `examples` are all that is known of what is right, and the task is what the network answers.
    init(
        task: SequenceTask, network: some Network, program: Program, text: String, route: String?, seed: UInt64,
        jobs: Int, harness: PythonHarness?, examples: ExampleStandard?
    ) throws(PythonHarnessError) {
        self.task = task
        self.network = network
        self.program = program
        self.text = text
        self.route = route
        self.seed = seed
        self.jobs = jobs
        self.examples = examples
        if let harness { self.harness = harness } else { self.harness = try PythonHarness() }
    }

    /// All that decides on the claims, but for the task and the code: what results are kept under.
    struct Question: Encodable, Sendable {
        let program: Program
        let text: String
        let route: String?
        let network: RecurrentNetwork
        /// Of a network that is itself what is right other claims are made, whatever task it answers like.
        let isOfNetworkItself: Bool
        let sequences: [Int]
        let seed: UInt64
        /// The data; nil where there are none.
        let examples: [Examples.Row]?
    }

    /// Nil where the network's weights are not known: then nothing tells it from another one.
    var question: Question? {
        guard let network = network as? RecurrentNetwork else { return nil }
        return Question(
            program: program, text: text, route: route, network: network,
            isOfNetworkItself: task.reference.isNetworkItself,
            sequences: [testedSequences, longerSequences, longerFactor, exhaustiveLimit, exhaustiveLength], seed: seed,
            examples: examples?.rows)
    }

    /// Checks every claim.
    ///
    /// - Returns: one claim for each kind of evidence, in the order of `Claim.Level`; what could not be checked is not made, and says
    ///   why.
    /// - Throws: `ProgramFailed` where the program fails on an input, `PythonHarnessError` where it does not run at all.
    public func claims(report: @escaping @Sendable (StageProgress) -> Void = { _ in }) async throws -> [Claim] {
        if let examples { return try await claims(by: examples, report) }
        if task.reference.isNetworkItself { return try await claimsOfNetworkItself(report) }
        let fresh = CaseBlocks(testedSequences, length: task.length, of: task, for: .testing, seed: seed)
        // To the greatest length at which the task may be asked.
        let length = task.greatestLength(upTo: task.length * longerFactor, seed: seed)
        let far = CaseBlocks(longerSequences, length: length, of: task, for: .longer, seed: seed)
        let all = task.inputs.exhaustiveLength(most: exhaustiveLimit, limit: exhaustiveLength).map {
            CaseBlocks(every: $0.length, of: task)
        }
        let meter = ComparisonMeter(total: fresh.letters + far.letters + (all?.letters ?? 0), report: report)
        let tested = try await compared(fresh, meter)
        let longer = try await compared(far, meter)
        let exhaustive = try await exhaustiveClaim(all, meter)
        return [
            claim(
                .tested, "makes no error on fresh sequences of length \(task.length)", tested.withTask,
                alsoSeen: try await seenOfDifferentWords(fresh)),
            exhaustive,
            longerClaim(longer.withTask, length: length, alsoSeen: try await seenOfDifferentWords(far)),
            provenClaim(report),
            try await faithfulClaim(
                "gives the network's own outputs on fresh sequences of the trained length", tested: tested.withNetwork,
                alsoSeen: [observation("the network's own outputs at length \(length)", longer.withNetwork)]),
        ] + mechanismClaims(report)
    }

    private func longerClaim(_ comparison: Comparison, length: Int, alsoSeen: [Claim.Observation]) -> Claim {
        let statement = "makes no error on fresh sequences of length \(length)"
        if length == task.length * longerFactor {
            return claim(
                .longer, statement + ", \(longerFactor) times the trained one", comparison, alsoSeen: alsoSeen)
        }
        guard length > task.length else {
            return Claim(
                .longer, "makes no error on fresh sequences longer than the trained ones",
                notMade: "what is right there may outgrow 64 bits")
        }
        return claim(
            .longer, statement + "; what is right of longer ones may outgrow 64 bits", comparison, alsoSeen: alsoSeen)
    }

    func provenClaim(_ report: (StageProgress) -> Void) -> Claim {
        report("looking for a proof")
        return ProgramProof(
            task: task, network: network, program: program, restated: Explanation.restated(by: route), seed: seed
        ).claim()
    }

    func mechanismClaims(_ report: (StageProgress) -> Void) -> [Claim] {
        report("reading the program's variables from the hidden states, and changing these")
        guard let network = network as? any ObservedNetwork, network.hiddenSize > 0 else {
            return MechanismClaims.notMade(
                "the network's state is no vector, so that nothing can be read from it or moved in it")
        }
        return MechanismClaims(task: task, network: network, program: program, seed: seed).claims()
    }

    typealias Compared = (withTask: Comparison, withNetwork: Comparison)

    /// Runs the program on all cases and compares it with the task and with the network.
    func compared(_ cases: CaseBlocks, _ meter: ComparisonMeter? = nil) async throws -> Compared {
        let blocks = try await concurrentMap(Array(cases.indices), jobs: jobs) { index in
            try await compared(cases[index], meter)
        }
        guard let first = blocks.first else { preconditionFailure("there are no cases to compare") }
        return blocks.dropFirst().reduce(first) { ($0.withTask.and($1.withTask), $0.withNetwork.and($1.withNetwork)) }
    }

    func compared(_ inputs: Sequences, _ meter: ComparisonMeter? = nil) async throws -> Compared {
        meter?.begin()
        defer { meter?.finished(inputs) }
        let outputs = try await outputs(inputs)
        let withNetwork = Comparison(of: outputs, with: network.answers(to: inputs).values, on: inputs)
        // A network is not asked twice.
        if task.reference.isNetworkItself { return (withNetwork, withNetwork) }
        return (Comparison(of: outputs, with: task.outputs(for: inputs).values, on: inputs), withNetwork)
    }

    func outputs(_ inputs: Sequences) async throws -> [Int] {
        do {
            return try await harness.outputs(
                of: text + (task.symbols?.pythonAdapter ?? ""), on: inputs, outputWidth: task.outputWidth)
        } catch {
            throw error.sequence.map { ProgramFailed(error, on: inputs[$0]) } ?? error
        }
    }

    func claim(
        _ level: Claim.Level, _ statement: String, _ comparison: Comparison, alsoSeen: [Claim.Observation] = []
    ) -> Claim {
        guard comparison.cases > 0 else {
            return Claim(level, statement, notMade: "what would be right is not known for any of these sequences")
        }
        return Claim(
            level, statement, cases: comparison.cases, errors: comparison.errors, firstError: comparison.firstError,
            alsoSeen: alsoSeen)
    }

    /// Words along an automaton's transitions repeat where these are few: each different one once; nothing where all words are asked.
    private func seenOfDifferentWords(_ cases: CaseBlocks) async throws -> [Claim.Observation] {
        guard task.reference.isPartial else { return [] }
        let words = Set(cases.indices.flatMap { index in cases[index].words }).sorted { $0.lexicographicallyPrecedes($1) }
        let different = Sequences(
            count: words.count, length: cases.length, width: task.inputWidth, values: words.flatMap(\.self))
        return [
            observation(
                "what is right of each different one of the fresh sequences of length \(cases.length)",
                try await compared(different).withTask)
        ]
    }

    private func exhaustiveClaim(_ cases: CaseBlocks?, _ meter: ComparisonMeter) async throws -> Claim {
        guard let cases else {
            return Claim(
                .exhaustive, "makes no error on all sequences of a length",
                notMade: "a single position has too many different inputs to try them all")
        }
        let isPartial = task.reference.isPartial
        let steps = try await stepTable(for: cases)
        let blocks = try await concurrentMap(Array(cases.indices), jobs: jobs) { index in
            let inputs = cases[index]
            defer { meter.finished(inputs) }
            let rows = cases.first(of: index)..<cases.first(of: index) + inputs.count
            let given =
                if let steps { steps.answers(toEvery: cases.length, rows: rows) } else { try await outputs(inputs) }
            let right = task.outputs(for: inputs)
            let all = Comparison(of: given, with: right.values, on: inputs)
            return (all: all, whole: isPartial ? Comparison(of: given, with: right.valuesOfWholeWords, on: inputs) : all)
        }
        guard let first = blocks.first else { preconditionFailure("a length has at least one sequence") }
        let (all, whole) = blocks.dropFirst().reduce(first) { ($0.all.and($1.all), $0.whole.and($1.whole)) }
        return claim(
            .exhaustive, "makes no error on all sequences of length \(cases.length), and so of every shorter length", all,
            alsoSeen: isPartial
                ? [observation("what is right of the sequences of length \(cases.length) that the automaton has", whole)] : [])
    }

    /// What the program does in each of its states, so that all words need not be run from their start; nil where it is of another
    /// form, or where its steps do not answer like itself on words of that length.
    private func stepTable(for cases: CaseBlocks) async throws -> StepTable? {
        guard let letters = task.inputs.explorableLetters,
            let steps = await harness.steps(
                of: text, over: letters, length: cases.length, outputWidth: task.outputWidth)
        else { return nil }
        var random = InputSpace.randomness(for: .stepping, seed: seed, step: 0)
        let rows = (0..<Self.wordsRunWhole).map { _ in random.integer(in: 0..<cases.count) }
        let words = Sequences(
            count: rows.count, length: cases.length, width: task.inputWidth,
            values: rows.flatMap { Sequences.all(over: letters, length: cases.length, rows: $0..<$0 + 1).values })
        let followed = rows.flatMap { steps.answers(toEvery: cases.length, rows: $0..<$0 + 1) }
        return try await outputs(words) == followed ? steps : nil
    }

    func faithfulClaim(
        _ statement: String, tested: Comparison, alsoSeen: [Claim.Observation] = []
    ) async throws -> Claim {
        let monotone = task.inputs.runsOfOneLetter()
        let runs = Comparison(of: try await outputs(monotone), with: network.answers(to: monotone).values, on: monotone)
        return Claim(
            .faithful, statement, cases: tested.cases, errors: tested.errors, firstError: tested.firstError,
            alsoSeen: alsoSeen + [observation("the network's own outputs on runs of a single letter", runs)])
    }

    func observation(_ what: String, _ comparison: Comparison) -> Claim.Observation {
        Claim.Observation(
            what: what, cases: comparison.cases, errors: comparison.errors, firstError: comparison.firstError)
    }
}
