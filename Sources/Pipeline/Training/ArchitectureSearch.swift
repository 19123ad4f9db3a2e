/// The search for the simplest network that never errs.
///
/// Families of networks are tried in the order of simplicity: depth of g, depth of f. In a family, the hidden size grows
/// 1, 2, 4, 8 with wide layers until some seed succeeds, is then bisected down, and then the widths are. Seeds of one
/// architecture compete by successive halving (Jamieson and Talwalkar 2016): all train for a first round, those with the
/// smaller loss go on. The winner is decided by order, never by who finished first.
public struct ArchitectureSearch: Sendable {
    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    let space: Space
    let deadline: Deadline
    let report: @Sendable (StageProgress) -> Void
    private(set) var candidates: [TrainingCandidate] = []
    /// Whether the deadline passed before the search came to its end.
    private(set) var isCutShort = false
    /// Every run that was accepted, in the order of the attempts; the last is the simplest.
    private(set) var accepted: [TrainingCandidate.Winner] = []
    private var tried: [Architecture: Bool] = [:]

    init(
        _ task: SequenceTask, seed: UInt64, jobs: Int, space: Space = Space(), deadline: Deadline = .never,
        report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) {
        self.task = task
        self.space = space
        self.seed = seed
        self.jobs = jobs
        self.deadline = deadline
        self.report = report
    }

    /// What is searched, and how long each attempt may take: the whole of it when nothing is learned.
    struct Space: Sendable {
        /// Networks of one depth of f and g, the widths of their hidden layers ascending.
        struct Family: Sendable {
            let transitionDepth: Int
            let readoutDepth: Int
            let widths: [Int]
            /// The one hidden size that is tried; nil for those of the space.
            var hidden: Int?

            var isAffine: Bool { transitionDepth == 1 && readoutDepth == 1 }
        }

        /// In the order in which they are tried: simplest first.
        var families = [
            Family(transitionDepth: 1, readoutDepth: 1, widths: []),
            Family(transitionDepth: 2, readoutDepth: 1, widths: [2, 4, 8, 16, 32]),
            Family(transitionDepth: 3, readoutDepth: 1, widths: [8, 16, 32]),
            Family(transitionDepth: 2, readoutDepth: 2, widths: [8, 16, 32]),
            Family(transitionDepth: 3, readoutDepth: 2, widths: [16, 32, 64]),
        ]
        var hiddenSizes = [1, 2, 4, 8]
        /// Of the hidden layer of a g that is given the last letters, ascending.
        var windowWidths = [2, 4, 8, 16, 32]
        var affine = SeedTournament<Double>.affine
        var rectified = SeedTournament<Float>.rectified
    }

    /// The families to be tried: affine ones only where the data does not rule them out, and what holds the last letters in an affine
    /// f, as a shift register does, before others where these are all that matters.
    private var families: [Space.Family] {
        let affine = AffinityTest(task, seed: seed).isAffine ? space.families.filter(\.isAffine) : []
        return affine + window + space.families.filter { !$0.isAffine }
    }

    /// Of bits only, of which any function is affine: what a program remembers of other numbers, their size for example, could not be read
    /// from the numbers along a line.
    private var window: [Space.Family] {
        let areBits = task.inputs.alphabet.ranges.allSatisfy { $0.upperBound - $0.lowerBound < 2 }
        guard areBits, let letters = WindowTest(task, seed: seed).letters, let most = space.hiddenSizes.last,
            letters * task.inputWidth <= most
        else { return [] }
        return [
            Space.Family(
                transitionDepth: 1, readoutDepth: 2, widths: space.windowWidths, hidden: letters * task.inputWidth)
        ]
    }

