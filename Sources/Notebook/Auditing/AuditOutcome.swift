import Foundation

/// What came of one of several folders: one that is no report must not hide what the others are.
public enum AuditOutcome: Sendable {
    case audited(ReportAudit)
    case refused(Refusal)

    /// - Throws: what is no fault of the folder's.
    public init(of folder: URL, jobs: Int) async throws {
        do {
            self = .audited(try await ReportAudit(of: folder, jobs: jobs))
        } catch let refusal as Refusal {
            self = .refused(refusal)
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
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let reports = names.filter { name in
            !name.hasPrefix(".")
                && FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/\(ReportFile.audit)").path)
        }
        guard !reports.isEmpty else {
            throw Refusal(
                .badInput,
                "There is no report in \(folder.path); expected folders that glassbox report wrote, or another --site")
        }
        return reports.sorted().map { folder.appending(path: $0, directoryHint: .isDirectory) }
    }
}
