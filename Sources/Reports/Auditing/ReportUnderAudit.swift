import Foundation
import Notebook
import Pipeline
import Untrusted

/// A received report with all that it is audited on: what it was made for, and sequences that no stage has seen.
struct ReportUnderAudit: Sendable {
    typealias Part<Value> = ReceivedReport.Part<Value>

    let record: ReportRecord
    /// By name, of every file that an audit covers and that is there.
    let files: [String: Part<Data>]
    /// What input sequences are drawn from: the benchmark's task of that name, or one of the shape that is stated.
    let task: SequenceTask
    /// Whether the right outputs are known.
    let isKnownTask: Bool
    /// The file that the auditor has of what the report says it was made of; nil where none was given.
    let subject: ReportSubject?
    /// The data where they are all that is known of what is right, and those that the report is of.
    let data: Examples?
    let network: Part<ReportedNetwork>
    /// What the network's file says beside the weights.
    let networkMetadata: [String: String]
    let machine: Part<MealyMachine>
    /// What hidden states were looked at on.
    let sample: Sequences
    /// Sequences that no stage of the run has seen.
    let fresh: Sequences
    /// The trained network's answers to them; nil where there is no network.
    let freshAnswers: [Int]?
    let jobs: Int

    private static let freshSequences = 20_000
    /// Positions times parameters of all fresh sequences together: some seconds' work.
    private static let freshWork = 1 << 32

    /// - Throws: `Refusal` where the folder is no report.
    init(_ folder: URL, subject: ReportSubject? = nil, jobs: Int) throws {
        let received = try ReceivedReport(folder, subject: subject)
        (record, files, self.subject) = (received.record, received.files, subject)
        (network, networkMetadata, machine) = (received.network, received.networkMetadata, received.machine)
        data = received.given?.symbols == record.data?.symbols ? received.given?.data : nil
        task = Self.task(received.task, network, data)
        self.jobs = jobs
        // What a network answers itself is right of it.
        isKnownTask = received.isKnownTask || task.reference.isNetworkItself
        sample = Distillation.sample(of: task, seed: record.seed)
        let work = task.length * ((try? network.get().parameterCount) ?? 1)
        let count = max(256, min(Self.freshSequences, Self.freshWork / max(1, work)))
        let fresh = task.sample(count, for: .auditing, seed: record.seed)
        self.fresh = fresh
        freshAnswers = try? network.map { $0.network.answers(to: fresh).values }.get()
    }

    /// What the network was opened for: the task; of data, with words spliced from them; of somebody else's network, its own answers.
    private static func task(_ task: SequenceTask, _ network: Part<ReportedNetwork>, _ data: Examples?) -> SequenceTask {
        switch try? network.get() {
        case .perceptrons(let network)?:
            if let data, data.length == task.length { return data.task(for: network) }
        case .served(let model)?:
            if TaskShape(model.task) == TaskShape(task) { return model.task }
        case .described(let described)?:
            // Of the stated shape and symbols, or it would not have been read.
            return described.task
        case nil: break
        }
        return task
    }

    /// Why hidden states cannot be looked at again on the sequences that the report looked at them on; nil where they can.
    var missingSequences: String? {
        if record.data?.parts != nil, data == nil {
            return "it was done on sequences spliced from the data, which were not given; say --data"
        }
        return record.data?.followsTransitions == true && subject == nil
            ? "it was done on words along the automaton's transitions, which was not given; say --data" : nil
    }

    /// The seed of the run.
    var seed: UInt64 { record.seed }

    /// The network that was looked into: after the last step that was kept.
    var simplified: (any VectorNetwork)? {
        guard case .success(let trained) = network else { return nil }
        guard let last = record.simplification.last(where: \.kept) else { return trained.vectors }
        guard let network = last.network, network.inputWidth == task.inputWidth, network.outputWidth == task.outputWidth,
            ReportBounds.excess(of: .perceptrons(network), length: task.length) == nil
        else { return nil }
        return network
    }
}
