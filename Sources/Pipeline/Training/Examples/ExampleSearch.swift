import Determinism

/// The search for a network that explains examples.
///
/// Architectures are tried in the order of simplicity, several seeds of each. Data do not say what is right elsewhere, so that
/// being right on them is not enough: of the networks that explain them the one with the shortest description is chosen, a
/// small machine with few exceptions before a large one with none (Rissanen 1978).
struct ExampleSearch: Sendable {
    let examples: Examples
    let answers: ExampleAnswers
    let seed: UInt64
    let jobs: Int
    let deadline: Deadline
    let report: @Sendable (StageProgress) -> Void
    /// Every candidate, in the order of the attempts.
    private(set) var candidates: [ExampleCandidate] = []
    private(set) var isCutShort = false
    /// Machines that networks were taught.
    private var taught: [MealyMachine] = []
    /// What merging made of the candidates' machines, as far as it was tried.
    private var merged: [StateMerging.Result?] = []

    init(
        _ examples: Examples, _ answers: ExampleAnswers, seed: UInt64, jobs: Int, deadline: Deadline = .never,
        report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) {
        (self.examples, self.answers, self.seed, self.jobs) = (examples, answers, seed, jobs)
        (self.deadline, self.report) = (deadline, report)
    }

    /// Hidden layers of f and g, and the hidden size.
    private struct Shape {
        let hidden: Int
        var transition: [Int] = []
        var readout: [Int] = []
    }

    private static let affine = [1, 2, 4, 8].map { Shape(hidden: $0) }
    private static let rectified = [
        Shape(hidden: 2, transition: [8]), Shape(hidden: 4, transition: [16]), Shape(hidden: 8, transition: [32]),
        Shape(hidden: 8, transition: [32, 32]), Shape(hidden: 8, transition: [32], readout: [32]),
    ]
    private static let seeds: UInt64 = 4
    /// Seeds of a network that is taught a machine.
    private static let lessons: Range<UInt64> = 0..<2
    /// Of fewer answers none is left out without a reason.
    private static let fewestDoubted = 100
    /// Shapes that are tried beyond the first that explains the data, while none of them has a machine.
    private static let furtherShapes = 2

    /// Runs the search.
    ///
    /// - Returns: the candidates that explain the data, the shortest description first; none where no network does.
    /// - Throws: `CancellationError`. A deadline that passes ends the search with what it has.
    mutating func run() async throws -> [ExampleCandidate] {
        do {
            // An affine network that explains all is the simplest there is.
            if examples.code.countsAnswers, AffinityTest(examples.trainingTask(answers), seed: seed).isAffine {
                for shape in Self.affine {
                    try await attempt(shape, Self.affinePlan)
                    if explaining.contains(where: { $0.exceptions == 0 }) { return ranked }
                }
            }
            try await climb()
            if !examples.isCertain {
                try await doubt()
                try await teach()
            }
        } catch is Deadline.Passed {
            isCutShort = true
        }
        return ranked
    }

    /// Tries shapes until one gives a machine that is right on all data, or one that explains them with exceptions and that the
    /// next shape does not better. Where there is no machine, a few more shapes are tried.
    private mutating func climb() async throws {
        var (further, former) = (0, Double.infinity)
        for shape in Self.rectified {
            try await attempt(shape, Self.rectifiedPlan)
            if !examples.isCertain { try await teach() }
            guard let best = ranked.first else { continue }
            let length = best.descriptionLength(answers: kinds)
            if best.machine != nil, best.exceptions == 0 || length >= former { return }
            if best.machine == nil { further += 1 }
            if further > Self.furtherShapes { return }
            former = length
        }
    }

    /// Some of the data may be wrong and learned by heart: networks are trained once more, each without the known exceptions and
    /// without one third of the other answers, so that what only a single answer speaks for is missing in some.
    ///
    /// Where all is right this finds the same again, and where there are few answers a third is too many.
    private mutating func doubt() async throws {
        guard let best = ranked.first, best.training.asked >= Self.fewestDoubted else { return }
        let shape = Shape(
            hidden: best.architecture.hidden, transition: best.architecture.transitionWidths,
            readout: best.architecture.readoutWidths)
        let known = best.training.wrong
        let others = answers.without(known).nodes(of: .training)
        let thirds = CounterRandom(seed)
        try await attempt(shape, Self.rectifiedPlan, Self.seeds..<Self.seeds + 6) { index in
            known
                + others.filter { node in
                    var own = thirds[UInt64(node)]
                    return own.integer(in: 0..<3) == Int(index) % 3
                }
        }
    }

