import Foundation
import Pipeline
import Render

/// What became of a site's pages.
public struct SiteOutcome: Sendable {
    /// The front page.
    public let page: URL
    /// Pages that were woven.
    public let woven: Int
    /// Why other pages stay as they were, a sentence each.
    public let skipped: [String]
}

/// Weaves every page of a site again from what its run left beside it, and the front page: after a change of the theme, and
/// without running anything (some hundredths of a second a page).
///
/// - Parameters:
///   - site: the top of the site.
///   - jobs: pages woven at the same time; the result does not depend on it.
/// - Returns: how many pages were woven, and which could not be.
/// - Throws: `Refusal` if the machine lacks something or the site cannot be written.
public func weaveSite(_ site: URL, jobs: Int) async throws -> SiteOutcome {
    let theme = try Installation().loadTheme()
    var runs: [(folder: URL, run: KeptRun)] = []
    var skipped: [String] = []
    for folder in pageFolders(of: site) {
        do {
            runs.append((folder, try KeptRun(folder: folder)))
        } catch let error as Refusal {
            skipped.append(error.description)
        }
    }
    let highlighted = try await highlightedCode(runs.flatMap(\.run.snippets))
    let hasMath = try await concurrentMap(runs, jobs: jobs) { folder, run in
        let page = try Page(run, highlighted: highlighted, files: Page.files(in: folder), theme: theme)
        try AtomicFile.write(Data(page.html.utf8), to: folder.appending(path: Page.fileName))
        let single = folder.appending(path: SingleFile.name(of: folder))
        if FileManager.default.fileExists(atPath: single.path) {
            try AtomicFile.write(Data(SingleFile(folder: folder, theme: theme).html(page.html).utf8), to: single)
        }
        try AtomicFile.write(try page.summary.publishedJSON, to: folder.appending(path: PageSummary.fileName))
        return page.hasMath
    }
    try writeAssets(theme, hasMath: hasMath.contains(true), site: site)
    try SiteIndex(site: site).write(theme: theme)
    return SiteOutcome(page: site.appending(path: Page.fileName), woven: runs.count, skipped: skipped)
}

/// The folders of reports and experiments, in order of their names.
private func pageFolders(of site: URL) -> [URL] {
    ["reports", "experiments"].flatMap { section in
        let folder = site.appending(path: section)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }.map { folder.appending(path: $0, directoryHint: .isDirectory) }
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: Page.fileName).path) }
    }
}
