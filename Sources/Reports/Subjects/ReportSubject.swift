import Foundation
import Notebook
import Pipeline
import Recordings

/// Somebody's file that a report is made of.
///
/// ```swift
/// let log = try Installation().experiments.appending(path: "data/vending.jsonl")
/// let subject = try await ReportSubject(log)
/// print("What is in", subject.name)
/// ```
public struct ReportSubject: Sendable {
    /// What is in it.
    enum Content: Sendable {
        /// Sequences and answers: all that is known.
        case examples(Examples)
        /// A definition, which says what is right of every sequence, and examples of it.
        case definition(SequenceTask, Examples)
        /// A network that is trained already: what it answers itself is right.
        case network(DescribedNetwork)
        /// The same of one that is asked over standard input and output.
        case model(ServedModel)
    }

    let content: Content
    public let file: SubjectIdentity
    /// The automaton that the file is, where it is one.
    package let machine: RecordedMachine?

    public typealias Reading = SubjectReading

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: its ending says what it is.
    ///   - reading: of a CSV file which columns, and whether rows may be wrong.
    /// - Throws: `Refusal` in one sentence, with the mend; `PythonHarnessError.pythonMissing` of a definition in Python.
    public init(_ file: URL, reading: Reading = Reading()) async throws {
        try await self.init(Self.read(file, reading), file, reading)
    }

    /// What is in a file, of whatever kind.
    ///
    /// - Throws: `Refusal` in one sentence, with the mend.
    public static func read(_ file: URL, _ reading: Reading) throws -> SubjectFile {
        do {
            return try SubjectFile(file: file, columns: reading.columns, network: reading.network)
        } catch { throw Refusal(.badInput, "\(error)") }
    }

    /// The same of a file that was read already.
    ///
    /// - Parameters:
    ///   - read: what is in it.
    ///   - file: where it is.
    ///   - reading: how it was read.
    /// - Throws: as above.
    public init(_ read: SubjectFile, _ file: URL, _ reading: Reading) async throws {
        self.file = SubjectIdentity(read, file, reading)
        if case .machine(let machine) = read.subject { self.machine = machine } else { machine = nil }
        switch read.subject {
        case .recording(let recording):
            content = .examples(try Self.examples(recording, file.lastPathComponent, reading))
        case .machine(let machine):
            do {
                let task = try SequenceTask(machine)
                let examples = try Self.examples(Recording(machine), file.lastPathComponent, reading, code: task.symbols)
                content = .definition(task, examples)
            } catch let error as SymbolCode.Unsuited {
                throw Refusal(.badInput, "\(file.lastPathComponent) is beyond what a network learns here: \(error.reason)")
            }
        case .definition(let definition):
            do {
                let recording = try await definition.recording()
                content = .examples(try Self.examples(recording, file.lastPathComponent, reading))
            } catch let error as UnreadableRecording { throw Refusal(.badInput, "\(error)") }
        case .network(let network): content = .network(network)
        case .answerer:
            throw Refusal(
                .badInput,
                "\(file.lastPathComponent) answers questions, which is read by glassbox report and inspect only; expected data, an "
                    + "automaton, a definition or a network that answers every letter")
        }
    }

    /// A model that a command serves.
    ///
    /// - Parameters:
    ///   - command: as a shell reads it; it is run.
    ///   - directory: that it runs in.
    ///   - reading: what is said of it.
    /// - Throws: `Refusal` in one sentence, with the mend.
    public init(model command: String, in directory: URL, reading: Reading) throws {
        machine = nil
        do {
            let model = try ServedModel(command, in: directory, stated: reading.network)
            content = .model(model)
            var reading = reading
            reading.isServed = true
            file = SubjectIdentity(
                name: command, fingerprint: Fingerprint(model.greeting).description, arguments: reading.arguments)
        } catch { throw Refusal(.badInput, "\(error)") }
    }

    static let against = "--against"
    private static let model = "--model"

    /// As an experiment is given it: where its file or model is, how that is read, and what it is judged by.
    ///
    /// - Parameters:
    ///   - place: the file's path; of a model, the folder that its command runs in.
    ///   - command: that serves the model; nil of a file.
    ///   - reading: how it is read.
    ///   - reference: what it is judged by: a task's name, or a path.
    /// - Returns: what `init(_:)` and `SubjectReference(arguments:)` read.
    public static func arguments(
        _ place: String, model command: String? = nil, _ reading: Reading, against reference: String? = nil
    ) -> [String] {
        (reference.map { [against, $0] } ?? []) + (command.map { [model, $0] } ?? []) + [place] + reading.arguments
    }

    /// What an experiment's arguments name, as `arguments` gives them.
    ///
    /// - Throws: as reading a file does.
    public init(_ arguments: [String]) async throws {
        var rest = arguments[...]
        func option(_ name: String) -> String? {
            guard rest.first == name, rest.count > 1 else { return nil }
            rest = rest.dropFirst()
            return rest.removeFirst()
        }
        _ = option(Self.against)
        let command = option(Self.model)
        guard let path = rest.popFirst() else {
            throw Refusal(.badInput, "No file was named; expected one with data, such as sessions.jsonl")
        }
        let reading = Reading(arguments: Array(rest))
        if let command {
            try self.init(model: command, in: URL(filePath: path, directoryHint: .isDirectory), reading: reading)
        } else {
            try await self.init(URL(filePath: path, directoryHint: .notDirectory), reading: reading)
        }
    }

