import ArgumentParser
import Foundation
import Pipeline
@main struct Glassbox: AsyncParsableCommand {
    @Argument var names: [String] = []
    @Option var seed: UInt64 = 1
    @Option var jobs = 2
    func run() async throws {
        for name in names.isEmpty ? Benchmark.tasks.map(\.name) : names {
            guard let task = Benchmark.task(named: name) else { print("?", name); continue }
            let d = try await distill(task, seed: seed, jobs: jobs)
            print("=====", name, d.verdict, d.failure.map { "\($0)" } ?? "")
            print(d.trained?.architecture as Any, d.trained?.acceptance.margin as Any)
            for s in d.simplified?.steps ?? [] { print("  ", s.step, s.maxDeviation, s.kept) }
            for a in d.lattice?.attempts ?? [] { print("  ", a) }
            if case .success(let m)? = d.machine { print("  states", m.codes.count, "mealy", m.minimal.stateCount, "moore", m.moore.stateCount) }
            if case .failure(let m)? = d.machine { print("  ", m.reason) }
            for a in d.explanation?.tried ?? [] { print("  ", a) }
            print(d.program?.text ?? "")
            for c in d.claims { print("  ", c.claim, c.cases, c.errors, c.statement, c.alsoSeen.map { "\($0.what) \($0.errors)/\($0.cases)" }) }
            print(d.seconds)
            fflush(nil)
        }
    }
}
