import Determinism
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
    /// - Parameters:
    ///   - folders: their paths.
    ///   - jobs: how many reports are read at the same time; the result does not depend on it.
    /// - Throws: `Refusal` where one of the folders is neither, or there are too many reports.
    init(in folders: [String], jobs: Int = 1) async throws {
        let places = try folders.flatMap(Self.reportFolders).flatMap { reports in reports.names.map { (reports, $0) } }
        guard places.count <= Self.most else {
            throw Refusal(
                .badInput, "There are \(Wording.count(places.count, "report")); expected at most \(Wording.count(Self.most))")
        }
        let read = try await concurrentMap(Array(places.enumerated()), jobs: jobs) { index, place in
            if index.isMultiple(of: 100) {
                progress("reading report \(Wording.count(index + 1))", fraction: Double(index) / Double(places.count))
            }
            return place.0.folder(place.1).flatMap(Self.outcome)
        }
        outcomes = read.compactMap(\.self)
        unread = read.count - outcomes.count
    }

    /// The folders of reports of a sweep's sites, in the order of their names, numbers by their size; or that of a site.
    private static func reportFolders(_ path: String) throws -> [UntrustedFolder] {
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
