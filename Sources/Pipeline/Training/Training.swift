/// The first stage: the simplest network that never errs on a task, and goes on so on longer sequences if one is found that does.
///
/// ```swift
/// show(SearchTable(trained.candidates))
/// print(trained.architecture, trained.network.parameterCount, "parameters")
/// ```
public struct TrainedNetwork: Sendable, Codable {
    public let network: RecurrentNetwork
    public let architecture: Architecture
    /// On all sequences, or else on fresh ones that had no say in choosing it.
    public let acceptance: Acceptance
    /// How it does on longer sequences, these too fresh; errors there are reported, but refuse no network.
    public let lengths: [LengthAccuracy]
    /// What is simpler and right at the trained length too, but errs on longer sequences; nil where the network is the simplest itself.
    public var simplest: SimplestNetwork?
    /// Every run of the search, in the order of the attempts.
    public let candidates: [TrainingCandidate]
    /// Whether the time was up before the search for a simpler network and the refinement were at their ends.
    public let isCutShort: Bool
    /// What the second-order finish did; nil where it was not kept.
    public let polish: Polish.Report?
    /// Of a network whose states were settled on points, how many these are; nil of others.
    public var points: Int?
    /// Optimiser steps of the winning run and the refinement.
    public let steps: Int
}

/// The simplest network that never errs at the trained length, where another one was kept because it lasts.
public struct SimplestNetwork: Sendable, Codable, Equatable {
    public let architecture: Architecture
    /// How it does on longer sequences: those for which it was given up.
    public let lengths: [LengthAccuracy]
    /// How it does on words of skewed letters, the longest of these; nil where that says nothing.
    public let skewed: LengthAccuracy?
    /// Not kept with the rest.
    var network: RecurrentNetwork?

    private enum CodingKeys: String, CodingKey { case architecture, lengths, skewed }

    public init(architecture: Architecture, lengths: [LengthAccuracy], skewed: LengthAccuracy? = nil) {
        (self.architecture, self.lengths, self.skewed) = (architecture, lengths, skewed)
    }
}

/// No network of the search learned the task.
public struct NotLearned: Error, Sendable {
    public let candidates: [TrainingCandidate]
    /// The time that was given, if it was up before everything had been tried.
    public let budget: Duration?
    /// Why no network can learn the task; nil where that is not known.
    public var lookAhead: LookAhead?
    /// Why no network explains data, in a clause; nil of a task.
    var unexplained: String?

    /// The network of the run that got most outputs right.
    public var nearest: RecurrentNetwork? { best?.network }

    private var best: TrainingCandidate? { candidates.max { $0.accuracy < $1.accuracy } }

    public var reason: String {
        if let lookAhead { return lookAhead.reason }
        return budget.map { "the budget of \($0) was used up; " + outcome } ?? outcome
    }

    private var outcome: String {
        if let unexplained { return unexplained }
        return best.map {
            "none of \(candidates.count) training runs was perfect; the best, \($0.architecture), \(Self.failure(of: $0))"
        } ?? "no training run had come to an end"
    }

    /// How a run that was not accepted ended.
    private static func failure(of candidate: TrainingCandidate) -> String {
        guard candidate.accuracy < 1 else {
            return candidate.outcome == .refused
                ? "erred in the acceptance test only" : "was right when last measured, but passed no acceptance test"
        }
        // Rounded down: what errs is never a hundred.
        return "got \((candidate.accuracy * 10_000).rounded(.down) / 100) % of the outputs right"
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
/// - Returns: the network, with every run of the search. What it answers where the reference asks for nothing is left to it.
/// - Throws: `NotLearned` where every candidate errs, none was right when the time was up, or the task looks ahead.
public func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, budget: Duration? = nil,
    report: @escaping @Sendable (StageProgress) -> Void = { _ in }
) async throws -> TrainedNetwork {
    let space = ArchitectureSearch.Space()
    guard let decision = task.symbols?.decision, decision != .nearestInteger else {
        return try await train(task, seed: seed, jobs: jobs, budget: budget, space: space, report: report)
    }
    do {
        let trained = try await train(
            task.scored, seed: seed, jobs: jobs, budget: budget, space: space, report: report)
        return try await trained.deciding(decision, on: task, seed: seed, jobs: jobs)
    } catch let error as NotLearned {
        throw error.deciding(decision)
    }
}

extension SequenceTask {
    /// What is trained where answers are classes: a score for each class, 1 for the right one and 0 for the others.
    fileprivate var scored: SequenceTask {
        guard let symbols, symbols.decision != .nearestInteger else { return self }
        return SequenceTask(
            name: name, summary: summary, inputs: inputs, reference: ScoreReference(reference: reference, symbols: symbols))
    }
}

extension NotLearned {
    /// The same of networks whose scores are made answers.
    fileprivate func deciding(_ decision: Decision) -> NotLearned {
        let decided = candidates.map { candidate in
            var candidate = candidate
            candidate.network = candidate.network?.deciding(decision)
            return candidate
        }
        return NotLearned(candidates: decided, budget: budget, lookAhead: lookAhead, unexplained: unexplained)
    }
}

extension TrainedNetwork {
    /// The network with its scores made answers, and measured by these.
    fileprivate func deciding(
        _ decision: Decision, on task: SequenceTask, seed: UInt64, jobs: Int
    ) async throws -> TrainedNetwork {
        let network = network.deciding(decision)
        // Scores may be wrong where answers are not: then nothing is to be said against it.
        var simpler: SimplestNetwork?
        if let simplest, let scoring = simplest.network {
            let lengths = try await LengthAccuracy.measured(
                scoring.deciding(decision), on: task, for: .stretching, seed: seed, jobs: jobs)
            simpler = lengths.wrongShare > 0 ? SimplestNetwork(architecture: simplest.architecture, lengths: lengths) : nil
        }
        return TrainedNetwork(
            network: network, architecture: architecture,
            acceptance: try await Acceptance(network, on: task, seed: seed, jobs: jobs),
            lengths: try await LengthAccuracy.measured(network, on: task, seed: seed, jobs: jobs), simplest: simpler,
            candidates: candidates, isCutShort: isCutShort, polish: polish, points: points, steps: steps)
    }
}

/// Scores for the classes of another reference's answers.
private struct ScoreReference: Reference {
    let reference: any Reference
    let symbols: SymbolCode

