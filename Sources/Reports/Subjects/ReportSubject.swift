import Foundation
import Notebook
import Pipeline
import Recordings

/// Somebody's file that a report is made of.
public struct ReportSubject: Sendable {
    /// What is in it.
    enum Content: Sendable {
        /// Sequences and answers: all that is known.
        case examples(Examples)
        /// A definition, which says what is right of every sequence, and examples of it.
        case definition(SequenceTask, Examples)
        /// A network that is trained already: what it answers itself is right.
        case network(DescribedNetwork)
    }

    let content: Content
    public let file: SubjectIdentity
    /// The automaton that the file is, where it is one.
    package let machine: RecordedMachine?

    /// What of a file is read, and how.
    public struct Reading: Sendable, Equatable {
        var columns = ColumnChoice()
        /// Whether rows may contradict each other; what most say is right then.
        var allowsWrongRows = false
        /// What is said of a network beside its file.
        var network = NetworkDescription()

        public init(
            columns: ColumnChoice = .init(), allowsWrongRows: Bool = false, network: NetworkDescription = .init()
        ) {
            (self.columns, self.allowsWrongRows, self.network) = (columns, allowsWrongRows, network)
        }

        /// As an experiment is given it: the columns with commas between, then whether rows may be wrong, then, of a network, what is
        /// said of it, in JSON.
        public var arguments: [String] {
            let wrongRows = allowsWrongRows ? "wrong-rows" : ""
            return [columns.inputs, columns.outputs].map { $0?.joined(separator: ",") ?? "" } + [wrongRows]
                + (network == .init() ? [] : [network.json])
        }

        /// What arguments say.
        public init(arguments: [String]) {
            func names(_ place: Int) -> [String]? {
                guard arguments.indices.contains(place), !arguments[place].isEmpty else { return nil }
                return arguments[place].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            columns = ColumnChoice(inputs: names(0), outputs: names(1))
            allowsWrongRows = arguments.count > 2 && arguments[2] == "wrong-rows"
            if arguments.count > 3, let stated = try? NetworkDescription(json: Data(arguments[3].utf8), of: "it") {
                network = stated
            }
        }
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: its ending says what it is.
    ///   - reading: of a CSV file which columns, and whether rows may be wrong.
    /// - Throws: `Refusal` in one sentence, with the mend; `PythonHarnessError.pythonMissing` of a definition in Python.
    public init(_ file: URL, reading: Reading = Reading()) async throws {
        let read: SubjectFile
        do { read = try SubjectFile(file: file, columns: reading.columns, network: reading.network) } catch {
            throw Refusal(.badInput, "\(error)")
        }
        self.file = SubjectIdentity(
            name: file.lastPathComponent, fingerprint: Fingerprint(read.data).description, arguments: reading.arguments)
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
        }
    }

    /// What an experiment's arguments name: a file, then how it is read, as `Reading.arguments` has it.
    ///
    /// - Throws: as reading a file does.
    public init(_ arguments: [String]) async throws {
        guard let path = arguments.first else {
            throw Refusal(.badInput, "No file was named; expected one with data, such as sessions.jsonl")
        }
        try await self.init(
            URL(filePath: path, directoryHint: .notDirectory), reading: Reading(arguments: Array(arguments.dropFirst())))
    }

    private static func examples(
        _ recording: Recording, _ file: String, _ reading: Reading, code: SymbolCode? = nil
    ) throws -> Examples {
        let examples: Examples
        do { examples = try Examples(recording, code: code) } catch { throw Refusal(.badInput, "\(file): \(error)") }
        let answers = ExampleAnswers(examples)
        if !reading.allowsWrongRows, let first = answers.contradictions.first {
            let names = SymbolNames(examples.code)
            throw Refusal(
                .badInput,
                "\(file): lines \(first.lines[0]) and \(first.lines[1]) contradict each other: after \(names.word(answers.word(of: first, in: examples))) "
                    + "they say \(names.answer(first.answers[0])) and \(names.answer(first.answers[1])); mend one of them, or say --wrong-rows, "
                    + "so that what most rows say is taken for right")
        }
        return examples
    }

    /// What a command is given to read it so.
    public var commandWords: String { file.name + file.options }

    /// How its symbols are integers.
    var symbols: SymbolCode? {
        switch content {
        case .examples(let examples): examples.code
        case .definition(let task, _): task.symbols
        case .network(let network): network.symbols
        }
    }

    /// What is right of every sequence; nil where data are all that is known.
    var definition: SequenceTask? {
        switch content {
        case .examples: nil
        case .definition(let task, _): task
        case .network(let network): network.task
        }
    }

    /// The network, where it is somebody else's; nil where one is trained.
    public var network: DescribedNetwork? {
        if case .network(let network) = content { network } else { nil }
    }

    /// The data where they are all that is known; nil of a definition.
    var data: Examples? {
        if case .examples(let examples) = content { examples } else { nil }
    }

    /// The rows that a network learns from; nil of a network, which has learned already.
    package var examples: Examples? {
        switch content {
        case .examples(let examples), .definition(_, let examples): examples
        case .network: nil
        }
    }

    /// What the subject is called.
    public var name: String {
        switch content {
        case .examples(let examples): examples.name
        case .definition(let task, _): task.name
        case .network(let network): network.name
        }
    }

    /// Trains a network for the subject, unless it is one, opens it, and verifies what was found.
    ///
    /// - Throws: as `distill` does.
    public func distilled(
        seed: UInt64, jobs: Int, budget: Duration?, memory: any StageMemory,
        report: @escaping @Sendable (Distillation.Stage, String) -> Void
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
        }
    }
}

/// Which file a report was made of.
public struct SubjectIdentity: Sendable, Codable, Equatable {
    /// Without the folders that it was in.
    package let name: String
    /// SHA-256 of its bytes.
    let fingerprint: String
    /// How it was read: as `ReportSubject.Reading.arguments` has it.
    let arguments: [String]

    /// The same as options of the command.
    var options: String {
        let reading = arguments
        func option(_ place: Int, _ name: String) -> String {
            reading.indices.contains(place) && !reading[place].isEmpty ? " --\(name) \(reading[place])" : ""
        }
        let wrongRows = reading.count > 2 && reading[2] == "wrong-rows" ? " --wrong-rows" : ""
        let network = ReportSubject.Reading(arguments: reading).network
        return option(0, "inputs") + option(1, "outputs") + wrongRows + network.options
    }
}
