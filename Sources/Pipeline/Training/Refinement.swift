/// What is done to an accepted network, whose architecture stays: it gets further from rounding the wrong way, and then learns
/// longer sequences where it fails on them.
struct Refinement: Sendable {
    /// A network that was accepted, with what it was chosen by.
    struct Refined: Sendable {
        var network: RecurrentNetwork
        var acceptance: Acceptance
        var lengths: [LengthAccuracy]
        /// On words of skewed letters; nil where that says nothing.
        var skewed: LengthAccuracy?
        var polish: Polish.Report?
        /// Of one whose states were settled on points, how many; nil of others.
        var points: Int?
        /// Optimiser steps of the refinement.
        var steps = 0
        /// Whether the time was up before its end.
        var isCutShort = false
    }

    /// Of a run that is finished only.
    private static let schedule = Adam<Float>.Schedule(cycles: [], lowest: 0)

    let task: SequenceTask
    let seed: UInt64
    let jobs: Int
    var polish = Polish.again

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
            network: winner.network, acceptance: winner.acceptance, lengths: lengths, polish: winner.polish,
            points: winner.points)
        do {
            try await closeMargin(&best, near: winner.near, deadline)
            best.skewed = LengthAccuracy.onSkewedWords(best.network, on: task, seed: seed)
            try await lengthen(&best, deadline)
        } catch is Deadline.Passed {
            best.isCutShort = true
        }
        return best
    }

    /// Finishes the network once more, and again while that helps, on what it was furthest off.
    private func closeMargin(_ best: inout Refined, near winnersNear: Sequences, _ deadline: Deadline) async throws {
        let recipe = TrainingRun<Float>.Recipe(schedule: Self.schedule)
        var run = TrainingRun<Float>(task, from: best.network, seed: seed, recipe: recipe)
        var near = winnersNear
        for round in 0..<3 as Range<UInt64> where best.acceptance.margin > Acceptance.comfortable {
            run.keep(near, at: 0..<near.count)
            try run.finish(with: polish, deadline: deadline)
            guard let finish = run.finish else { return }
            // The examples have the task's length: what fits them better may do worse on longer sequences.
            let lengths = try await LengthAccuracy.measured(
                finish.network, on: task, for: .stretching, seed: seed, jobs: jobs)
            guard lengths.wrongShare <= best.lengths.wrongShare else { return }
            let (acceptance, wanting) = try await judged(finish.network, test: round)
            guard acceptance.holds, acceptance.margin < best.acceptance.margin else { return }
            best = Refined(network: finish.network, acceptance: acceptance, lengths: lengths, polish: finish.report)
            near = wanting
        }
    }

    /// Mends the network on longer sequences if it errs on them, or nearly.
    private func lengthen(_ best: inout Refined, _ deadline: Deadline) async throws {
        let longer = try await Lengthening(task, seed: seed, jobs: jobs).lengthened(best.network, deadline: deadline)
        best.lengths = longer.lengthsBefore ?? best.lengths
        guard longer.steps > 0 else { return }
        let acceptance = try await judged(longer.network, test: 16).acceptance
        guard acceptance.holds, acceptance.margin <= max(Acceptance.comfortable, best.acceptance.margin) else { return }
        best = Refined(
            network: longer.network, acceptance: acceptance, lengths: longer.lengths, skewed: longer.skewed,
            polish: longer.polish, points: longer.points, steps: longer.steps)
    }

    /// The acceptance test on sequences of its own.
    private func judged(
        _ network: RecurrentNetwork, test: UInt64
    ) async throws -> (acceptance: Acceptance, wanting: Sequences) {
        try await Acceptance.judged(network, on: task, seed: seed &+ (test + 1) << 48, jobs: jobs)
    }
}
