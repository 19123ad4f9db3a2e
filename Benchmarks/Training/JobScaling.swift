import Determinism
import Pipeline

/// Whether two runs at once on two cores are twice as fast as one; each rate has one entry a round.
struct JobScaling {
    let contest: Contest
    /// Steps a second by the clock on the wall, of one job and of two together.
    private(set) var one: [Double] = []
    private(set) var two: [Double] = []
    /// The same by the processor time of each job's thread, which leaves out waiting.
    private var oneAlone: [Double] = []
    private var twoAlone: [Double] = []

    init(_ contest: Contest) { self.contest = contest }

    var times: Double { zip(two, one).map { $0 / $1 }.median }
    /// By each thread's processor time, which leaves out waiting: below 2 only as far as the jobs slow each other down while
    /// both run (caches, memory).
    var timesByProcessorTime: Double { zip(twoAlone, oneAlone).map { $0 / $1 }.median }

    mutating func measure(on task: SequenceTask, for duration: Double) async throws {
        one.append(try await rate(on: task, jobs: 1, for: duration, Stopwatch.wallSeconds))
        two.append(try await rate(on: task, jobs: 2, for: duration, Stopwatch.wallSeconds))
        oneAlone.append(try await rate(on: task, jobs: 1, for: duration, Stopwatch.threadSeconds))
        twoAlone.append(try await rate(on: task, jobs: 2, for: duration, Stopwatch.threadSeconds))
    }

    /// Steps a second of all jobs together.
    private func rate(
        on task: SequenceTask, jobs: Int, for duration: Double, _ clock: @escaping @Sendable () -> Double
    ) async throws -> Double {
        let contest = contest
        return try await concurrentMap(Array(1...jobs), jobs: jobs) { job in
            var trainer = OwnTrainer(contest, on: task, seed: UInt64(job))
            return try Stopwatch.rate(for: duration, clock: clock) { try trainer.train($0) }
        }.reduce(0, +)
    }
}
