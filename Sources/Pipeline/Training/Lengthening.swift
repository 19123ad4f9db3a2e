/// Makes a network that is right at the trained length right on longer sequences, if it can be.
///
/// Small networks are finished, see `Polish`, on sequences two, five and ten times as long, each time from where the last left them:
/// at twice the length a state that drifts is off by so little that a second-order method finds the network that does not drift, and
/// so on; on the longest at once it does not converge. Larger networks are trained on longer sequences by first-order steps.
struct Lengthening: Sendable {
    /// How often states are settled on points.
    private static let settlings = 3
    /// How often the last length is tried again, on other sequences, while each time halves the errors.
    private static let repetitions = 4
    /// The sum of the fractions of outputs, one for each length, below which errors are slips of a network that else lasts.
    private static let slip = 1e-3
    /// The fraction of outputs that are wrong, on sequences as long as those of a finish, above which longer ones are not tried.
    private static let hopeless = 0.01
    /// How often what the deciding sequences find is learned from.
    private static let mends = 8
    /// Of how many times as many sequences what errs seldom is finished then, if that many can be: few of them say anything new.
    private static let mendingFactor = 4
    /// Of larger networks, in trained lengths.
    private static let multipleForSteps = 3
    /// Numbers of a Jacobian: an eighth of a gigabyte.
    private static let mostElements = 1 << 24

    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    var polish = Polish.again
    /// Of networks too large to be finished.
    var schedule = Adam<Float>.Schedule(cycles: [.init(end: 1000, highest: 3e-3)], lowest: 1e-5)

    init(_ task: SequenceTask, seed: UInt64, jobs: Int) {
        self.task = task
        self.seed = seed
        self.jobs = jobs
    }

    /// The winner, or what it becomes, if that is right on longer sequences, but for rare slips, and still accepted; nil if not.
    ///
    /// - Throws: as `lengthened` does.
    func lasting(_ winner: TrainingCandidate.Winner, deadline: Deadline) async throws -> TrainingCandidate.Winner? {
        let longer = try await lengthened(winner.network, deadline: deadline)
        guard longer.wrong < Self.slip else { return nil }
        guard longer.steps > 0 else { return winner.slipping(longer.wrong, isSteady: longer.isSteady) }
        let (acceptance, near) = try await Acceptance.judged(
            longer.network, on: task, seed: seed &+ 1 << 56, jobs: jobs)
        return acceptance.holds
            ? TrainingCandidate.Winner(
                architecture: winner.architecture, network: longer.network, acceptance: acceptance, near: near,
                polish: longer.polish, steps: winner.steps + longer.steps, seed: winner.seed, slips: longer.wrong,
                isSteady: longer.isSteady, points: longer.points) : nil
    }

    /// The network, or one of the same architecture that errs less on longer sequences. Whether it still does the task is for
    /// the caller to ask.
    ///
    /// - Throws: `CancellationError`, and what `deadline` throws.
    func lengthened(_ network: RecurrentNetwork, deadline: Deadline) async throws -> Lengthened {
        var best = try await measured(network)
        let isPolished = polish.isWorthwhile(Architecture(of: network))
        best = try await settled(best, deadline)
        if !best.isComfortable {
            best = isPolished ? try await finished(best, deadline) : try await trained(best, deadline)
        }
        guard best.wrong < Self.slip else { return best }
        let isGiven = best.steps == 0
        best = try await decided(best, test: 0)
        if isGiven { best.lengthsBefore = best.lengths }
        return isPolished ? try await mended(best, deadline) : best
    }

    /// With its states on points, see `Settling`, if it computes a finite machine; again, as long as it is not comfortable and gets better.
    private func settled(_ start: Lengthened, _ deadline: Deadline) async throws -> Lengthened {
        guard !Architecture(of: start.network).isAffine else { return start }
        var best = start
        for round in 0..<Self.settlings where !best.isComfortable {
            guard let settled = try Settling(task, seed: seed).settled(best.network, round: round, deadline: deadline)
            else { break }
            var longer = try await measured(settled.network)
            (longer.points, longer.steps) = (settled.points, best.steps + settled.iterations)
            guard longer.isBetter(than: best, by: 1) else { break }
            best = longer
        }
        return best
    }

    /// Finished again with what many sequences find wanting among its examples, as long as that helps on others, see `Mending`. What then
    /// errs no more is judged once more, so that it does not pass because it was tried often.
    private func mended(_ start: Lengthened, _ deadline: Deadline) async throws -> Lengthened {
        var mending = Mending(start)
        do {
            for test in 1...Self.mends where !mending.isAtItsEnd {
                mending.begin()
                guard let longer = try mendedOnce(mending.best, with: mending.known, round: test, deadline) else { break }
                mending.note(try await decided(mending.best, test: test), mended: try await decided(longer, test: test))
            }
        } catch is Deadline.Passed {
            return mending.best
        }
        let best = mending.best
        return best.steps > start.steps && best.lasts ? try await decided(best, test: Self.mends + 1) : best
    }

