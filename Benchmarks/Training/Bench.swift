import ArgumentParser
import Foundation
import Pipeline

/// Measures training: against PyTorch and JAX, against this core's matrix product, one job against two, and its memory; and enumerative
/// regression against a template search; L* against AALpy's.
@main
struct Bench: AsyncParsableCommand {
    @Option(help: "A Python that has PyTorch; without it nothing is compared with PyTorch.")
    var python: String?
    @Option(help: "What trains with PyTorch.")
    var script = "Benchmarks/pytorch_trainer.py"
    @Option(help: "A Python that has JAX; without it nothing is compared with JAX.")
    var jax: String?
    @Option(help: "What trains with JAX.")
    var jaxScript = "Benchmarks/jax_trainer.py"
    @Option(help: "Where the results go, as Markdown.")
    var results = "Benchmarks/RESULTS.md"
    @Option(help: "How often steps and jobs are measured; medians are shown.")
    var rounds = 5
    @Option(help: "Seconds of one measurement.")
    var seconds = 0.3
    @Option(help: "A Python that has AALpy; without it learning machines is compared with nothing.")
    var aalpy: String?
    @Option(help: "What learns with AALpy.")
    var learner = "Benchmarks/aalpy_learner.py"
    @Flag(help: "Only measure learning machines, and write nothing.")
    var learning = false
    @Flag(help: "Only measure enumerative regression, and write nothing.")
    var enumeration = false
    @Option(help: .private)
    var memoryOf: Int?

    func validate() throws {
        guard rounds > 0, seconds > 0 else {
            throw ValidationError("--rounds and --seconds must be above zero; leave them out for what is usual.")
        }
        guard memoryOf.map(Contest.all.indices.contains) ?? true else {
            throw ValidationError("--memory-of must be below \(Contest.all.count).")
        }
    }

    func run() async throws {
        let task = Contest.task
        if let memoryOf { return print(try PeakMemory.ofThisProcess(training: Contest.all[memoryOf], on: task)) }
        if learning { return print(try LearningSection(python: aalpy, script: learner).text) }
        if enumeration { return print(EnumerationSection(EnumerationContest.all.map { $0.measured() }).text) }
        let load = loadAverage()
        let peers = startedPeers()
        defer { for peer in peers { peer.end() } }
        let measurements = try measure(on: task, against: peers)
        let page = ResultsPage(
            surroundings: surroundings(task, peers, load: load), peers: peers.map(\.name), measurements: measurements,
            finishes: try FinishComparison.all.map { try $0.measured() },
            enumeration: EnumerationSection(EnumerationContest.all.map { $0.measured() }), scaling: try await scaling(on: task),
            peerMemory: try peers.map { try $0.peakMemory() })
        let text = try page.text + "\n" + LearningSection(python: aalpy, script: learner).text
        try text.write(toFile: results, atomically: true, encoding: .utf8)
        print(text)
        print("These are in \(results).")
    }

    private func startedPeers() -> [PeerTrainer] {
        let peers: [(name: String, python: String?, arguments: [String])] = [
            ("PyTorch", python, [script]), ("torch.compile", python, [script, "compiled"]), ("JAX", jax, [jaxScript]),
        ]
        return peers.compactMap { name, python, arguments in
            guard let python else { return nil }
            do {
                return try PeerTrainer(name, python: python, arguments)
            } catch {
                note("Nothing is compared with \(name): \(error)")
                return nil
            }
        }
    }

    private func loadAverage() -> Double {
        var load = Double.nan
        return getloadavg(&load, 1) == 1 ? load : .nan
    }

    private func measure(on task: SequenceTask, against peers: [PeerTrainer]) throws -> [Measurements] {
        var measurements = Contest.all.map { Measurements($0, peers: peers.count) }
        for round in 1...rounds {
            note("Round \(round) of \(rounds)")
            for index in measurements.indices {
                try measurements[index].measure(on: task, against: peers, for: seconds)
            }
        }
        note("Memory")
        for index in measurements.indices {
            measurements[index].memory = try PeakMemory.ofAnotherProcess(training: index)
        }
        return measurements
    }

    private func scaling(on task: SequenceTask) async throws -> [JobScaling] {
        note("One job and two")
        var scaling = Contest.all.prefix(5).map { JobScaling($0) }
        for index in scaling.indices {
            for _ in 0..<rounds { try await scaling[index].measure(on: task, for: seconds) }
        }
        return scaling
    }

    private func surroundings(_ task: SequenceTask, _ peers: [PeerTrainer], load: Double) -> [String] {
        let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n")
            .first { $0.hasPrefix("model name") }?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
        let swift = ProcessInfo.processInfo.environment["SWIFT_VERSION"]
        return [
            "Machine: \(processor ?? "unknown processor"), \(ProcessInfo.processInfo.activeProcessorCount) cores",
            "Processes that ran or waited in the minute before: \(ResultsPage.digits(load)); "
                + "where others ran, two jobs cannot double",
            "Date: \(Date.now.formatted(.iso8601.year().month().day()))",
            "Swift: \(swift ?? "unknown")",
            "Peers: "
                + (peers.isEmpty
                    ? "none was there to compare with" : peers.map { "\($0.name) \($0.version)" }.joined(separator: ", ")),
            "sgemm: \(MatrixProduct.library)",
            "Task: \(task.name), \(rounds) rounds of \(seconds) s a measurement",
        ]
    }

    private func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
