/// The search for the simplest network that goes on being right on longer sequences.
///
/// The simplest network that never errs at the trained length need not be the algorithm: a counter of one unit may tell ten open
/// parentheses from nine and not eleven from ten. Where the simplest does not last, the larger ones that the architecture search
/// accepted are mended, see `Lengthening`, and then networks of other sizes are trained: with an f that is affine, as counting is, before a g
/// that has a hidden layer, with a wider f, with hidden layers in both, with more hidden units; and where the simplest is
/// too large to be finished, smaller ones that were right almost everywhere, with other seeds.
struct LastingSearch: Sendable {
    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    let deadline: Deadline
    let report: @Sendable (StageProgress) -> Void
    /// How often an architecture is tried, each time with seeds of its own; once where what is sought is steadiness only.
    private static let mostAttempts = 4
    /// The fraction of outputs that a run has right whose size is worth other seeds.
    private static let nearly = 0.99
    /// Runs that were right at the trained length only: after so many there is little hope, and each costs as much as it took to train.
    private static let mostShortLived = 24
    /// The same where one is known that errs on words of skewed letters only.
    private static let mostUnsteady = 8
    /// After so many that slip, and are worth their size, no more are looked for.
    private static let mostSlipping = 3

    var tournament = SeedTournament<Float>.lasting
    private(set) var candidates: [TrainingCandidate] = []
    /// The sum of the fractions of outputs that are wrong of what is hardly better than the simplest, and not worth being larger.
    private var greatestSlip = 0.0
    /// Whether the simplest lasts, but on words of skewed letters.
    private var simplestLasts = false
    /// What lasts, but for slips: fewer than half of the simplest's errors.
    private var found: [TrainingCandidate.Winner] = []
    /// Whether the deadline passed before the search came to its end.
    private(set) var isCutShort = false

    init(
        _ task: SequenceTask, seed: UInt64, jobs: Int, deadline: Deadline = .never,
        report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) {
        self.task = task
        self.seed = seed
        self.jobs = jobs
        self.deadline = deadline
        self.report = report
    }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - simplest: the architecture of the network that does not last.
    ///   - lengths: how it does on longer sequences; where it is right there, it errs on words of skewed letters.
    ///   - accepted: all networks that were accepted.
    ///   - tried: all runs of the search.
    /// - Returns: nil where none lasts, not even but for rare slips, or `simplest` is affine and has the law. The log of what was
    ///   trained is in `candidates`.
    /// - Throws: `CancellationError`. A deadline that passes ends the search.
    mutating func run(
        simplest: Architecture, _ lengths: [LengthAccuracy], accepted: [TrainingCandidate.Winner],
        tried: [TrainingCandidate]
    ) async throws -> TrainingCandidate.Winner? {
        // What is affine and right beyond what it was trained on has the law: no other network counts more exactly.
        guard !simplest.isAffine || (lengths.first?.wrong ?? 0) > 0 else { return nil }
        tournament.lengthening = Lengthening(task, seed: seed, jobs: jobs)
        greatestSlip = lengths.wrongShare / 2
        simplestLasts = lengths.wrongShare == 0
        do {
            try await mend(accepted.filter { $0.architecture != simplest })
            let nearly = Polish().isWorthwhile(simplest) ? [] : Self.nearlyRight(tried)
            let others = Self.grown(from: simplest).filter { !nearly.contains($0) }
            for architecture in nearly + others where !isAtItsEnd {
                report("trying \(architecture), for longer sequences")
                try await train(architecture, isNearlyRight: nearly.contains(architecture))
            }
        } catch is Deadline.Passed {
            isCutShort = true
        }
        guard let best = found.min(by: { $0.lasts(longerThan: $1) }) else { return nil }
        for index in candidates.indices
        where candidates[index].architecture == best.architecture && candidates[index].seed == best.seed {
            candidates[index].outcome = .accepted
        }
        return best
    }

    /// Whether one is found that lasts, or hardly ever errs, or there is little hope that one will be.
    private var isAtItsEnd: Bool {
        let slipping = found.filter { $0.slips > 0 }
        return found.contains { $0.lastsSteadily } || slipping.contains { $0.slips < Mending.hardlyEver }
            || slipping.count >= Self.mostSlipping || candidates.count { $0.outcome == .shortLived } >= mostShortLived
    }

