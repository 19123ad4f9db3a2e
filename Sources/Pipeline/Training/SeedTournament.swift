import Determinism

/// Successive halving over the seeds of one architecture (Jamieson and Talwalkar 2016).
///
/// All train for a first round; those with the smallest loss go on to the next, if they are right often enough for it. In
/// every round runs compete two at a time, in the order of their seeds: a success spares those behind it.
struct SeedTournament<Scalar: KernelScalar>: Sendable {
    /// Who takes part in a round.
    struct Round: Sendable {
        let runs: Int
        /// The fraction of outputs that a run must have right.
        var accuracy = 0.0
        /// The fraction of outputs that it must have right at the round's end to be finished: runs that have trained for long are hardly
        /// ever made right by a finish where they err in more.
        var finished = 0.0
    }

    let recipe: TrainingRun<Scalar>.Recipe
    /// Rounds end with the cycles of the recipe's schedule.
    var rounds: [Round]
    /// Measurements in a row without a wrong output that end a run before its round does.
    var perfect = 3
    var polish = Polish()
    /// What runs begin with, in turn.
    var initialWeights = [InitialWeights.uniform]
    /// What makes a run that was accepted right on longer sequences too, where only such a one may win; nil where any may.
    var lengthening: Lengthening?

    /// How many runs train before the first of them is judged: fixed, so that nothing depends on the number of jobs.
    private static var wave: Int { 2 }
    /// The fraction of outputs that a run has right whose states may be settled.
    private static var settled: Double { 0.9 }

    /// Every run's log by number of seed, and the first success of the earliest wave that has one; or else, where what wins has to
    /// last, the run that slips least.
    typealias Result = (log: [TrainingCandidate], winner: TrainingCandidate.Winner?)

    /// Runs all rounds.
    ///
    /// - Throws: `CancellationError`. A deadline that passes ends it with the log so far.
    func run(
        _ task: SequenceTask, _ architecture: Architecture, seed: UInt64, jobs: Int, deadline: Deadline = .never
    ) async throws -> Result {
        var log: [TrainingCandidate] = []
        var slipping: [TrainingCandidate.Winner] = []
        var contenders = (0..<(rounds.first?.runs ?? 0)).map { index in
            TrainingRun(
                task, architecture, seed: seed &* 1000 &+ UInt64(index), recipe: recipe,
                from: initialWeights[index % initialWeights.count])
        }
        for (round, end) in recipe.schedule.cycles.map(\.end).enumerated() {
            do {
                let success = try await winner(
                    of: &contenders, to: end, finished: round < rounds.count ? rounds[round].finished : 0, jobs: jobs,
                    deadline: deadline)
                if let success {
                    let trained = contenders.filter { $0.steps > 0 }
                    log += trained.map {
                        candidate($0, $0.seed == success.seed ? .accepted : $0.isShortLived ? .shortLived : .outrun)
                    }
                    return (log.sorted { $0.seed < $1.seed }, success.winner)
                }
            } catch is Deadline.Passed {
                log += contenders.filter { $0.steps > 0 }.map {
                    candidate($0, $0.isShortLived ? .shortLived : .interrupted)
                }
                slipping += contenders.compactMap(\.slipping)
                return (log.sorted { $0.seed < $1.seed }, slipping.min { $0.lasts(longerThan: $1) })
            }
            slipping += contenders.compactMap(\.slipping)
            let next = round + 1 < rounds.count ? rounds[round + 1] : Round(runs: 0)
            let ranked = contenders.indices.sorted { (contenders[$0].lastLoss, $0) < (contenders[$1].lastLoss, $1) }
            let kept = ranked.filter { contenders[$0].lastAccuracy >= next.accuracy && !contenders[$0].isShortLived }
                .prefix(next.runs).sorted()
            for index in ranked where !kept.contains(index) {
                log.append(candidate(contenders[index], outcome(contenders[index], isOutdone: !kept.isEmpty)))
            }
            contenders = kept.map { contenders[$0] }
        }
        return (log.sorted { $0.seed < $1.seed }, slipping.min { $0.lasts(longerThan: $1) })
    }

    /// Why a run does not go on to the next round.
    private func outcome(_ run: TrainingRun<Scalar>, isOutdone: Bool) -> TrainingCandidate.Outcome {
        if run.isShortLived { return .shortLived }
        if isOutdone { return .dropped }
        return run.isRefused && run.lastAccuracy == 1 ? .refused : .exhausted
    }

    /// Trains all contenders to the end of a round, two at a time, until one is accepted.
    private func winner(
        of contenders: inout [TrainingRun<Scalar>], to end: Int, finished: Double, jobs: Int, deadline: Deadline
    ) async throws -> (seed: UInt64, winner: TrainingCandidate.Winner)? {
        for first in stride(from: 0, to: contenders.count, by: Self.wave) {
            let wave = first..<min(first + Self.wave, contenders.count)
            repeat {
                contenders[wave] = try await advanced(
                    contenders[wave], to: end, finished: finished, jobs: jobs, deadline: deadline)[...]
                if let success = try await firstAccepted(&contenders, wave, jobs: jobs, deadline: deadline) { return success }
            } while contenders[wave].contains { $0.isRefused && !$0.isShortLived && $0.steps < end }
        }
        return nil
    }

