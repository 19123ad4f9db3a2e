import Foundation
import Notebook
import Pipeline
import Recordings

/// What somebody says is right, by which a network is judged: a task of the benchmark, a definition, or data.
///
/// ```swift
/// let report = Report(result, against: SubjectReference(task))
/// for exhibit in report.judgement { show(exhibit) }
/// ```
public struct SubjectReference: Sendable {
    private enum Content: Sendable {
        case task(SequenceTask)
        case examples(Examples)
    }

    /// A task's name, or a file's.
    public let name: String
    /// Its name, or the path of its file from anywhere.
    public let place: String
    private let content: Content
    private let fingerprint: String?

    /// A task, which says what is right of every word.
    public init(_ task: SequenceTask) {
        (name, place, content, fingerprint) = (task.name, task.name, .task(task), nil)
    }

    /// - Parameter name: of a task of the benchmark, or the path of a file.
    /// - Throws: `Refusal` where there is none, or the file does not say what is right.
    public init(_ name: String) async throws {
        if let task = Benchmark.task(named: name) {
            (self.name, place, content, fingerprint) = (name, name, .task(task), nil)
            return
        }
        guard SubjectFile.isOne(named: name) else {
            throw Refusal(
                .badInput,
                "--against \(name) is neither a task nor a file; expected a name that glassbox tasks lists, data (.jsonl, .csv …), an automaton (.dot) or a definition (.py)"
            )
        }
        let file = URL(filePath: name, directoryHint: .notDirectory)
        let subject = try await ReportSubject(file)
        place = file.standardizedFileURL.path
        (self.name, fingerprint) = (subject.file.name, subject.file.fingerprint)
        switch subject.content {
        case .examples(let examples): content = .examples(examples)
        case .definition(let task, _): content = .task(task)
        case .network, .model:
            throw Refusal(
                .badInput, "--against \(name) is a network; expected what is right, or to compare two networks: glassbox diff")
        }
    }

    /// What an experiment's arguments name, as `ReportSubject.arguments` gives them; nil where they name nothing.
    ///
    /// ```swift
    /// let reference = try await SubjectReference(arguments: Experiment.arguments)
    /// print(reference?.name ?? "judged by nothing")
    /// ```
    ///
    /// - Throws: as reading it by its name does.
    public init?(arguments: [String]) async throws {
        guard arguments.count > 1, arguments[0] == ReportSubject.against else { return nil }
        try await self.init(arguments[1])
    }

    /// Why it cannot judge a network that reads what a task says, as far as that can be told before anything is run; nil where it can.
    package func misfit(of task: SequenceTask) -> NoReference? {
        switch content {
        case .task(let reference): ReferenceComparison.misfit(of: task, against: reference)
        case .examples(let examples): ReferenceComparison.misfit(of: task, against: examples)
        }
    }

    /// How a network does on it, and the program that explains it.
    func comparison(of network: some Network, in result: Distillation) -> Result<ReferenceComparison, NoReference> {
        Result { () throws(NoReference) in
            switch content {
            case .task(let task):
                try ReferenceComparison(
                    of: network, program: result.program?.program, for: result.task, against: task, fingerprint: fingerprint,
                    seed: result.seed)
            case .examples(let examples):
                try ReferenceComparison(
                    of: network, program: result.program?.program, for: result.task, against: examples,
                    fingerprint: fingerprint)
            }
        }
    }
}