    private static func examples(
        _ recording: Recording, _ file: String, _ reading: Reading, code: SymbolCode? = nil
    ) throws -> Examples {
        if !reading.allowsWrongRows, let (first, second) = recording.contradictionOfNothing {
            let answers = [first, second].map { ($0.answerToNothing ?? []).map(\.name).joined(separator: ",") }
            throw Refusal(
                .badInput,
                Self.contradiction(file, lines: [first.line, second.line], after: "the empty word", answers))
        }
        let examples: Examples
        do { examples = try Examples(recording, code: code) } catch { throw Refusal(.badInput, "\(file): \(error)") }
        let answers = ExampleAnswers(examples)
        if examples.isCertain, let first = answers.contradictions.first {
            let names = SymbolNames(examples.code)
            throw Refusal(
                .badInput,
                "\(file): f answers the end of \(names.word(answers.word(of: first, in: examples))) with \(names.answer(first.answers[0])) "
                    + "and, before other letters or when asked again, with \(names.answer(first.answers[1])); expected answers that depend "
                    + "on what was read so far alone")
        }
        if !reading.allowsWrongRows, let first = answers.contradictions.first {
            let names = SymbolNames(examples.code)
            throw Refusal(
                .badInput,
                Self.contradiction(
                    file, lines: first.lines, after: names.word(answers.word(of: first, in: examples)),
                    first.answers.map(names.answer)))
        }
        return examples
    }

    private static func contradiction(_ file: String, lines: [Int], after word: String, _ answers: [String]) -> String {
        "\(file): lines \(lines[0]) and \(lines[1]) contradict each other: after \(word) they say \(answers[0]) and \(answers[1]); "
            + "mend one of them, or say --wrong-rows, so that what most rows say is taken for right"
    }

    /// What a command is given to read it so.
    public var commandWords: String { file.words }

    /// How its symbols are integers.
    var symbols: SymbolCode? {
        switch content {
        case .examples(let examples): examples.code
        case .definition(let task, _): task.symbols
        case .network(let network): network.symbols
        case .model(let model): model.symbols
        }
    }

    /// What is right of every sequence; nil where data are all that is known.
    var definition: SequenceTask? {
        switch content {
        case .examples: nil
        case .definition(let task, _): task
        case .network(let network): network.task
        case .model(let model): model.task
        }
    }

    /// The network, where it is somebody else's; nil where one is trained.
    public var network: DescribedNetwork? {
        if case .network(let network) = content { network } else { nil }
    }

    /// The model, where a command serves it.
    public var model: ServedModel? {
        if case .model(let model) = content { model } else { nil }
    }

    /// The data where they are all that is known; nil of a definition.
    var data: Examples? {
        if case .examples(let examples) = content { examples } else { nil }
    }

    /// The rows that a network learns from; nil of a network, which has learned already.
    package var examples: Examples? {
        switch content {
        case .examples(let examples), .definition(_, let examples): examples
        case .network, .model: nil
        }
    }

    /// What the subject is called.
    public var name: String {
        switch content {
        case .examples(let examples): examples.name
        case .definition(let task, _): task.name
        case .network(let network): network.name
        case .model(let model): model.name
        }
    }

    /// Trains a network for the subject, unless it is one, opens it, and verifies what was found.
    ///
    /// ```swift
    /// let subject = try await ReportSubject(Experiment.arguments)
    /// let result = try await subject.distilled(
    ///     seed: Experiment.seed, jobs: Experiment.jobs, budget: Experiment.budget?.duration, memory: Experiment.memory
    /// ) { stage, work in progress("\(stage.rawValue): \(work)", fraction: work.fraction) }
    /// show(Report(result, of: subject).program)
    /// ```
    ///
    /// - Throws: as `distill` does.
    public func distilled(
        seed: UInt64, jobs: Int, budget: Duration?, memory: any StageMemory,
        report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void
    ) async throws -> Distillation {
        switch content {
        case .examples(let examples):
            try await distill(examples, seed: seed, jobs: jobs, budget: budget, memory: memory, report: report)
        case .definition(let task, let examples):
            try await distill(
                examples, of: task, seed: seed, jobs: jobs, budget: budget, memory: memory, report: report)
        case .network(let network):
            try await distill(
                network.network, for: network.task, seed: seed, jobs: jobs, memory: memory, report: report)
        case .model(let model):
            try await Self.distilled(model, seed: seed, jobs: jobs, memory: memory, report: report)
        }
    }

    private static func distilled(
        _ model: ServedModel, seed: UInt64, jobs: Int, memory: any StageMemory,
        report: @escaping @Sendable (Distillation.Stage, StageProgress) -> Void
    ) async throws -> Distillation {
        let result = try await distill(
            model.network, for: model.task, seed: seed, jobs: jobs, memory: memory, report: report)
        // What was answered after it failed is nothing to be told of.
        do { try model.check() } catch { throw Refusal(.badInput, "\(error)") }
        return result
    }
}
