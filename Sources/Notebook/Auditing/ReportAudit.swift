import Foundation
import Pipeline

/// What came of checking a report again.
public struct ReportAudit: Sendable, Equatable {
    /// As it was given.
    public let folder: String
    public let task: String
    public let checks: [AuditCheck]

    /// Whether no check fails. What was not checked is told, but does not count.
    public var holds: Bool { !checks.contains { $0.outcome == .fails } }
}

extension ReportAudit {
    /// Checks a report again from its files alone: nothing is trained.
    ///
    /// Nothing in the folder is trusted. The program is run only after its syntax tree was looked at, and then isolated.
    ///
    /// - Parameters:
    ///   - folder: the report's folder.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `Refusal` where the folder is no report, `PythonHarnessError.pythonMissing`, `CancellationError`.
    public init(of folder: URL, jobs: Int) async throws {
        let report = try ReportUnderAudit(folder, jobs: jobs)
        let empty = FileManager.default.temporaryDirectory.appending(
            path: "glassbox-audit-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: empty) }
        let harness = try PythonHarness(seconds: Self.mostSeconds, confinement: await Confinement(to: empty))
        self.folder = folder.path
        task = AuditCheck.plain(report.record.task)
        checks = try await Self.checks(report, harness)
    }

    /// For all runs of the program on one set of sequences.
    private static let mostSeconds = 60.0

    private static func checks(_ report: ReportUnderAudit, _ harness: PythonHarness) async throws -> [AuditCheck] {
        let again = Reextraction(report)
        let (admission, program) = await report.admit(by: harness)
        let (claims, found) = try await ClaimChecks(report: report, program: program, again: again).checks()
        return [
            FilesCheck(report: report).check,
            TaskCheck(report: report).check,
            NetworkCheck(report: report).check,
            try await AccuracyCheck(report: report).check(),
            SimplificationCheck(report: report).check,
            LatticeCheck(report: report, again: again).check,
            MachineRecordCheck(report: report, again: again).check,
            TableCheck(report: report, again: again).check,
            DrawingCheck(report: report).check,
            TextCheck(report: report).check,
            admission,
            await BehaviourCheck(report: report, program: program).check(),
        ] + claims + [VerdictCheck(report: report, claims: found).check]
    }
}

extension ReportAudit: Encodable {
    private enum CodingKeys: String, CodingKey { case folder, task, holds, checks }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(folder, forKey: .folder)
        try values.encode(task, forKey: .task)
        try values.encode(holds, forKey: .holds)
        try values.encode(checks, forKey: .checks)
    }
}
