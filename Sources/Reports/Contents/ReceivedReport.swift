import Foundation
import Notebook
import Pipeline
import Untrusted

/// A report as its files have it, read without trust; what cannot be had is a failure, with the reason kept.
///
/// Nothing that a file states is used before it was held against `ReportBounds`, and nothing of the folder is run.
struct ReceivedReport: Sendable {
    typealias Part<Value> = Result<Value, Unreadable>

    let record: ReportRecord
    /// By name, of every file that an audit covers and that is there.
    let files: [String: Part<Data>]
    /// The benchmark's task of that name, what the given file says, or one of the shape that is stated, which does not say what is right.
    let task: SequenceTask
    /// Whether the task says what is right.
    let isKnownTask: Bool
    /// The reader's own copy of what the report says that it was made of; nil where it is of another file.
    let given: ReportSubject?
    let network: Part<ReportedNetwork>
    /// What the network's file says beside the weights.
    let networkMetadata: [String: String]
    let machine: Part<MealyMachine>

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - folder: of a report, from anyone.
    ///   - subject: the reader's own copy of the file that the report was made of; nil where there is none.
    /// - Throws: `Refusal` where the folder is no report.
    init(_ folder: URL, subject: ReportSubject? = nil) throws {
        let place = try Self.opened(folder)
        let record: ReportRecord = try Self.record(ReportFile.audit, schema: ReportRecord.schema, in: place)
        if let excess = ReportBounds.excess(of: record) {
            throw Refusal(
                .badInput, "\(folder.path) is no report: \(ReportFile.audit) is beyond what is checked: \(excess)")
        }
        // Of another file nothing can be asked but which one it is.
        let given = subject.flatMap { record.data?.fingerprint == $0.file.fingerprint ? $0 : nil }
        let known = record.data == nil ? Benchmark.task(named: record.task) : given?.definition
        guard
            let task = known
                ?? record.shape.task(
                    named: record.task, summary: record.summary ?? "", symbols: record.data?.symbols)
        else {
            throw Refusal(
                .badInput,
                "\(folder.path) is no report: audit.json states a shape that no task has; expected inputs from least to "
                    + "greatest, and widths and a length above 0")
        }
        files = Self.files(Array(ReportBounds.files.keys), in: place)
        (self.record, self.task, self.given, isKnownTask) = (record, task, given, known != nil)
        (network, networkMetadata) =
            given?.model.map { (.success(.served($0)), [:]) }
            ?? Self.network(files[ReportFile.network], record, shape: TaskShape(task))
        machine = Self.machine(files[ReportFile.table], letters: task)
    }

    // MARK: - Reading

    private struct Version: Decodable { let schema: Int }

    static func opened(_ folder: URL) throws -> UntrustedFolder {
        do throws(Unreadable) {
            return try UntrustedFolder(folder)
        } catch {
            throw Refusal(
                .badInput, "\(error.reason); expected the folder of a report, such as site/reports/Parity_All")
        }
    }

    /// Those of some files that are there.
    static func files(_ names: [String], in folder: UntrustedFolder) -> [String: Part<Data>] {
        var files: [String: Part<Data>] = [:]
        for name in names {
            do throws(Unreadable) {
                if let data = try folder.contents(of: name, most: ReportBounds.files[name] ?? 0) {
                    files[name] = .success(data)
                }
            } catch {
                files[name] = .failure(error)
            }
        }
        return files
    }

    /// The record that a folder's report states.
    ///
    /// - Throws: `Refusal` where there is none that can be read.
    static func record<Record: Decodable>(
        _ name: String, schema expected: Int, in folder: UntrustedFolder
    ) throws -> Record {
        do {
            guard let data = try folder.contents(of: name, most: ReportBounds.audit) else {
                throw Unreadable("\(name) is missing")
            }
            // Asked first: a file of another schema may lack what this one has.
            let schema = try Version(publishedJSON: data).schema
            guard schema == expected else {
                throw Unreadable(
                    "\(name) has the schema \(schema); expected \(expected), which this Glassbox writes; make it again with "
                        + "glassbox report")
            }
            return try Record(publishedJSON: data)
        } catch let error as Unreadable {
            throw Refusal(.badInput, "\(folder.url.path) is no report: \(error.reason)")
        } catch {
            throw Refusal(
                .badInput,
                "\(folder.url.path) is no report that can be checked: \(name) \(Self.words(error)); make it again with "
                    + "glassbox report")
        }
    }

    /// Where a decoder stopped, and why.
    private static func words(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "" : " at “\(path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "."))”"
        }
        let text =
            switch error as? DecodingError {
            case .keyNotFound(let key, let context)?: "has no “\(key.stringValue)”\(place(context.codingPath))"
            // A value that cannot be may be the whole file, too.
            case .dataCorrupted(let context)? where context.codingPath.isEmpty && context.debugDescription.contains("JSON"):
                "is no JSON that can be read"
            case .dataCorrupted(let context)?: "is damaged\(place(context.codingPath)): \(context.debugDescription)"
            case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
                "has a value of the wrong kind\(place(context.codingPath))"
            default: "says what cannot be: \(error)"
            }
        return text
    }

    private static func network(
        _ data: Part<Data>?, _ record: ReportRecord, shape: TaskShape
    ) -> (Part<ReportedNetwork>, [String: String]) {
        guard let data else { return (.failure(.init("the report has no network")), [:]) }
        do {
            let file = try SafetensorsFile(try data.get())
            let audited: ReportedNetwork =
                record.network?.cells == nil
                ? .perceptrons(try RecurrentNetwork(safetensors: file))
                : .described(try DescribedNetwork(file, name: record.task))
            let network = audited.network
            guard network.inputWidth == shape.inputWidth, network.outputWidth == shape.outputWidth else {
                return (
                    .failure(
                        .init(
                            "\(ReportFile.network) reads \(network.inputWidth) inputs and gives \(network.outputWidth) outputs; "
                                + "expected \(shape.inputWidth) and \(shape.outputWidth)")), file.metadata
                )
            }
            if case .described(let described) = audited,
                TaskShape(described.task) != record.shape || described.symbols != record.data?.symbols
            {
                return (.failure(.init("\(ReportFile.network) reads or answers something else than is stated")), file.metadata)
            }
            if let excess = ReportBounds.excess(of: audited, length: shape.length) {
                return (.failure(.init("\(ReportFile.network) \(excess)")), file.metadata)
            }
            return (.success(audited), file.metadata)
        } catch let error as Unreadable {
            return (.failure(error), [:])
        } catch {
            return (.failure(.init("\(ReportFile.network) is no network: \(error)")), [:])
        }
    }

    private static func machine(_ data: Part<Data>?, letters task: SequenceTask) -> Part<MealyMachine> {
        guard let data else { return .failure(.init("the report has no \(ReportFile.table)")) }
        do {
            let machine = try MealyMachine(publishedJSON: try data.get())
            guard machine.stateCount * machine.letters.count <= ReportBounds.transitions else {
                return .failure(
                    .init("\(ReportFile.table) has more than the \(ReportBounds.transitions) transitions that are checked"))
            }
            guard let count = task.inputs.alphabet.count, count == machine.letters.count,
                task.inputs.alphabet.letters == machine.letters,
                machine.outputs[0][0].count == task.outputWidth
            else { return .failure(.init("\(ReportFile.table) has other letters or outputs than the task")) }
            return .success(machine)
        } catch let error as Unreadable {
            return .failure(error)
        } catch {
            return .failure(.init("\(ReportFile.table) \(words(error))"))
        }
    }
}
