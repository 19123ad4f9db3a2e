import Foundation
import Pipeline
import Untrusted

/// What somebody brings to be opened, as a value.
public enum Subject: Sendable, Equatable {
    case recording(Recording)
    case machine(RecordedMachine)
    case definition(PythonDefinition)
    case network(DescribedNetwork)
    /// A network that answers questions, letter by letter.
    case answerer(DescribedAnswerer)
}

/// A file that a subject was read from.
///
/// The ending says how it is read: `.jsonl` or `.ndjson`, `.csv`, `.txt` (`word:label`), `.dat` (Abbadingo), `.dot` or `.gv`, `.py`,
/// `.safetensors` (with a description in it, or in a `.json` beside it).
public struct SubjectFile: Sendable, Equatable {
    /// As it was given.
    public let name: String
    /// All its bytes, to be kept beside what is told of it.
    public let data: Data
    public let subject: Subject
    /// What was decided in reading that the file does not say itself, in sentences.
    public let notes: [String]

    /// Whether a name is meant for a file rather than for a task: it has an ending, or leads through folders.
    public static func isOne(named name: String) -> Bool {
        name.contains("/") || !FileNameParts(name).ending.isEmpty
    }

    /// Reads a plain file, or what a link leads to.
    ///
    /// - Parameters:
    ///   - file: its ending says how it is read.
    ///   - columns: of a CSV file.
    ///   - network: what is said of a network beside its file; it wins over what is said in it.
    /// - Throws: `UnreadableRecording`; a file that is too large is not read at all.
    /// - Complexity: O(n) in the bytes of data; for an automaton, O(n log n).
    public init(
        file: URL, columns: ColumnChoice = .init(), network: NetworkDescription = .init()
    ) throws(UnreadableRecording) {
        let name = file.relativePath
        let data = try Self.contents(of: file, name: name)
        let beside = try Self.description(beside: file)
        try self.init(
            data: data, named: name, columns: columns, network: beside.map(network.completed) ?? network,
            configuration: try Self.configuration(beside: file))
    }

    /// The same of bytes that are there already, whose file is called `name`.
    public init(
        data: Data, named name: String, columns: ColumnChoice = .init(), network: NetworkDescription = .init(),
        configuration: Data? = nil
    ) throws(UnreadableRecording) {
        do throws(Flaw) {
            let form = try Form(ofFile: name)
            try form.check(size: data.count)
            guard network == .init() || form == .network else {
                throw Flaw(
                    nil, "a network was described", expected: "a .safetensors file for that; leave --cell and the like out")
            }
            let (subject, notes) = try form.read(data, FileNameParts(name).stem, file: name, columns, network, configuration)
            (self.name, self.data, self.subject, self.notes) = (name, data, subject, notes)
        } catch {
            throw error.of(name)
        }
    }

    /// What `model.json` says of `model.safetensors`; nil of other forms, and where there is none.
    private static func description(beside file: URL) throws(UnreadableRecording) -> NetworkDescription? {
        let name = file.relativePath
        guard (try? Form(ofFile: name)) == .network else { return nil }
        let beside = file.deletingPathExtension().appendingPathExtension("json")
        guard FileManager.default.fileExists(atPath: beside.path) else { return nil }
        let shown = beside.lastPathComponent
        let data = try contents(of: beside, name: shown, most: NetworkDescription.mostBytes)
        do throws(SafetensorsError) {
            return try NetworkDescription(json: data, of: "it")
        } catch {
            throw UnreadableRecording(file: shown, found: error.found, expected: error.expected)
        }
    }

    /// Hugging Face's `config.json` in the folder of a network; nil of other forms, and where there is none.
    private static func configuration(beside file: URL) throws(UnreadableRecording) -> Data? {
        guard (try? Form(ofFile: file.relativePath)) == .network else { return nil }
        let beside = file.deletingLastPathComponent().appending(path: "config.json")
        guard FileManager.default.fileExists(atPath: beside.path) else { return nil }
        return try contents(of: beside, name: beside.lastPathComponent, most: NetworkDescription.mostBytes)
    }

    private static func contents(of file: URL, name: String) throws(UnreadableRecording) -> Data {
        let form: Form
        do throws(Flaw) { form = try Form(ofFile: name) } catch { throw error.of(name) }
        return try contents(of: file, name: name, most: form.most)
    }

