import Foundation
import Notebook
import Reports
import Untrusted

/// The reports of sweeps and of sites, from anyone: what cannot be read is passed over and counted.
struct SweptReports: Sendable {
    let outcomes: [SeedOutcome]
    /// Folders that hold no report that can be compared.
    let unread: Int

    /// Above that a study would no longer be a page.
    private static let most = 200_000

    /// Reads the reports of some folders: each a sweep's, with a site for each seed under `sites/`, or a site itself.
    ///
    /// - Throws: `Refusal` where one of them is neither, or there are too many reports.
    init(in folders: [String]) throws {
        var outcomes: [SeedOutcome] = []
        var unread = 0
        for path in folders {
            for reports in try Self.reportFolders(of: path) {
                for name in reports.names {
                    guard outcomes.count + unread < Self.most else {
                        throw Refusal(
                            .badInput, "\(path) has more than the \(Wording.count(Self.most)) reports that are compared")
                    }
                    if let outcome = reports.folder(name).flatMap(Self.outcome) {
                        outcomes.append(outcome)
                    } else {
                        unread += 1
                    }
                }
            }
        }
        (self.outcomes, self.unread) = (outcomes, unread)
    }

    /// The folders of reports of a sweep's sites, in the order of their names, numbers by their size; or that of a site.
    private static func reportFolders(of path: String) throws -> [UntrustedFolder] {
        let folder: UntrustedFolder
        do {
            folder = try UntrustedFolder(URL(filePath: path, directoryHint: .isDirectory))
        } catch {
            throw Refusal(.badInput, "\(error.reason); expected the folder of a sweep, such as sweeps/example, or of a site")
        }
        let sites = folder.folder("sites").map { sites in
            sites.names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }.compactMap { sites.folder($0) }
        }
        let found = (sites ?? [folder]).compactMap { $0.folder("reports") }
        guard !found.isEmpty else {
            throw Refusal(
                .badInput,
                "\(path) has no reports; expected the folder of a sweep, with sites/seed-1/reports in it, or of a site, with reports"
            )
        }
        return found
    }

    private static func outcome(of report: UntrustedFolder) -> SeedOutcome? {
        guard let digest = ReportDigest(report: report), let reported = ReportedProgram(report: report) else { return nil }
        return SeedOutcome(digest, reported)
    }
}
