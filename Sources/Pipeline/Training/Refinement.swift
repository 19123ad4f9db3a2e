/// What is done to an accepted network, whose architecture stays: it gets further from rounding the wrong way, and then learns
/// longer sequences where it fails on them.
struct Refinement: Sendable {
    /// A network that was accepted, with what it was chosen by.
    struct Refined: Sendable {
        var network: RecurrentNetwork
        var acceptance: Acceptance
        var lengths: [LengthAccuracy]
        var polish: Polish.Report?
        /// Optimiser steps of the refinement.
        var steps = 0
        /// Whether the time was up before its end.
        var isCutShort = false
    }

    private static let lengthFactor = 3

    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    var polish = Polish()
    /// For longer sequences.
    var schedule = Adam<Float>.Schedule(cycles: [.init(end: 1000, highest: 3e-3)], lowest: 1e-5)

    init(_ task: SequenceTask, seed: UInt64, jobs: Int) {
        self.task = task
        self.seed = seed
        self.jobs = jobs
    }

    /// The winner, or something better; what is done is kept only if the acceptance test holds on sequences not used before.
    ///
    /// - Throws: `CancellationError`. A deadline that passes ends it with what there is.
    func refined(_ winner: TrainingCandidate.Winner, deadline: Deadline) async throws -> Refined {
        let lengths = try await LengthAccuracy.measured(winner.network, on: task, for: .stretching, seed: seed, jobs: jobs)
        var best = Refined(
            network: winner.network, acceptance: winner.acceptance, lengths: lengths, polish: winner.polish)
        do {
            try await closeMargin(&best, near: winner.near, deadline)
            try await lengthen(&best, deadline)
        } catch is Deadline.Passed {
            best.isCutShort = true
        }
        return best
    }

    /// Finishes the network once more, and again while that helps, on what it was furthest off.
    private func closeMargin(_ best: inout Refined, near winnersNear: Sequences, _ deadline: Deadline) async throws {
        let recipe = TrainingRun<Float>.Recipe(schedule: schedule)
        var run = TrainingRun<Float>(task, from: best.network, seed: seed, recipe: recipe)
        var near = winnersNear
        for round in 0..<3 as Range<UInt64> where best.acceptance.margin > Acceptance.comfortable {
            run.keep(near, at: 0..<near.count)
            try run.finish(with: polish, deadline: deadline)
            guard let finish = run.finish else { return }
            // The examples have the task's length: what fits them better may do worse on longer sequences.
            let lengths = try await LengthAccuracy.measured(
                finish.network, on: task, for: .stretching, seed: seed, jobs: jobs)
            guard Self.wrong(lengths) <= Self.wrong(best.lengths) else { return }
            let (acceptance, wanting) = try await judged(finish.network, test: round)
            guard acceptance.holds, acceptance.margin < best.acceptance.margin else { return }
            best = Refined(network: finish.network, acceptance: acceptance, lengths: lengths, polish: finish.report)
            near = wanting
        }
    }

    /// Trains the network on longer sequences if it errs on them.
    private func lengthen(_ best: inout Refined, _ deadline: Deadline) async throws {
        guard best.lengths.contains(where: { $0.wrong > 0 }) else { return }
        var recipe = TrainingRun<Float>.Recipe(schedule: schedule)
        recipe.lengthFactor = task.greatestLength(upTo: Self.lengthFactor * task.length, seed: seed) / task.length
        var run = TrainingRun<Float>(task, from: best.network, seed: seed, recipe: recipe)
        try run.advance(to: schedule.steps, perfect: 3, deadline: deadline)
        var candidates: [(RecurrentNetwork, Polish.Report?)] = [(run.network, nil)]
        try run.finish(with: polish, deadline: deadline)
        if let finish = run.finish { candidates.insert((finish.network, finish.report), at: 0) }
        for (index, (network, report)) in candidates.enumerated() {
            let lengths = try await LengthAccuracy.measured(network, on: task, for: .stretching, seed: seed, jobs: jobs)
            guard Self.wrong(lengths) < Self.wrong(best.lengths) else { continue }
            let acceptance = try await judged(network, test: 16 + UInt64(index)).acceptance
            guard acceptance.holds, acceptance.margin <= max(Acceptance.comfortable, best.acceptance.margin) else { continue }
            best = Refined(
                network: network, acceptance: acceptance, lengths: lengths, polish: report, steps: run.steps)
        }
    }

    /// The acceptance test on sequences of its own.
    private func judged(
        _ network: RecurrentNetwork, test: UInt64
    ) async throws -> (acceptance: Acceptance, wanting: Sequences) {
        try await Acceptance.judged(network, on: task, seed: seed &+ (test + 1) << 48, jobs: jobs)
    }

    private static func wrong(_ lengths: [LengthAccuracy]) -> Double {
        lengths.reduce(0) { $0 + 1 - $1.accuracy }
    }
}