    private static func contents(of file: URL, name: String, most: Int) throws(UnreadableRecording) -> Data {
        do throws(Flaw) {
            let number = open(file.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard number >= 0 else {
                throw Flaw(
                    nil, "it cannot be opened (\(String(cString: strerror(errno))))", expected: "a file that can be read")
            }
            let handle = FileHandle(fileDescriptor: number, closeOnDealloc: true)
            var status = stat()
            guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw Flaw(nil, "it is no plain file", expected: "one; write what a pipe gives into a file first")
            }
            try Form.check(size: Int(status.st_size), most: most)
            // One byte more than may be: a file can grow between a look at its size and the reading of it.
            guard let data = try? handle.read(upToCount: most + 1) ?? Data() else {
                throw Flaw(nil, "it cannot be read", expected: "a file that can be read")
            }
            return data
        } catch {
            throw error.of(name)
        }
    }
}

/// The forms that are read, told by the ending of a file's name.
private enum Form {
    case jsonLines, commaSeparated, labelledWords, abbadingo, automaton, python, network

    init(ofFile name: String) throws(Flaw) {
        switch FileNameParts(name).ending.lowercased() {
        case "jsonl", "ndjson": self = .jsonLines
        case "csv": self = .commaSeparated
        case "txt": self = .labelledWords
        case "dat": self = .abbadingo
        case "dot", "gv": self = .automaton
        case "py": self = .python
        case "safetensors": self = .network
        case let other:
            throw Flaw(
                nil, other.isEmpty ? "its name has no ending" : "its name ends in \(Flaw.shown("." + other))",
                expected:
                    ".jsonl (an object with input and output or label a line), .csv (with a header), .txt (word:label a line), "
                    + ".dat (Abbadingo), .dot (an automaton), .py (with f(xs) and INPUTS) or .safetensors (a network)")
        }
    }

    /// Bytes.
    var most: Int {
        switch self {
        case .automaton: RecordingBounds.automatonBytes
        case .python: RecordingBounds.definitionBytes
        default: RecordingBounds.fileBytes
        }
    }

    func check(size: Int) throws(Flaw) { try Self.check(size: size, most: most) }

    static func check(size: Int, most: Int) throws(Flaw) {
        guard size <= most else {
            throw Flaw(nil, "it has more than \(most >> 20) MiB", expected: "no more than that; leave some of it out")
        }
    }

    func read(
        _ data: Data, _ title: String, file: String, _ columns: ColumnChoice, _ network: NetworkDescription,
        _ configuration: Data?
    ) throws(Flaw) -> (Subject, notes: [String]) {
        guard self == .commaSeparated || columns == ColumnChoice() else {
            throw Flaw(nil, "columns were chosen", expected: "a .csv file for that; leave --inputs and --outputs out")
        }
        if self == .network { return (try Self.network(data, title, network, configuration), []) }
        return try read(RecordedText(data), title, file: file, columns)
    }

    /// Of a form that is text.
    private func read(
        _ text: RecordedText, _ title: String, file: String, _ columns: ColumnChoice
    ) throws(Flaw) -> (Subject, notes: [String]) {
        switch self {
        case .jsonLines: return (.recording(try JSONLines.recording(text, named: title)), [])
        case .commaSeparated: return (.recording(try CommaSeparated.recording(text, named: title, columns)), [])
        case .labelledWords: return (.recording(try LabelledWords.recording(text, named: title)), [])
        case .abbadingo: return (.recording(try Abbadingo.recording(text, named: title)), [])
        case .automaton:
            let (machine, notes) = try Automaton.machine(text, named: title)
            return (.machine(machine), notes)
        case .python: return (.definition(try PythonDefinition(text, named: title, file: file)), [])
        case .network: throw Flaw(nil, "it is text", expected: "the bytes of a network")
        }
    }

    private static func network(
        _ data: Data, _ title: String, _ stated: NetworkDescription, _ configuration: Data?
    ) throws(Flaw) -> Subject {
        do throws(SafetensorsError) {
            let file = try SafetensorsFile(data)
            let description = try stated.completed(by: file)
            guard description.separator != nil else {
                return .network(try DescribedNetwork(file, name: title, stated: description, configuration: configuration))
            }
            return .answerer(
                try DescribedAnswerer(file, name: title, description: description, configuration: configuration))
        } catch {
            throw Flaw(nil, error.found, expected: error.expected)
        }
    }
}
