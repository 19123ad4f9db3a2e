import Foundation
import Notebook
import Pipeline
import Untrusted

/// What came of checking a report again.
public struct ReportAudit: Sendable, Equatable {
    /// As it was given.
    public let folder: String
    public let task: String
    public let checks: [AuditCheck]

    init(folder: String, task: String, checks: [AuditCheck]) {
        self.folder = folder
        self.task = PlainText(line: task, most: 100).description
        self.checks = checks
    }

    /// Whether no check fails. What was not checked is told, but does not count.
    public var holds: Bool { !checks.contains { $0.outcome == .fails } }
}

extension ReportAudit {
    /// Checks a report again from its files alone: nothing is trained.
    ///
    /// Nothing in the folder is trusted, and nothing of it is run. What a file states is bounded (`ReportBounds`); time and memory
    /// are bounded by running this in a process of its own, as `glassbox audit` does.
    ///
    /// - Parameters:
    ///   - folder: the report's folder.
    ///   - data: the auditor's own copy of what the report says it was made of; nil where there is none.
    ///   - model: a command that serves the model that it is of, run in the current folder; nil where none was named.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `Refusal` where the folder is no report, `PythonHarnessError.pythonMissing`, `CancellationError`.
    public init(
        of folder: URL, data: URL? = nil, model: String? = nil, jobs: Int
    ) async throws {
        var harness = try PythonHarness(seconds: Self.mostSeconds, memoryBytes: Self.mostMemory)
        if let received = try ReceivedQuestions(folder) {
            harness.jobs = jobs
            let audit = try QuestionAudit(of: received, data: data, by: harness)
            self.init(folder: folder.path, task: received.record.name, checks: try await audit.checks())
            return
        }
        var report = try ReportUnderAudit(folder, jobs: jobs)
        if let data {
            // Read as the report says that it was: columns and all that decide what it holds.
            let reading = ReportSubject.Reading(arguments: report.record.data?.arguments ?? [])
            report = try ReportUnderAudit(folder, subject: try await ReportSubject(data, reading: reading), jobs: jobs)
        }
        if let model, report.record.isServed {
            let reading = ReportSubject.Reading(arguments: report.record.data?.arguments ?? [])
            let directory = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
            let subject = try ReportSubject(model: model, in: directory, reading: reading)
            report = try ReportUnderAudit(folder, subject: subject, jobs: jobs)
        }
        let checks = try await Self.checks(report, harness)
        do { try report.subject?.model?.check() } catch { throw Refusal(.badInput, "\(error)") }
        self.init(folder: folder.path, task: report.record.task, checks: checks)
    }

    /// For all runs of the program on one set of sequences.
    private static let mostSeconds = 60.0
    /// For each of them: some sequences and a formula.
    private static let mostMemory = 256 << 20

    private static func checks(_ report: ReportUnderAudit, _ harness: PythonHarness) async throws -> [AuditCheck] {
        let again = Reextraction(report)
        let program = report.program(by: harness)
        let (claims, found) = try await ClaimChecks(report: report, program: program).checks()
        return [
            FilesCheck(report: report).check,
            TaskCheck(report: report).check,
            NetworkCheck(report: report).check,
            try await AccuracyCheck(report: report).check(),
            SimplificationCheck(report: report).check,
            LatticeCheck(report: report, again: again).check,
            MachineRecordCheck(report: report, again: again).check,
            StreamsCheck(report: report).check,
            TableCheck(report: report, again: again).check,
            DrawingCheck(report: report).check,
            TextCheck(report: report).check,
            await BehaviourCheck(report: report, program: program).check(),
        ] + claims + [VerdictCheck(report: report, claims: found).check]
    }
}

extension ReportAudit: Codable {
    private enum CodingKeys: String, CodingKey { case folder, task, holds, checks }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            folder: try values.decode(String.self, forKey: .folder), task: try values.decode(String.self, forKey: .task),
            checks: try values.decode([AuditCheck].self, forKey: .checks))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(folder, forKey: .folder)
        try values.encode(task, forKey: .task)
        try values.encode(holds, forKey: .holds)
        try values.encode(checks, forKey: .checks)
    }
}
