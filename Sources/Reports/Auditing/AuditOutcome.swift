import Determinism
import Foundation
import Notebook
import Pipeline
import Untrusted

/// What came of one of several folders: one that is no report must not hide what the others are.
public enum AuditOutcome: Sendable, Codable {
    case audited(ReportAudit)
    case refused(Refusal)

    /// - Throws: what is no fault of the folder's.
    public init(of folder: URL, data: URL? = nil, model: String? = nil, jobs: Int) async throws {
        do {
            self = .audited(try await ReportAudit(of: folder, data: data, model: model, jobs: jobs))
        } catch let refusal as Refusal {
            self = .refused(refusal)
        }
    }

    /// Of a report whose audit did not come to its end; the reason is a clause.
    public init(of folder: URL, endedBecause reason: String) {
        let check = AuditCheck(
            "audit", "The report can be checked within bounds of time and memory", objections: [reason], found: "")
        self = .audited(ReportAudit(folder: folder.path, task: folder.lastPathComponent, checks: [check]))
    }

    /// Audits folders, several at a time.
    ///
    /// - Parameters:
    ///   - folders: what to audit.
    ///   - jobs: how much may run at the same time.
    ///   - audit: audits one, with so many jobs.
    ///   - take: is given each outcome, in the order of the folders, as soon as it and those before it are there.
    /// - Returns: all of them.
    /// - Throws: what `audit` or `take` throws.
    public static func all(
        of folders: [URL], jobs: Int, by audit: @escaping @Sendable (URL, Int) async throws -> AuditOutcome,
        take: @escaping @Sendable (AuditOutcome) throws -> Void
    ) async throws -> [AuditOutcome] {
        let atOnce = max(1, min(jobs, folders.count))
        let ordered = InOrder(take)
        return try await concurrentMap(Array(folders.enumerated()), jobs: atOnce) { index, folder in
            let outcome = try await audit(folder, max(1, jobs / atOnce))
            try ordered.deliver(outcome, at: index)
            return outcome
        }
    }

    public var status: Refusal.Status {
        switch self {
        case .audited(let audit): audit.holds ? .allHolds : .somethingFails
        case .refused(let refusal): refusal.status
        }
    }

    /// One line on many.
    public static func summary(of outcomes: [AuditOutcome]) -> String {
        let held = outcomes.count { $0.status == .allHolds }
        let failing = outcomes.compactMap { outcome -> String? in
            guard case .audited(let audit) = outcome, !audit.holds else { return nil }
            return audit.task
        }
        let names = failing.isEmpty ? "" : "; not of \(Wording.list(failing))"
        return "\(held) of \(Wording.count(outcomes.count, "report")): everything that was checked holds\(names)"
    }
}

extension ReportAudit {
    /// The folders of a site's reports, by name.
    ///
    /// - Throws: `Refusal` where there are none.
    public static func reports(ofSite site: URL) throws -> [URL] {
        let folder = site.appending(path: "reports", directoryHint: .isDirectory)
        let parent = (try? UntrustedFolder(site))?.folder("reports")
        let reports = (parent?.names ?? []).filter { name in
            [ReportFile.audit, ReportFile.questions].contains { parent?.hasFile("\(name)/\($0)") == true }
        }
        guard !reports.isEmpty else {
            throw Refusal(
                .badInput,
                "There is no report in \(folder.path); expected folders that glassbox report wrote, or another --site")
        }
        return reports.map { folder.appending(path: $0, directoryHint: .isDirectory) }
    }
}