    /// Runs the search.
    ///
    /// - Returns: the simplest success; nil where there is none. The log of all candidates is in `candidates`.
    /// - Throws: `CancellationError`. A deadline that passes ends the search with what it has.
    mutating func run() async throws -> TrainingCandidate.Winner? {
        do {
            for family in families {
                try await smallestHidden(family, width: family.widths.last ?? 0)
                guard let found = accepted.last else { continue }
                try await narrowest(family, hidden: found.architecture.hidden)
                return accepted.last
            }
        } catch is Deadline.Passed {
            isCutShort = true
        }
        return accepted.last
    }

    private mutating func smallestHidden(_ family: Space.Family, width: Int) async throws {
        if let hidden = family.hidden {
            _ = try await attempt(family, hidden: hidden, width: width)
            return
        }
        var failed = 0
        for hidden in space.hiddenSizes {
            guard try await attempt(family, hidden: hidden, width: width) else {
                failed = hidden
                continue
            }
            var least = hidden
            while least - failed > 1 {
                let middle = (least + failed) / 2
                if try await attempt(family, hidden: middle, width: width) { least = middle } else { failed = middle }
            }
            return
        }
    }

    private mutating func narrowest(_ family: Space.Family, hidden: Int) async throws {
        var (low, high) = (0, family.widths.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if try await attempt(family, hidden: hidden, width: family.widths[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
    }

    /// Whether a network of that size is found, which then is the best so far.
    private mutating func attempt(
        _ family: Space.Family, hidden: Int, width: Int
    ) async throws -> Bool {
        let architecture = Architecture(
            inputWidth: task.inputWidth, outputWidth: task.outputWidth, hidden: hidden,
            transitionWidths: Array(repeating: width, count: family.transitionDepth - 1),
            readoutWidths: Array(repeating: width, count: family.readoutDepth - 1))
        if let known = tried[architecture] { return known }
        report("trying \(architecture)")
        let (log, winner) =
            architecture.isAffine
            ? try await space.affine.run(task, architecture, seed: seed, jobs: jobs, deadline: deadline)
            : try await space.rectified.run(task, architecture, seed: seed, jobs: jobs, deadline: deadline)
        candidates += log
        if winner == nil { try deadline.check() }
        tried[architecture] = winner != nil
        if let winner { accepted.append(winner) }
        return winner != nil
    }
}

/// Whether a task's last output is an affine function of the inputs, as sampled data tells.
///
/// Used for one thing only: to spare a task that no affine network can learn the attempt.
struct AffinityTest: Sendable {
    /// √(mean squared error) of the best affine fit, on samples that the fit has not seen.
    let residual: Double

    var isAffine: Bool { residual < 1e-6 }

    /// Inputs of one sequence: the sample has the square of that many numbers some times over, and the fit takes the third power.
    private static let most = 1024

    /// Of longer or wider sequences than can be fitted it says no: networks with ReLU can do the same.
    init(_ task: SequenceTask, seed: UInt64) {
        let inputs = task.length * task.inputWidth
        guard inputs <= Self.most else {
            residual = .infinity
            return
        }
        let fitted = 4 * (inputs + 1)
        let sample = task.sample(2 * fitted, for: .initialisation, seed: seed, step: 1)
        let outputs = task.outputs(for: sample)
        // Where nothing is asked at the end, any answer will do, also an affine one.
        let asked = (0..<sample.count).filter { outputs.isAsked($0, at: task.length - 1) }
        let rows = asked.map { sample.values[$0 * inputs..<($0 + 1) * inputs].map(Double.init) + [1] }
        let targets = asked.map { outputs.answer($0, at: task.length - 1).map(Double.init) }
        guard asked.count > fitted else {
            residual = 0
            return
        }
        guard
            let coefficients = LeastSquares.solve(
                Matrix(Array(rows.prefix(fitted))), Matrix(Array(targets.prefix(fitted))))
        else {
            residual = .infinity
            return
        }
        let error = Matrix(Array(rows.dropFirst(fitted))) * coefficients - Matrix(Array(targets.dropFirst(fitted)))
        let squares = error.elements.reduce(0) { $0 + $1 * $1 }
        residual = (squares / Double(error.elements.count)).squareRoot()
    }
}
