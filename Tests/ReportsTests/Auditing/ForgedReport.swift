import Foundation
import Untrusted

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// A report's files, to be altered as someone would who wants it to say something else.
struct ForgedReport: Sendable {
    var files: [String: Data]

    /// Made once, for all tests: nothing in it is hidden or new to the task.
    private static let made = Task { try await distilled("Abs_Current", budget: nil) }
    /// One that nothing was learned for.
    private static let unlearned = Task { try await distilled("Abs_Current", budget: .milliseconds(1)) }

    private static func distilled(_ task: String, budget: Duration?) async throws -> [String: Data] {
        let task = try Benchmark.task([task])
        return try await Report(distill(task, seed: 1, jobs: 2, budget: budget)).contents().files
    }

    static func original() async throws -> ForgedReport { ForgedReport(files: try await made.value) }
    static func unsolved() async throws -> ForgedReport { ForgedReport(files: try await unlearned.value) }

    // MARK: - Reading

    struct Missing: Error { let what: String }

    func data(_ name: String) throws -> Data {
        guard let data = files[name] else { throw Missing(what: name) }
        return data
    }

    func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

    /// The last step of simplification that was kept, by its number.
    func lastKeptStep() throws -> Int {
        let record = try ReportRecord(publishedJSON: try data("audit.json"))
        guard let step = record.simplification.lastIndex(where: \.kept) else { throw Missing(what: "a step") }
        return step
    }

    // MARK: - Altering

    /// Puts another value in a JSON file, at a path of keys and indices separated by full stops.
    mutating func set(_ path: String, in name: String = "audit.json", _ change: (Any) throws -> Any) throws {
        let root = try JSONSerialization.jsonObject(with: try data(name), options: .fragmentsAllowed)
        let altered = try Self.replacing(in: root, at: path.split(separator: ".")[...], change)
        files[name] = try JSONSerialization.data(withJSONObject: altered)
    }

    mutating func set(_ path: String, in name: String = "audit.json", to value: Any) throws {
        try set(path, in: name) { _ in value }
    }

    private static func replacing(
        in value: Any, at path: ArraySlice<Substring>, _ change: (Any) throws -> Any
    ) throws -> Any {
        guard let key = path.first else { return try change(value) }
        if var object = value as? [String: Any] {
            object[String(key)] = try replacing(in: object[String(key)] ?? NSNull(), at: path.dropFirst(), change)
            return object
        }
        guard var array = value as? [Any], let index = Int(key), array.indices.contains(index) else {
            throw Missing(what: String(key))
        }
        array[index] = try replacing(in: array[index], at: path.dropFirst(), change)
        return array
    }

    mutating func replace(_ old: String, with new: String, in name: String) throws {
        guard try text(name).contains(old) else { throw Missing(what: old) }
        files[name] = Data(try text(name).replacing(old, with: new).utf8)
    }

    /// Another network in the file, with all that is said beside the weights.
    mutating func setNetwork(metadata: [String: String] = [:], _ change: (inout RecurrentNetwork) -> Void) throws {
        let file = try SafetensorsFile(try data("network.safetensors"))
        var network = try RecurrentNetwork(safetensors: file)
        change(&network)
        files["network.safetensors"] = try network.safetensors(metadata: file.metadata.merging(metadata) { $1 })
    }

    /// Another name for the task, in all places that have it.
    mutating func rename(_ task: String) throws {
        try set("task", to: task)
        try set("command", to: "glassbox report \(ShellWord(task)) --seed 1")
        try setNetwork(metadata: ["task": task]) { _ in }
        let record = try ReportRecord(publishedJSON: try data("audit.json"))
        if let program = record.explanation.program { try setProgram(program) }
        try mendHashes()
    }

    /// Another program, as a value and, if it is told, as text, with all that is told of it.
    mutating func setProgram(_ program: Program, isTold: Bool = true) throws {
        let value = try JSONSerialization.jsonObject(with: JSONEncoder().encode(program))
        try set("explanation.program", to: value)
        guard isTold else { return }
        let record = try ReportRecord(publishedJSON: try data("audit.json"))
        let network = try RecurrentNetwork(safetensors: try data("network.safetensors"))
        let emission = PythonEmission(
            program, for: try task(of: record), from: network, route: record.explanation.route ?? "",
            seed: record.seed)
        files["program.py"] = Data(emission.text.utf8)
        try set("explanation.formulas", to: program.formulas)
        try set("explanation.cost", to: program.cost.nodes)
        try set("heart", to: emission.heart)
    }

    private func task(of record: ReportRecord) throws -> SequenceTask {
        let known = Benchmark.task(named: record.task)
        guard let task = known ?? record.shape.task(named: record.task, summary: record.summary ?? "") else {
            throw Missing(what: "a task")
        }
        return task
    }

    /// Makes the hashes those of the files as they are now.
    mutating func mendHashes() throws {
        for (name, data) in files where name != "audit.json" {
            let stated = "\(Fingerprint(data))"
            try set("files", in: "audit.json") { hashes in
                var hashes = hashes as? [String: Any] ?? [:]
                hashes[name] = stated
                return hashes
            }
        }
    }

    // MARK: - Auditing

    func write(to folder: TemporaryFolder) throws {
        for (name, data) in files { try folder.write(data, name) }
    }

    func audit() async throws -> ReportAudit {
        let folder = try TemporaryFolder()
        try write(to: folder)
        return try await ReportAudit(of: folder.url, jobs: 2)
    }
}

extension ReportAudit {
    func outcome(_ check: String) -> AuditCheck.Outcome? { checks.first { $0.check == check }?.outcome }

    func failing() -> [String] { checks.filter { $0.outcome == .fails }.map { "\($0.check): \($0.found)" } }
}
