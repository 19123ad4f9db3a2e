/// Successive halving over the seeds of one architecture.
struct SeedTournament<Scalar: KernelScalar>: Sendable {
    let recipe: TrainingRun<Scalar>.Recipe
    /// Step at which each round ends, and how many runs take part in it.
    let rounds: [(end: Int, runs: Int)]
    /// Measurements in a row without a wrong output that end a run before its round does.
    let perfect: Int
    /// Whether a run is finished in double precision before it is judged.
    let polish: Polish?

    /// Runs all rounds.
    ///
    /// - Returns: every run's log by number of seed, and the first success of the earliest round that has one.
    func run(
        _ task: SequenceTask, _ architecture: Architecture, seed: UInt64, jobs: Int
    ) async throws -> (log: [TrainingCandidate], winner: TrainingCandidate.Winner?) {
        var log: [TrainingCandidate] = []
        var runs = (0..<UInt64(rounds.first?.runs ?? 0)).map { index in
            TrainingRun(task, architecture, seed: seed &* 1000 &+ index, recipe: recipe)
        }
        for (round, (end, _)) in rounds.enumerated() {
            runs = try await concurrentMap(runs, jobs: jobs) { run in
                var run = run
                run.advance(to: end, perfect: perfect)
                if let polish { run.finish(with: polish, seed: seed) }
                return run
            }
            if let (index, winner) = try await firstAccepted(&runs, seed: seed, jobs: jobs) {
                log += runs.enumerated().map { candidate($1, $0 == index ? .accepted : .outrun) }
                return (log.sorted { $0.seed < $1.seed }, winner)
            }
            let kept = round + 1 < rounds.count ? rounds[round + 1].runs : 0
            let ranked = runs.indices.sorted { (runs[$0].lastLoss, $0) < (runs[$1].lastLoss, $1) }
            for index in ranked.dropFirst(kept) {
                let outcome: TrainingCandidate.Outcome = kept > 0 ? .dropped : runs[index].isRefused ? .refused : .exhausted
                log.append(candidate(runs[index], outcome))
            }
            runs = ranked.prefix(kept).sorted().map { runs[$0] }
        }
        return (log.sorted { $0.seed < $1.seed }, nil)
    }

    private func firstAccepted(
        _ runs: inout [TrainingRun<Scalar>], seed: UInt64, jobs: Int
    ) async throws -> (Int, TrainingCandidate.Winner)? {
        for (index, run) in runs.enumerated() {
            let isPerfect = run.perfectInARow >= perfect
            guard let network = polish == nil ? isPerfect ? run.network : nil : run.finish?.network else { continue }
            let acceptance = try await Acceptance(network, on: run.task, seed: seed, jobs: jobs)
            guard acceptance.holds else {
                if isPerfect { runs[index].refuse() }
                continue
            }
            return (
                index,
                TrainingCandidate.Winner(
                    architecture: run.architecture, network: network, acceptance: acceptance, steps: run.steps)
            )
        }
        return nil
    }

    private func candidate(_ run: TrainingRun<Scalar>, _ outcome: TrainingCandidate.Outcome) -> TrainingCandidate {
        let last = run.finish?.point ?? run.curve.last
        return TrainingCandidate(
            architecture: run.architecture, seed: run.seed, steps: run.steps, loss: last?.loss ?? run.lastLoss,
            accuracy: last?.accuracy ?? 0, outcome: outcome, curve: run.curve, finish: run.finish?.point)
    }
}

extension SeedTournament<Double> {
    /// For affine networks: squared error, then the second-order finish.
    static let affine = SeedTournament(
        recipe: .init(batch: 128, loss: .squared, schedule: .init(steps: 2000, highest: 2e-2, lowest: 1e-4)),
        rounds: [(500, 4), (2000, 2)], perfect: 5, polish: Polish())
}

extension SeedTournament<Float> {
    /// For networks with ReLU layers.
    static let rectified = SeedTournament(
        recipe: .init(loss: .logarithmic, schedule: .init(steps: 4000, highest: 1e-2, lowest: 1e-4)),
        rounds: [(500, 4), (1500, 2), (4000, 1)], perfect: 5, polish: nil)
}
