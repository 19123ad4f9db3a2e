import ArgumentParser
import Foundation
import Pipeline
@main struct Glassbox: AsyncParsableCommand {
    @Argument var names: [String] = []
    @Option var seed: UInt64 = 1
    @Option var jobs = 2
    func run() async throws {
        let clock = ContinuousClock()
        for name in names.isEmpty ? Benchmark.tasks.map(\.name) : names {
            guard let task = Benchmark.task(named: name) else { print("?", name); continue }
            let start = clock.now
            do {
                let t = try await train(task, seed: seed, jobs: jobs)
                fflush(nil); print(name, t.architecture, "cands", t.candidates.count, "steps", t.steps, "margin", t.acceptance.margin, t.acceptance.source, "polish", t.polish.map { "\($0)" } ?? "-", clock.now - start); fflush(nil)
            } catch let error as NotLearned { print(name, "NOT", error.reason, clock.now - start) }
        }
    }
}
