import Foundation

public func labSearch(_ a: [String]) async throws {
    let names = a[0] == "all" ? Benchmark.tasks.map(\.name) : a[0].split(separator: ",").map(String.init)
    let seed = UInt64(a[1])!
    let t0 = ContinuousClock.now
    let out = try await concurrentMap(names, jobs: 2) { name in
        let task = Benchmark.task(named: name)!
        let t1 = ContinuousClock.now
        var line = ""
        do {
            let r = try await train(task, seed: seed, jobs: 1) { _ in }
            let dt = (ContinuousClock.now - t1) / .seconds(1)
            line = "ok \(name) \(Int(dt*10))/10 s \(r.architecture) P \(r.network.parameterCount) margin \(r.acceptance.margin) cands \(r.candidates.count) polish \(r.polish.map { "\($0.method.rawValue) \($0.iterations) \($0.residualAfter)" } ?? "-")"
        } catch let e as NotLearned {
            let dt = (ContinuousClock.now - t1) / .seconds(1)
            var seen: [String: (Double, Int)] = [:]
            for c in e.candidates { let k = "\(c.architecture)"; let o = seen[k] ?? (0, 0); seen[k] = (max(o.0, c.accuracy), o.1 + c.steps) }
            line = "NO \(name) \(Int(dt*10))/10 s \(e.reason)\n" + seen.sorted { $0.key < $1.key }.map { "      \($0.key) \($0.value)" }.joined(separator: "\n")
        }
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
        return line.hasPrefix("ok")
    }
    let dt = (ContinuousClock.now - t0) / .seconds(1)
    print("learned \(out.count { $0 }) of \(names.count) in \(dt) s")
}