    var outputWidth: Int { symbols.scoreWidth }

    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        let width = symbols.answerWidth
        var given = Array(repeating: 0, count: answers.count / outputWidth * width)
        var span = given.mutableSpan
        reference.answer(word, into: &span)
        for time in 0..<given.count / width {
            let answer = Array(given[time * width..<(time + 1) * width])
            let isAsked = answer.first != Answers.notAsked
            let scores = isAsked ? symbols.scores(of: answer) : Array(repeating: Answers.notAsked, count: outputWidth)
            for (place, score) in scores.enumerated() { answers[time * outputWidth + place] = score }
        }
    }
}

/// `train` in a search space of one's own.
func train(
    _ task: SequenceTask, seed: UInt64, jobs: Int = 1, budget: Duration? = nil, space: ArchitectureSearch.Space,
    report: @escaping @Sendable (StageProgress) -> Void = { _ in }
) async throws -> TrainedNetwork {
    if let lookAhead = task.lookAhead(seed: seed) {
        throw NotLearned(candidates: [], budget: nil, lookAhead: lookAhead)
    }
    let deadline = Deadline(in: budget)
    var search = ArchitectureSearch(task, seed: seed, jobs: jobs, space: space, deadline: deadline, report: report)
    guard let winner = try await search.run() else {
        throw NotLearned(candidates: search.candidates, budget: search.isCutShort ? budget : nil)
    }
    report("refining \(winner.architecture)")
    var (kept, refined) = (
        winner, try await Refinement(task, seed: seed, jobs: jobs).refined(winner, deadline: deadline)
    )
    var further = LastingSearch(task, seed: seed, jobs: jobs, deadline: deadline, report: report)
    var simplest: SimplestNetwork?
    if refined.lengths.wrongShare > 0 || (refined.skewed?.wrong ?? 0) > 0, !refined.isCutShort,
        let lasting = try await further.run(
            simplest: winner.architecture, refined.lengths, accepted: search.accepted, tried: search.candidates)
    {
        // Where the first that was accepted is the larger, what lasts is the simplest itself.
        if lasting.architecture.parameterCount >= winner.architecture.parameterCount {
            simplest = SimplestNetwork(
                architecture: winner.architecture, lengths: refined.lengths, skewed: refined.skewed)
            simplest?.network = refined.network
        }
        kept = lasting
        // Finished on longer sequences, it needs no more.
        refined = Refinement.Refined(
            network: lasting.network, acceptance: lasting.acceptance, lengths: [], polish: lasting.polish,
            points: lasting.points)
    }
    // On all sequences the test comes to the same again.
    let isExhaustive = refined.acceptance.source == .exhaustive
    return TrainedNetwork(
        network: refined.network, architecture: kept.architecture,
        acceptance: isExhaustive
            ? refined.acceptance : try await Acceptance(refined.network, on: task, seed: seed, jobs: jobs),
        lengths: try await LengthAccuracy.measured(refined.network, on: task, seed: seed, jobs: jobs), simplest: simplest,
        candidates: search.candidates + further.candidates,
        isCutShort: search.isCutShort || further.isCutShort || refined.isCutShort, polish: refined.polish,
        points: refined.points, steps: kept.steps + refined.steps)
}