    private func advanced(
        _ wave: ArraySlice<TrainingRun<Scalar>>, to end: Int, finished: Double, jobs: Int, deadline: Deadline
    ) async throws -> [TrainingRun<Scalar>] {
        try await concurrentMap(Array(wave), jobs: jobs) { run in
            // One that is where it should be, or at its end, waits for another that was refused and trains on.
            if run.steps >= end && run.finish != nil || run.isShortLived { return run }
            var run = run
            try run.advance(to: end, perfect: perfect, deadline: deadline)
            if run.measuredAccuracy >= finished { try finish(&run, deadline) }
            return run
        }
    }

    /// Settles the run's states on points if it is right almost everywhere and computes a finite machine, which is sooner done; or else, or
    /// where that was refused, finishes it.
    private func finish(_ run: inout TrainingRun<Scalar>, _ deadline: Deadline) throws {
        guard polish.isWorthwhile(run.architecture) else { return }
        let mayBeSettled = !run.architecture.isAffine && run.measuredAccuracy >= Self.settled && run.finish?.points == nil
        if mayBeSettled, try run.settle(deadline: deadline) { return }
        try run.finish(with: polish, deadline: deadline)
    }

    private func firstAccepted(
        _ contenders: inout [TrainingRun<Scalar>], _ wave: Range<Int>, jobs: Int, deadline: Deadline
    ) async throws -> (seed: UInt64, winner: TrainingCandidate.Winner)? {
        for index in wave {
            // What the acceptance test finds is learned from, a few times at most; each test is on other sequences.
            for _ in 0..<3 {
                guard let (network, finish) = flawless(contenders[index]) else { break }
                let (acceptance, wanting) = try await Acceptance.judged(
                    network, on: contenders[index].task, seed: contenders[index].seed &+ contenders[index].refusals << 32,
                    jobs: jobs)
                if acceptance.holds {
                    let winner = TrainingCandidate.Winner(
                        architecture: contenders[index].architecture, network: network, acceptance: acceptance,
                        near: wanting, polish: finish?.report, steps: contenders[index].steps, seed: contenders[index].seed,
                        points: finish?.points)
                    guard let lengthening else { return (contenders[index].seed, winner) }
                    let lasting = try await lengthening.lasting(winner, deadline: deadline)
                    if let lasting, lasting.lastsSteadily { return (contenders[index].seed, lasting) }
                    contenders[index].noteShortLived(slipping: lasting)
                    break
                }
                contenders[index].refuse(wanting)
                guard finish != nil else { break }
                try self.finish(&contenders[index], deadline)
            }
        }
        return nil
    }

    /// The run's network where nothing is known against it: the finished one, or else the one that measured perfect.
    private func flawless(_ run: TrainingRun<Scalar>) -> (RecurrentNetwork, TrainingRun<Scalar>.Finish?)? {
        guard !run.isShortLived else { return nil }
        if let finish = run.finish, finish.point.accuracy == 1 { return (finish.network, finish) }
        return run.perfectInARow >= perfect ? (run.network, nil) : nil
    }

    private func candidate(_ run: TrainingRun<Scalar>, _ outcome: TrainingCandidate.Outcome) -> TrainingCandidate {
        TrainingCandidate(
            architecture: run.architecture, seed: run.seed, steps: run.steps, loss: run.lastLoss,
            accuracy: run.lastAccuracy, outcome: outcome, curve: run.curve, finish: run.finish?.point,
            network: run.finish?.network ?? run.network)
    }
}

extension SeedTournament<Double> {
    /// For affine networks.
    static let affine = SeedTournament(
        recipe: .init(
            batch: 128, loss: .squared,
            schedule: .init(cycles: [.init(end: 400, highest: 2e-2), .init(end: 1600, highest: 2e-2)], lowest: 1e-4)),
        rounds: [Round(runs: 4), Round(runs: 2)])
}

extension SeedTournament<Float> {
    /// For networks with ReLU layers; the last round is for those that are all but perfect.
    static let rectified = SeedTournament(
        recipe: .init(
            schedule: .init(
                cycles: [
                    .init(end: 400, highest: 1e-2), .init(end: 1500, highest: 1e-2), .init(end: 6000, highest: 1e-2),
                    .init(end: 20_000, highest: 2e-3),
                ], lowest: 1e-4)),
        rounds: [
            Round(runs: 4), Round(runs: 2, finished: 0.9), Round(runs: 1, finished: 0.9),
            Round(runs: 1, accuracy: 0.999, finished: 0.9),
        ])
}