    /// The machines that were found may be shorter with some of their states merged: networks are taught the shortest of them, if it
    /// tells the data in fewer bits than the best network does.
    private mutating func teach() async throws {
        let rows = examples.knownRows([.training, .choosing], answers, once: true)
        merged += candidates[merged.count...].map { candidate in
            candidate.machine.flatMap { StateMerging($0, on: rows).shortest() }
        }
        let bound =
            ranked.first?.descriptionLength(answers: kinds)
            ?? candidates.first.map { ExampleCandidate.longest(asked: $0.asked, commonest: commonest, answers: kinds) }
        guard let bound else { return }
        let fresh = zip(candidates, merged).filter { _, merged in
            merged.map { $0.bits < bound && !taught.contains($0.machine) } ?? false
        }
        guard let (pupil, lesson) = fresh.min(by: { ($0.1?.bits ?? bound) < ($1.1?.bits ?? bound) }), let lesson else { return }
        taught.append(lesson.machine)
        try await attempt(
            MachineLesson(examples: examples, answers: answers, machine: lesson.machine, architecture: pupil.architecture))
    }

    /// Trains some seeds of a lesson.
    private mutating func attempt(_ lesson: MachineLesson) async throws {
        report("teaching a machine of \(lesson.machine.stateCount) states to \(lesson.architecture)")
        let (seed, deadline, number) = (seed, deadline, UInt64(taught.count))
        candidates += try await concurrentMap(Array(Self.lessons), jobs: jobs) { index in
            try Task.checkCancellation()
            var plan = Self.rectifiedPlan
            plan.recipe.noise = index.isMultiple(of: 2) ? Self.noise : 0
            return try lesson.candidate(seed: seed &* 1000 &+ 100 &+ number * 10 &+ index, plan, deadline)
        }
    }

    /// Trains some seeds of a shape.
    ///
    /// - Parameters:
    ///   - shape: of the networks.
    ///   - plan: how they are trained.
    ///   - seeds: their numbers.
    ///   - leftOut: nodes that a seed does not train on.
    /// - Throws: what the deadline throws.
    private mutating func attempt<Scalar: KernelScalar>(
        _ shape: Shape, _ plan: ExampleRun<Scalar>.Plan, _ seeds: Range<UInt64> = 0..<Self.seeds,
        leavingOut leftOut: @escaping @Sendable (UInt64) -> [Int] = { _ in [] }
    ) async throws {
        let architecture = Architecture(
            inputWidth: examples.code.width, outputWidth: examples.code.scoreWidth, hidden: shape.hidden,
            transitionWidths: shape.transition, readoutWidths: shape.readout)
        report("trying \(architecture)")
        let (examples, answers, seed, deadline) = (examples, answers, seed, deadline)
        let isAffine = architecture.isAffine
        let found = try await concurrentMap(Array(seeds), jobs: jobs) { index in
            try Task.checkCancellation()
            var plan = plan
            // Noise on hidden states draws them together, so that they are few: of every other run, as it costs time and may
            // keep a run from learning what it would learn without.
            plan.recipe.noise = isAffine || index.isMultiple(of: 2) ? 0 : Self.noise
            let run = ExampleRun(
                examples: examples, answers: answers, architecture: architecture, seed: seed &* 1000 &+ index, plan: plan,
                leftOut: leftOut(index))
            return try run.candidates(deadline)
        }
        candidates += found.flatMap(\.self)
    }

    // MARK: - Which one

    private var explaining: [ExampleCandidate] {
        let (commonest, kinds) = (commonest, kinds)
        return candidates.filter {
            $0.exceptions == 0 || !examples.isCertain && $0.explains(commonest: commonest, answers: kinds)
        }
    }

    private var ranked: [ExampleCandidate] {
        let kinds = kinds
        let lengths = explaining.map { ($0, $0.descriptionLength(answers: kinds)) }
        return lengths.enumerated()
            .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
    }

    /// Different answers of training and choosing.
    private var kinds: Int {
        Set((answers.nodes(of: .training) + answers.nodes(of: .choosing)).compactMap { answers.answer[$0] }).count
    }

    /// How many answers of training and choosing are the commonest one.
    var commonest: Int {
        var counts: [[Int]: Int] = [:]
        for node in answers.nodes(of: .training) + answers.nodes(of: .choosing) {
            counts[answers.answer[node] ?? [], default: 0] += 1
        }
        return counts.values.max() ?? 0
    }

    // MARK: - How they are trained

    private static let noise = 0.1

    private static var affinePlan: ExampleRun<Double>.Plan {
        .init(recipe: SeedTournament<Double>.affine.recipe, checkpoints: [400, 1600], perfect: 3, polish: Polish())
    }

    private static var rectifiedPlan: ExampleRun<Float>.Plan {
        var recipe = SeedTournament<Float>.rectified.recipe
        recipe.measuredSequences = 1024
        return .init(recipe: recipe, checkpoints: [400, 800, 1500, 3000], perfect: 12)
    }
}
