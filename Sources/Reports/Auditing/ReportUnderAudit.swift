import Foundation
import Notebook
import Pipeline
import Untrusted

/// A report as its files have it, read without trust; what cannot be had is nil, with the reason kept.
struct ReportUnderAudit: Sendable {
    typealias Part<Value> = Result<Value, Unreadable>

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
        let place = try Self.opened(folder)
        let record = try Self.record(in: place)
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
        let files = Self.files(in: place)
        self.record = record
        self.subject = subject
        let (network, networkMetadata) =
            given?.model.map { (.success(.served($0)), [:]) }
            ?? Self.network(files[ReportFile.network], record, shape: TaskShape(task))
        data = given?.symbols == record.data?.symbols ? given?.data : nil
        self.task = Self.task(task, network, data)
        (self.network, self.networkMetadata) = (network, networkMetadata)
        self.files = files
        self.jobs = jobs
        // What a network answers itself is right of it.
        isKnownTask = known != nil || self.task.reference.isNetworkItself
        machine = Self.machine(files[ReportFile.table], letters: task)
        sample = Distillation.sample(of: self.task, seed: record.seed)
        let work = task.length * ((try? network.get().parameterCount) ?? 1)
        let count = max(256, min(Self.freshSequences, Self.freshWork / max(1, work)))
        let fresh = self.task.sample(count, for: .auditing, seed: record.seed)
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
        case .stacked(let described)?:
            // Of the stated shape and symbols, or it would not have been read.
            return described.task
        case nil: break
        }
        return task
    }

    /// Why hidden states cannot be looked at again on the sequences that the report looked at them on; nil where they can.
    var missingSequences: String? {
        record.data?.parts != nil && data == nil
            ? "it was done on sequences spliced from the data, which were not given; say --data" : nil
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

    // MARK: - Reading

    private struct Version: Decodable { let schema: Int }

    private static func opened(_ folder: URL) throws -> UntrustedFolder {
        do throws(Unreadable) {
            return try UntrustedFolder(folder)
        } catch {
            throw Refusal(
                .badInput, "\(error.reason); expected the folder of a report, such as site/reports/Parity_All")
        }
    }

    private static func files(in folder: UntrustedFolder) -> [String: Part<Data>] {
        var files: [String: Part<Data>] = [:]
        for (name, most) in ReportBounds.files {
            do throws(Unreadable) {
                if let data = try folder.contents(of: name, most: most) { files[name] = .success(data) }
            } catch {
                files[name] = .failure(error)
            }
        }
        return files
    }

    private static func record(in folder: UntrustedFolder) throws -> ReportRecord {
        do {
            guard let data = try folder.contents(of: ReportFile.audit, most: ReportBounds.audit) else {
                throw Unreadable("\(ReportFile.audit) is missing")
            }
            // Asked first: a file of another schema may lack what this one has.
            let schema = try Version(publishedJSON: data).schema
            guard schema == ReportRecord.schema else {
                throw Unreadable(
                    "audit.json has the schema \(schema); expected \(ReportRecord.schema), which this Glassbox writes; make it again with "
                        + "glassbox report")
            }
            let record = try ReportRecord(publishedJSON: data)
            if let excess = ReportBounds.excess(of: record) {
                throw Unreadable("audit.json is beyond what is checked: \(excess)")
            }
            return record
        } catch let error as Unreadable {
            throw Refusal(.badInput, "\(folder.url.path) is no report: \(error.reason)")
        } catch {
            throw Refusal(
                .badInput,
                "\(folder.url.path) is no report that can be checked: audit.json \(Self.words(error)); make it again with "
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
                : .stacked(try DescribedNetwork(file, name: record.task))
            let network = audited.network
            guard network.inputWidth == shape.inputWidth, network.outputWidth == shape.outputWidth else {
                return (
                    .failure(
                        .init(
                            "\(ReportFile.network) reads \(network.inputWidth) inputs and gives \(network.outputWidth) outputs; "
                                + "expected \(shape.inputWidth) and \(shape.outputWidth)")), file.metadata
                )
            }
            if case .stacked(let described) = audited,
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