    /// Finished on sequences of the longest length at which it errs, those that are `known` among them; nil where it errs at none that can be
    /// afforded.
    private func mendedOnce(
        _ best: Lengthened, with known: [Sequences], round: Int, _ deadline: Deadline
    ) throws -> Lengthened? {
        let worst = best.lengths.last { $0.wrong > 0 && isAffordable($0.multiple, best.network) }
        guard let worst else { return nil }
        let affordsMore = isAffordable(worst.multiple, best.network, times: Self.mendingFactor)
        var run = run(
            from: best, round: 32 + round, lengthFactor: worst.multiple,
            examplesFactor: affordsMore ? Self.mendingFactor : 1)
        for wanting in known where wanting.length == worst.multiple * task.length { run.keep(wanting, at: 0..<wanting.count) }
        try run.finish(with: polish, deadline: deadline)
        guard let finish = run.finish else { return nil }
        var longer = best
        longer.network = finish.network
        longer.skewed = LengthAccuracy.onSkewedWords(finish.network, on: task, seed: seed)
        (longer.polish, longer.points, longer.steps) = (finish.report, nil, best.steps + finish.iterations)
        return longer
    }

    /// The same, judged by the sequences that decide.
    private func decided(_ lengthened: Lengthened, test: Int) async throws -> Lengthened {
        let trials = try await LengthAccuracy.trials(
            lengthened.network, on: task, for: .stretching, sequences: LengthAccuracy.decidingSequences,
            seed: seed &+ UInt64(test + 1) << 57, jobs: jobs)
        var decided = lengthened
        decided.lengths = trials.map(\.accuracy)
        decided.margins = trials.map(\.margin)
        if let worst = trials.last(where: { $0.accuracy.wrong > 0 && isAffordable($0.accuracy.multiple, lengthened.network) }) {
            decided.wanting = worst.wanting
        }
        return decided
    }

    /// Finished on longer and longer sequences, as long as that helps.
    private func finished(_ start: Lengthened, _ deadline: Deadline) async throws -> Lengthened {
        var best = start
        let multiples = multiples(for: start)
        let again = multiples.suffix(1).flatMap { Array(repeating: $0, count: Self.repetitions) }
        for (round, multiple) in (multiples + again).enumerated() where !best.isComfortable {
            var run = run(from: best, round: round, lengthFactor: multiple)
            try run.finish(with: polish, deadline: deadline)
            guard let finish = run.finish else { break }
            var longer = try await measured(finish.network)
            guard longer.isBetter(than: best, by: round < multiples.count ? 1 : 0.5) else { break }
            (longer.polish, longer.steps) = (finish.report, best.steps + finish.iterations)
            best = longer
            if longer.lengths.contains(where: { $0.multiple == multiple && 1 - $0.accuracy > Self.hopeless }) { break }
        }
        return best
    }

    /// From the first at which it errs, or else the last. Of what is as good as exact the last at which it does not err: further on
    /// rounding is all that it errs by, and tells nothing of its weights.
    private func multiples(for start: Lengthened) -> [Int] {
        let lengths = start.lengths.filter { isAffordable($0.multiple, start.network) }
        if start.isExactlyAffine { return lengths.last { $0.wrong == 0 }.map { [$0.multiple] } ?? [] }
        let first = lengths.firstIndex { $0.wrong > 0 } ?? lengths.endIndex - 1
        return lengths.dropFirst(max(0, first)).map(\.multiple)
    }

    private func isAffordable(_ multiple: Int, _ network: RecurrentNetwork, times factor: Int = 1) -> Bool {
        let examples = TrainingRun<Float>.mostPolishingExamples(
            of: network.parameterCount, lengthFactor: multiple, times: factor)
        let residuals = examples * multiple * task.length * task.outputWidth
        return residuals <= Self.mostElements / network.parameterCount
    }

    /// Trained on longer sequences, if that helps.
    private func trained(_ start: Lengthened, _ deadline: Deadline) async throws -> Lengthened {
        let greatest = task.greatestLength(upTo: Self.multipleForSteps * task.length, seed: seed)
        var run = run(from: start, round: 0, lengthFactor: greatest / task.length)
        try run.advance(to: schedule.steps, perfect: 3, deadline: deadline)
        var longer = try await measured(run.network)
        longer.steps = run.steps
        return longer.isBetter(than: start, by: 1) ? longer : start
    }

    private func run(
        from start: Lengthened, round: Int, lengthFactor: Int, examplesFactor: Int = 1
    ) -> TrainingRun<Float> {
        var recipe = TrainingRun<Float>.Recipe(schedule: schedule)
        (recipe.lengthFactor, recipe.examplesFactor) = (lengthFactor, examplesFactor)
        recipe.skewedEvery = 4
        return TrainingRun(task, from: start.network, seed: seed &+ UInt64(round) << 40, recipe: recipe)
    }

    private func measured(_ network: RecurrentNetwork) async throws -> Lengthened {
        let trials = try await LengthAccuracy.trials(network, on: task, for: .stretching, seed: seed, jobs: jobs)
        return Lengthened(
            network: network, lengths: trials.map(\.accuracy), margins: trials.map(\.margin),
            skewed: LengthAccuracy.onSkewedWords(network, on: task, seed: seed))
    }
}