    /// How many runs that were right at the trained length only end the search: fewer where there is less to be won.
    private var mostShortLived: Int {
        simplestLasts || found.contains { $0.slips == 0 } ? Self.mostUnsteady : Self.mostShortLived
    }

    /// Sees whether those that were accepted last, or can be made to.
    private mutating func mend(_ accepted: [TrainingCandidate.Winner]) async throws {
        let worthwhile = accepted.filter { Polish().isWorthwhile($0.architecture) }
        for winner in worthwhile.sorted(by: { $0.architecture.parameterCount < $1.architecture.parameterCount })
        where !isAtItsEnd {
            report("seeing whether \(winner.architecture) lasts")
            note(try await tournament.lengthening?.lasting(winner, deadline: deadline))
        }
    }

    private mutating func note(_ winner: TrainingCandidate.Winner?) {
        if let winner, simplestLasts ? winner.lastsSteadily : winner.slips < greatestSlip { found.append(winner) }
    }

    /// Trains seeds of an architecture until one lasts; after the first few, others where half of the last ones were right at the trained
    /// length.
    private mutating func train(_ architecture: Architecture, isNearlyRight: Bool) async throws {
        tournament.rounds = isNearlyRight ? Self.patient : SeedTournament.lasting.rounds
        for attempt in 1...(simplestLasts ? 1 : Self.mostAttempts) {
            let (log, winner) = try await tournament.run(
                task, architecture, seed: seed &+ UInt64(attempt) << 32, jobs: jobs, deadline: deadline)
            candidates += log
            note(winner)
            try deadline.check()
            let isPromising =
                2 * log.count { $0.outcome == .shortLived } >= log.count || isNearlyRight && attempt < Self.patientAttempts
            guard isPromising, !isAtItsEnd else { return }
        }
    }

    /// Of sizes that are known to learn almost all: none is given up early.
    private static let patient = [SeedTournament<Float>.Round(runs: 4), .init(runs: 2, finished: 0.9)]
    private static let patientAttempts = 2

    /// The sizes of which no run was accepted, though one was right almost everywhere.
    static func nearlyRight(_ tried: [TrainingCandidate]) -> [Architecture] {
        var seen = Set(tried.filter { $0.outcome == .accepted }.map(\.architecture))
        return tried.filter { $0.accuracy >= nearly && Polish().isWorthwhile($0.architecture) }.map(\.architecture)
            .filter { seen.insert($0).inserted }.sorted { $0.parameterCount < $1.parameterCount }
    }

    /// The sizes that are tried, in order; none that is too large for the finish. What has a hidden layer in one of f and g is simpler
    /// than what has them in both, whatever the parameters.
    static func grown(from simplest: Architecture) -> [Architecture] {
        let (hidden, g) = (simplest.hidden, simplest.readoutWidths)
        let sizes: [(hidden: Int, f: [Int], g: [Int])] = [
            (hidden, [], [8]), (hidden + 1, [], [8]), (hidden, [32], g), (hidden, [8], [8]), (hidden, [8], [32]),
            (hidden + 1, [32], g), (hidden + 2, [32], g),
        ]
        var seen: Set<Architecture> = []
        let architectures = sizes.map {
            Architecture(
                inputWidth: simplest.inputWidth, outputWidth: simplest.outputWidth, hidden: $0.hidden, transitionWidths: $0.f,
                readoutWidths: $0.g)
        }
        return architectures.filter { Polish().isWorthwhile($0) && seen.insert($0).inserted }
    }
}

extension SeedTournament<Float> {
    /// For networks that are to last: those that learn their task at all do so soon, and those that are finished too soon are right at the
    /// trained length, and seldom at others.
    static let lasting = SeedTournament(
        recipe: .init(
            schedule: .init(cycles: [.init(end: 1500, highest: 1e-2), .init(end: 6000, highest: 1e-2)], lowest: 1e-4)),
        rounds: [Round(runs: 4), Round(runs: 2, accuracy: 0.9, finished: 0.9)], initialWeights: [.holding, .uniform])
}
