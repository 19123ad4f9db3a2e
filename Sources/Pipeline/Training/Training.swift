/// The first stage: the simplest network that never errs on a task.
public struct TrainedNetwork: Sendable {
    public let network: RecurrentNetwork
    public let architecture: Architecture
    public let acceptance: Acceptance
    /// How it does on longer sequences; errors there are reported, but refuse no network.
    public let lengths: [LengthAccuracy]
    /// Every run of the search, in the order of the attempts.
    public let candidates: [TrainingCandidate]
    /// What the second-order finish did; nil where it was not kept.
    public let polish: Polish.Report?
    /// Optimiser steps of the winning run.
    public let steps: Int
}

/// No network of the search learned the task.
public struct NotLearned: Error, Sendable {
    public let candidates: [TrainingCandidate]

    public var reason: String {
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
///   - report: told what is being tried.
/// - Returns: the network, with every run of the search.
/// - Throws: `NotLearned` where every candidate errs.
public func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, report: @escaping @Sendable (String) -> Void = { _ in }
) async throws -> TrainedNetwork {
    try await train(task, seed: seed, jobs: jobs, space: ArchitectureSearch.Space(), report: report)
}

/// `train` in a search space of one's own.
func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, space: ArchitectureSearch.Space,
    report: @escaping @Sendable (String) -> Void = { _ in }
) async throws -> TrainedNetwork {
    var search = ArchitectureSearch(task, seed: seed, jobs: jobs, space: space, report: report)
    guard let winner = try await search.run() else { throw NotLearned(candidates: search.candidates) }
    report("polishing \(winner.architecture)")
    let (polished, polish) = Polish().polished(winner.network, for: task, seed: seed)
    let acceptance = try await Acceptance(polished, on: task, seed: seed, jobs: jobs)
    let better = acceptance.holds && acceptance.margin <= winner.acceptance.margin
    let network = better ? polished : winner.network
    return TrainedNetwork(
        network: network, architecture: winner.architecture, acceptance: better ? acceptance : winner.acceptance,
        lengths: try await LengthAccuracy.measured(network, on: task, seed: seed, jobs: jobs), candidates: search.candidates,
        polish: better ? polish : nil, steps: winner.steps)
}
