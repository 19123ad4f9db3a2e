/// The first stage: the simplest network that never errs on a task.
public struct TrainedNetwork: Sendable {
    public let network: RecurrentNetwork
    public let architecture: Architecture
    public let acceptance: Acceptance
    /// How it does on longer sequences; errors there are reported, but refuse no network.
    public let lengths: [LengthAccuracy]
    /// Every run of the search, in the order of the attempts.
    public let candidates: [TrainingCandidate]
    /// Whether the time was up before the search for a simpler network was at its end.
    public let isCutShort: Bool
    /// What the second-order finish did; nil where it was not kept.
    public let polish: Polish.Report?
    /// Optimiser steps of the winning run.
    public let steps: Int
}

/// No network of the search learned the task.
public struct NotLearned: Error, Sendable {
    public let candidates: [TrainingCandidate]
    /// The time that was given, if it was up before everything had been tried.
    public let budget: Duration?

    public var reason: String {
        budget.map { "the budget of \($0.formatted()) was used up; " + outcome } ?? outcome
    }

    private var outcome: String {
        let best = candidates.max { $0.accuracy < $1.accuracy }
        return best.map {
            // Rounded down: what errs is never a hundred.
            let percent = (($0.accuracy * 10_000).rounded(.down) / 100).description
            let best = $0.outcome == .refused ? "erred in the acceptance test only" : "got \(percent) % of the outputs right"
            return "none of \(candidates.count) training runs was perfect; the best, \($0.architecture), \(best)"
        } ?? "there was nothing to try"
    }
}

/// Trains networks for `task`, simplest first.
///
/// - Parameters:
///   - task: what is to be learned.
///   - seed: of initial weights and of every sample.
///   - jobs: runs trained at the same time; the result does not depend on it.
///   - budget: the time after which the search ends with what it has found; only then does a result depend on time.
///   - report: told what is being tried.
/// - Returns: the network, with every run of the search.
/// - Throws: `NotLearned` where every candidate errs, or none was right when the time was up.
public func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, budget: Duration? = nil,
    report: @escaping @Sendable (String) -> Void = { _ in }
) async throws -> TrainedNetwork {
    try await train(task, seed: seed, jobs: jobs, budget: budget, space: ArchitectureSearch.Space(), report: report)
}

/// `train` in a search space of one's own.
func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, budget: Duration? = nil, space: ArchitectureSearch.Space,
    report: @escaping @Sendable (String) -> Void = { _ in }
) async throws -> TrainedNetwork {
    var search = ArchitectureSearch(
        task, seed: seed, jobs: jobs, space: space, deadline: Deadline(in: budget), report: report)
    guard let winner = try await search.run() else {
        throw NotLearned(candidates: search.candidates, budget: search.isCutShort ? budget : nil)
    }
    let settled = search.isCutShort ? winner : try await settle(winner, task, seed: seed, jobs: jobs)
    return TrainedNetwork(
        network: settled.network, architecture: winner.architecture, acceptance: settled.acceptance,
        lengths: try await LengthAccuracy.measured(settled.network, on: task, seed: seed, jobs: jobs),
        candidates: search.candidates, isCutShort: search.isCutShort, polish: settled.polish, steps: winner.steps)
}

/// The winner, finished once more as long as some outputs are off by more than 0.1: these join the examples.
///
/// A network is kept only if it is accepted with a smaller margin than the one before.
private func settle(
    _ winner: TrainingCandidate.Winner, _ task: SequenceTask, seed: UInt64, jobs: Int
) async throws -> TrainingCandidate.Winner {
    var best = winner
    var run = TrainingRun<Double>(
        task, from: winner.network, seed: seed, recipe: SeedTournament.affine.recipe)
    for _ in 0..<3 where best.acceptance.margin > 0.1 {
        let (_, worst) = try await Acceptance.judged(best.network, on: task, seed: seed, jobs: jobs)
        run.keep(worst, at: 0..<worst.count)
        try run.finish(with: Polish())
        guard let finish = run.finish else { break }
        let acceptance = try await Acceptance(finish.network, on: task, seed: seed, jobs: jobs)
        guard acceptance.holds, acceptance.margin < best.acceptance.margin else { break }
        best = TrainingCandidate.Winner(
            architecture: winner.architecture, network: finish.network, acceptance: acceptance, polish: finish.report,
            steps: winner.steps)
    }
    return best
}
