import Notebook
import Pipeline
import Reports

/// A trained network opened as far as that goes: simplified, its hidden states read, its machine found, its program written.
///
/// For studies that look at many networks: an `Opening` beside what was opened.
///
/// ```swift
/// let network = networks[0]
/// print(network.task.title, network.trained.parameterCount, network.machine?.minimal.stateCount ?? 0)
/// if let program = network.explanation?.program { print(PythonEmission(program, title: "").heart) }
/// ```
public struct OpenedNetwork: Sendable {
    public let task: SequenceTask
    /// As trained, before simplification.
    public let trained: RecurrentNetwork
    public let simplified: SimplifiedNetwork
    /// Nil where hidden states have no code.
    public let lattice: IntegerAutoencoder?
    /// Nil where its states do not come to an end.
    public let machine: ExtractedMachine?
    /// Nil where no route explains it.
    public let explanation: Explanation?

    /// As simplified: the one that lattice, machine and program were read from.
    public var network: RecurrentNetwork { simplified.network }

    /// - Parameters:
    ///   - network: as trained.
    ///   - task: what it was trained for.
    ///   - seed: of all samples.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    ///   - omitted: names of normalisers that are left out, see `SimplifiedNetwork.normaliserNames`.
    ///   - memory: where simplified networks are kept.
    /// - Throws: `CancellationError`.
    public init(
        _ network: RecurrentNetwork, task: SequenceTask, seed: UInt64, jobs: Int = 1, without omitted: Set<String> = [],
        memory: any StageMemory = NoMemory()
    ) async throws {
        let opening = try await Opening(of: network, for: task, seed: seed, jobs: jobs, without: omitted, memory: memory)
        simplified = opening.simplified.value ?? SimplifiedNetwork(network: network)
        lattice = opening.code.value
        machine = try? opening.extraction.machine.get()
        explanation = opening.explanation.value
        self.task = task
        trained = network
    }
}

extension OpenedNetwork {
    /// What is compared with another: the network as it was trained, its machine and its program.
    ///
    /// ```swift
    /// let comparison = try await SubjectComparison(
    ///     networks[0].subject(named: "honest"), networks[1].subject(named: "suspect"), seed: Experiment.seed, jobs: Experiment.jobs)
    /// show(comparison.counts)
    /// ```
    ///
    /// - Parameter name: what it is called on the page.
    /// - Returns: one of the two that a `SubjectComparison` takes.
    public func subject(named name: String) -> ComparedSubject {
        ComparedSubject(
            named: name, task: task, network: trained, cost: trained.parameterCount, machine: machine?.minimal,
            program: explanation?.program)
    }
}

/// Trains a network for each task and opens it.
///
/// ```swift
/// let tasks = try Benchmark.firstTasks(named: ["Parity_All", "Parity_Last2"])
/// let networks = try await openedNetworks(tasks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(HiddenSpaces(networks, file: "spaces", seed: Experiment.seed))
/// ```
///
/// - Parameters:
///   - tasks: what is to be learned.
///   - seed: of everything random.
///   - jobs: how much runs at the same time; the result does not depend on it.
/// - Returns: one network for each task, in their order.
/// - Throws: `NotLearned` where a task is not learned, and `CancellationError`.
public func openedNetworks(_ tasks: [SequenceTask], seed: UInt64, jobs: Int) async throws -> [OpenedNetwork] {
    var opened: [OpenedNetwork] = []
    for (index, task) in tasks.enumerated() {
        let done = Double(index) / Double(tasks.count)
        let memory = Experiment.memory
        let trained = try await memory.train(task, seed: seed, jobs: jobs) { progress("\(task.title): \($0)", fraction: done) }
        opened.append(try await OpenedNetwork(trained.network, task: task, seed: seed, jobs: jobs, memory: memory))
    }
    return opened
}
