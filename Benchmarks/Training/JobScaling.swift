import Pipeline

/// Whether two runs at once on two cores are twice as fast as one.
enum JobScaling {
    /// Steps a second of all jobs together, by the clock on the wall.
    static func rate(_ contest: Contest, on task: SequenceTask, jobs: Int, for duration: Double) async throws -> Double {
        try await concurrentMap(Array(1...jobs), jobs: jobs) { job in
            var trainer = OwnTrainer(contest, on: task, seed: UInt64(job))
            return try Stopwatch.rate(for: duration, clock: Stopwatch.wallSeconds) { try trainer.train($0) }
        }.reduce(0, +)
    }
}
