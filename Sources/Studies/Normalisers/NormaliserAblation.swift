import Determinism
import Notebook
import Pipeline
import Reports

/// What becomes of networks when one of the normalisers is left out: each network is opened again without it.
///
/// A normaliser whose steps were undone anyway, or that had nothing to do, changes nothing when it is left out, so that nothing is
/// run again for it.
///
/// ```swift
/// let tasks = try Benchmark.firstTasks(named: ["Parity_All", "Sum_All"])
/// let ablation = try await NormaliserAblation(tasks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(AblationTable(ablation))
/// Experiment.conclude(ablation.findings)
/// ```
public struct NormaliserAblation: Sendable {
    /// What opening a network came to.
    struct Outcome: Sendable, Equatable {
        /// Whether there is a formula without an error on fresh sequences.
        let isSolved: Bool
        /// The formula's nodes; nil where there is none.
        let nodes: Int?
        let heart: String?
        /// What the simplified network takes to be written down.
        let bits: Double

        /// Whether it is the same program, and as right.
        func isSame(as other: Outcome) -> Bool { heart == other.heart && isSolved == other.isSolved }
    }

    struct Trial: Sendable {
        let task: SequenceTask
        /// With all normalisers.
        let whole: Outcome
        /// By the normaliser left out; those that made no difference to the network by themselves are not in it.
        let without: [String: Outcome]
        /// Without any of them.
        let bare: Outcome

        func outcome(without name: String) -> Outcome { without[name] ?? whole }
    }

    let trials: [Trial]
    /// Sequences that a formula has to make no error on.
    static let fresh = 10_000

    init(trials: [Trial]) {
        self.trials = trials
    }

    /// - Parameters:
    ///   - tasks: what networks are trained for.
    ///   - seed: of everything random.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `NotLearned` where a task is not learned, and `CancellationError`.
    public init(_ tasks: [SequenceTask], seed: UInt64, jobs: Int) async throws {
        var trials: [Trial] = []
        for (index, task) in tasks.enumerated() {
            let done = Double(index) / Double(tasks.count)
            let memory = Experiment.memory
            let trained = try await memory.train(task, seed: seed, jobs: jobs) {
                progress("\(task.title): \($0)", fraction: done)
            }
            progress("\(task.title): opening it again and again", fraction: done)
            trials.append(try await Self.trial(trained.network, task, seed: seed, jobs: jobs, memory: memory))
        }
        self.init(trials: trials)
    }

    static func trial(
        _ network: RecurrentNetwork, _ task: SequenceTask, seed: UInt64, jobs: Int, memory: any StageMemory = NoMemory()
    ) async throws -> Trial {
        let whole = try await OpenedNetwork(network, task: task, seed: seed, jobs: jobs, memory: memory)
        let names = SimplifiedNetwork.normaliserNames
        let effective = names.filter { name in whole.simplified.steps.contains { $0.step == name && $0.kept } }
        let variants = effective.map { Set([$0]) } + [Set(names)]
        let outcomes = try await concurrentMap(variants, jobs: jobs) { omitted in
            try Task.checkCancellation()
            let opened = try await OpenedNetwork(network, task: task, seed: seed, without: omitted, memory: memory)
            return outcome(of: opened, seed: seed)
        }
        return Trial(
            task: task, whole: outcome(of: whole, seed: seed),
            without: Dictionary(uniqueKeysWithValues: zip(effective, outcomes)), bare: outcomes[effective.count])
    }

    private static func outcome(of opened: OpenedNetwork, seed: UInt64) -> Outcome {
        let program = opened.explanation?.program
        let isSolved = program.map { $0.kind == .formula && isRight($0, opened.task, seed: seed) } ?? false
        return Outcome(
            isSolved: isSolved, nodes: isSolved ? program?.cost.nodes : nil,
            heart: program.map { PythonEmission($0, title: "").heart }, bits: opened.simplified.bits)
    }

    /// Whether the program makes no error on fresh sequences.
    private static func isRight(_ program: Program, _ task: SequenceTask, seed: UInt64) -> Bool {
        let inputs = task.sample(fresh, for: .testing, seed: seed)
        return Agreement(of: program, on: inputs, with: task.outputs(for: inputs).values).isPerfect
    }
}
