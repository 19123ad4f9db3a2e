/// The search for the simplest network that never errs.
///
/// Families of networks are tried in the order of simplicity: depth of g, depth of f. In a family, the hidden size grows
/// 1, 2, 4, 8 with wide layers until some seed succeeds, is then bisected down, and then the widths are. Seeds of one
/// architecture compete by successive halving (Jamieson and Talwalkar 2016): all train for a first round, the better half
/// goes on. The winner is decided by order, never by who finished first.
public struct ArchitectureSearch: Sendable {
    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    let space: Space
    let report: @Sendable (String) -> Void
    private(set) var candidates: [TrainingCandidate] = []
    private var tried: [Architecture: TrainingCandidate.Winner?] = [:]

    init(
        _ task: SequenceTask, seed: UInt64, jobs: Int, space: Space = Space(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.task = task
        self.space = space
        self.seed = seed
        self.jobs = jobs
        self.report = report
    }

    /// What is searched, and how long each attempt may take: the whole of it when nothing is learned.
    struct Space: Sendable {
        /// Networks of one depth of f and g, the widths of their hidden layers ascending.
        struct Family: Sendable {
            let transitionDepth: Int
            let readoutDepth: Int
            let widths: [Int]
        }

        /// In the order in which they are tried: simplest first.
        var families = [
            Family(transitionDepth: 1, readoutDepth: 1, widths: []),
            Family(transitionDepth: 2, readoutDepth: 1, widths: [2, 4, 8, 16, 32]),
            Family(transitionDepth: 3, readoutDepth: 1, widths: [32]),
            Family(transitionDepth: 2, readoutDepth: 2, widths: [16, 32]),
        ]
        var hiddenSizes = [1, 2, 4, 8]
        var affine = SeedTournament<Double>.affine
        var rectified = SeedTournament<Float>.rectified
    }

    /// The families to be tried: affine ones only where the data does not rule them out.
    private var families: [Space.Family] {
        AffinityTest(task, seed: seed).isAffine
            ? space.families : space.families.filter { $0.transitionDepth > 1 || $0.readoutDepth > 1 }
    }

    /// Runs the search.
    ///
    /// - Returns: the simplest success with the log of all candidates, or only the log.
    mutating func run() async throws -> TrainingCandidate.Winner? {
        for family in families {
            guard let found = try await smallestHidden(family, width: family.widths.last ?? 0) else { continue }
            return try await narrowest(family, from: found)
        }
        return nil
    }

    private mutating func smallestHidden(_ family: Space.Family, width: Int) async throws -> TrainingCandidate.Winner? {
        var failed = 0
        for hidden in space.hiddenSizes {
            guard var best = try await attempt(family, hidden: hidden, width: width) else {
                failed = hidden
                continue
            }
            while best.architecture.hidden - failed > 1 {
                let middle = (best.architecture.hidden + failed) / 2
                if let smaller = try await attempt(family, hidden: middle, width: width) {
                    best = smaller
                } else {
                    failed = middle
                }
            }
            return best
        }
        return nil
    }

    private mutating func narrowest(
        _ family: Space.Family, from found: TrainingCandidate.Winner
    ) async throws -> TrainingCandidate.Winner {
        var best = found
        var (low, high) = (0, family.widths.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if let narrower = try await attempt(family, hidden: best.architecture.hidden, width: family.widths[middle]) {
                best = narrower
                high = middle
            } else {
                low = middle + 1
            }
        }
        return best
    }

    private mutating func attempt(
        _ family: Space.Family, hidden: Int, width: Int
    ) async throws -> TrainingCandidate.Winner? {
        let architecture = Architecture(
            inputWidth: task.inputWidth, outputWidth: task.outputWidth, hidden: hidden,
            transitionWidths: Array(repeating: width, count: family.transitionDepth - 1),
            readoutWidths: Array(repeating: width, count: family.readoutDepth - 1))
        if let known = tried[architecture] { return known }
        report("trying \(architecture)")
        let (log, winner) =
            architecture.isAffine
            ? try await space.affine.run(task, architecture, seed: seed, jobs: jobs)
            : try await space.rectified.run(task, architecture, seed: seed, jobs: jobs)
        candidates += log
        tried[architecture] = winner
        return winner
    }
}
