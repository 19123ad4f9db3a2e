import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Recordings

/// `glassbox inspect`: what is in a file of data or a definition, before anything is trained.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Say what is in a file of data, an automaton, a definition or a network.",
        discussion: """
            A file is .jsonl (an object with input and output, or label, a line), .csv (with a header), .txt (word:label a line), .dat \
            (Abbadingo), .dot (an automaton), .py (with f(xs) and INPUTS, which is run within bounds) or .safetensors (a network, as \
            docs/networks.md has it). Status 2 if it cannot be read.
            """)

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .subjectFiles)
    var file: String

    @OptionGroup var columns: ColumnOptions

    @OptionGroup var network: NetworkOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        do {
            let read = try SubjectFile(
                file: URL(filePath: file, directoryHint: .notDirectory), columns: columns.choice, network: network.description)
            let found = try await Inspection(read)
            try Terminal.print(json ? try Terminal.json(found) : found.table)
        } catch let error as UnreadableRecording {
            throw Refusal(.badInput, "\(error)")
        } catch PythonHarnessError.pythonMissing {
            throw Refusal(.machineLacksSomething, "\(PythonHarnessError.pythonMissing)")
        }
    }
}

/// What was found, with one of the four.
private struct Inspection: Encodable {
    struct Definition: Encodable {
        let name: String
        let letters: [[Symbol]]
        let length: Int?
    }

    let file: String
    var data: RecordingSummary?
    var automaton: MachineSummary?
    var definition: Definition?
    var network: NetworkSummary?
    let notes: [String]

    init(_ read: SubjectFile) async throws {
        (file, notes) = (read.name, read.notes)
        switch read.subject {
        case .recording(let recording): data = RecordingSummary(recording)
        case .machine(let machine): automaton = MachineSummary(machine)
        case .definition(let definition):
            let declared = try await definition.declared()
            self.definition = Definition(name: definition.name, letters: declared.letters, length: declared.length)
        case .network(let described): network = NetworkSummary(described)
        case .answerer(let answerer): network = NetworkSummary(answerer)
        }
    }

    var table: String {
        if let data { return data.table }
        if let automaton { return automaton.table(notes: notes) }
        if let network { return network.table }
        guard let definition else { return "" }
        let several = definition.letters.count > 1
        var rows = definition.letters.enumerated().map { index, letters in
            (several ? "letters \(index + 1)" : "letters", Table.names(letters))
        }
        rows.append(("length", definition.length.map { "\($0)" } ?? "not said"))
        return Table.text(definition.name, "a definition in Python", rows, [])
    }
}
