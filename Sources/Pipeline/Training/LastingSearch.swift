/// The search for the simplest network that goes on being right on longer sequences.
///
/// The simplest network that never errs at the trained length need not be the algorithm: a counter of one unit may tell ten open
/// parentheses from nine and not eleven from ten. Where the simplest does not last, the larger ones that the architecture search
/// accepted are mended, see `Lengthening`, and then networks of other sizes are trained, few parameters first: with more hidden units, with
/// a wider f, with a g that has a hidden layer, and with an f that is affine, as counting is, before such a g.
struct LastingSearch: Sendable {
    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    let deadline: Deadline
    let report: @Sendable (StageProgress) -> Void
    /// How often an architecture is tried, each time with seeds of its own.
    private static let mostAttempts = 4
    /// Runs that were right at the trained length only: after so many there is little hope, and each costs as much as it took to train.
    private static let mostShortLived = 24

    var tournament = SeedTournament<Float>.lasting
    private(set) var candidates: [TrainingCandidate] = []
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
    ///   - lengths: how it does on longer sequences.
    ///   - accepted: all networks that were accepted.
    /// - Returns: nil where none lasts, or `simplest` is affine and has the law. The log of what was trained is in `candidates`.
    /// - Throws: `CancellationError`. A deadline that passes ends the search.
    mutating func run(
        simplest: Architecture, _ lengths: [LengthAccuracy], accepted: [TrainingCandidate.Winner]
    ) async throws -> TrainingCandidate.Winner? {
        // What is affine and right beyond what it was trained on has the law: no other network counts more exactly.
        guard !simplest.isAffine || (lengths.first?.wrong ?? 0) > 0 else { return nil }
        let lengthening = Lengthening(task, seed: seed, jobs: jobs)
        tournament.lengthening = lengthening
        do {
            let larger = accepted.filter { $0.architecture != simplest && Polish().isWorthwhile($0.architecture) }
            for winner in larger.sorted(by: { $0.architecture.parameterCount < $1.architecture.parameterCount }) {
                report("seeing whether \(winner.architecture) lasts")
                if let lasting = try await lengthening.lasting(winner, deadline: deadline) { return lasting }
            }
            for architecture in Self.grown(from: simplest) where !isHopeless {
                report("trying \(architecture), for longer sequences")
                if let winner = try await winner(of: architecture) { return winner }
            }
        } catch is Deadline.Passed {
            isCutShort = true
        }
        return nil
    }

    private var isHopeless: Bool { candidates.count { $0.outcome == .shortLived } >= Self.mostShortLived }

    /// The first seed of an architecture that lasts; others are tried where half of the last ones were right at the trained length.
    private mutating func winner(of architecture: Architecture) async throws -> TrainingCandidate.Winner? {
        for attempt in 1...Self.mostAttempts {
            let (log, winner) = try await tournament.run(
                task, architecture, seed: seed &+ UInt64(attempt) << 32, jobs: jobs, deadline: deadline)
            candidates += log
            if let winner { return winner }
            try deadline.check()
            guard 2 * log.count(where: { $0.outcome == .shortLived }) >= log.count, !isHopeless else { return nil }
        }
        return nil
    }

    /// The sizes that are tried, few parameters first; none that is too large for the finish.
    static func grown(from simplest: Architecture) -> [Architecture] {
        let (hidden, g) = (simplest.hidden, simplest.readoutWidths)
        let sizes: [(hidden: Int, f: [Int], g: [Int])] = [
            (hidden, [], [8]), (hidden + 1, [], [8]), (hidden, [8], [8]), (hidden, [8], [32]), (hidden, [32], g),
            (hidden + 1, [32], g), (hidden + 2, [32], g),
        ]
        var seen: Set<Architecture> = []
        let architectures = sizes.map {
            Architecture(
                inputWidth: simplest.inputWidth, outputWidth: simplest.outputWidth, hidden: $0.hidden, transitionWidths: $0.f,
                readoutWidths: $0.g)
        }
        return architectures.filter { Polish().isWorthwhile($0) && seen.insert($0).inserted }
            .sorted { $0.parameterCount < $1.parameterCount }
    }
}

extension SeedTournament<Float> {
    /// For networks that are to last: those that learn their task at all do so soon, and those that are finished too soon are right at the
    /// trained length, and seldom at others.
    static let lasting = SeedTournament(
        recipe: .init(
            schedule: .init(cycles: [.init(end: 1500, highest: 1e-2), .init(end: 6000, highest: 1e-2)], lowest: 1e-4)),
        rounds: [Round(runs: 4), Round(runs: 2, accuracy: 0.9)])
}
