import Determinism
import Foundation
import Render
import Untrusted

/// What became of a site's pages.
public struct SiteOutcome: Sendable {
    /// The front page.
    public let page: URL
    /// Pages that were woven.
    public let woven: Int
    /// Why other pages stay as they were, a sentence each.
    public let skipped: [String]
}

/// What became of some of them.
public struct WovenPages: Sendable, Codable {
    public var woven = 0
    /// Whether one of them needs KaTeX.
    public var hasMath = false
    public var skipped: [String] = []

    public init() {}
}

/// How pages are woven: `weavePages`, or the same in a process of its own. What it throws is told of all the pages it was given.
public typealias PagesWeaver = @Sendable (_ pages: [String], _ site: URL) async throws -> WovenPages

/// Weaves every page of a site again from what its run left beside it, and the front page: after a change of the theme, and
/// without running anything (some hundredths of a second a page).
///
/// - Parameters:
///   - site: the top of the site. Anyone may have made what lies in it.
///   - reports: what the front page tells of reports.
///   - jobs: groups of pages woven at the same time; the result does not depend on it.
///   - weave: weaves a group of pages. Where it throws, each page of the group is tried alone, so that one page keeps no other
///     from being woven.
/// - Returns: how many pages were woven, and which could not be.
/// - Throws: `Refusal` if the machine lacks something or the site cannot be written.
package func weaveSite(
    _ site: URL, reports: ReportSection, jobs: Int, by weave: @escaping PagesWeaver = weavePages
) async throws -> SiteOutcome {
    let theme = try Installation().loadTheme()
    let pages = Page.sections.flatMap { section in Page.folders(of: section, in: site).map { "\(section)/\($0.name)" } }
    // Each group starts a process, and one for its code's colours: of few pages a core, or many at once.
    let groupSize = min(64, max(4, pages.count / max(1, 4 * jobs)))
    let groups = stride(from: 0, to: pages.count, by: groupSize).map { Array(pages[$0..<min($0 + groupSize, pages.count)]) }
    let results = try await concurrentMap(groups, jobs: jobs) { group in
        do {
            return [try await weave(group, site)]
        } catch let refusal as Refusal where refusal.status == .machineLacksSomething {
            throw refusal
        } catch {}
        var alone: [WovenPages] = []
        for page in group { alone.append(await weaveAlone(page, of: site, by: weave)) }
        return alone
    }.flatMap(\.self)
    try writeAssets(theme, hasMath: results.contains(where: \.hasMath), site: site)
    // GitHub's pages would else leave out whatever begins with an underscore.
    try AtomicFile.write(Data(), to: ".nojekyll", beneath: site)
    try await SiteIndex(site: site, reports: reports).write(theme: theme)
    return SiteOutcome(
        page: site.appending(path: Page.fileName), woven: results.reduce(0) { $0 + $1.woven },
        skipped: results.flatMap(\.skipped))
}

/// Weaves one page of a site again after a change of the theme, and the front page.
///
/// - Parameters:
///   - page: its folder, such as `experiments/Parity`: one of the user's own.
///   - site: the top of the site.
///   - reports: what the front page tells of reports.
/// - Returns: whether it could be: its run may have left nothing to weave it from.
/// - Throws: `Refusal` if the machine lacks something or the page cannot be written.
package func weaveAgain(_ page: String, of site: URL, reports: ReportSection) async throws -> Bool {
    let theme = try Installation().loadTheme()
    let woven = try await weavePages([page], of: site, theme: theme)
    guard woven.woven == 1, woven.skipped.isEmpty else { return false }
    try writeAssets(theme, hasMath: woven.hasMath, site: site)
    try await SiteIndex(site: site, reports: reports).write(theme: theme)
    return true
}

/// Writes the page's single file again, where there is one.
///
/// - Returns: why it stays as it was, if it does.
private func writeSingleFile(
    of page: Page, at place: String, in folder: UntrustedFolder, theme: Theme, site: URL
) throws -> String? {
    let name = SingleFile.name(of: folder.url)
    guard folder.hasFile(name) else { return nil }
    let single = SingleFile(folder: folder, theme: theme)
    let missing = single.missingPictures(of: page.html)
    guard missing.isEmpty else {
        return "\(folder.url.path)/\(name) stays as it was, as the page's folder has no plain file \(Wording.list(missing)); "
            + "run the page again"
    }
    try AtomicFile.write(Data(single.html(page.html).utf8), to: "\(place)/\(name)", beneath: site)
    return nil
}

private func weaveAlone(_ page: String, of site: URL, by weave: PagesWeaver) async -> WovenPages {
    do {
        return try await weave([page], site)
    } catch {
        var result = WovenPages()
        result.skipped = ["\(site.appending(path: page).path) could not be woven: \(error); run the page again"]
        return result
    }
}

/// Weaves some pages of a site again.
///
/// - Parameters:
///   - pages: their folders, such as `reports/Parity_All`.
///   - site: the top of the site.
/// - Returns: how many were woven; one whose run left nothing to weave it from is told of.
/// - Throws: `Refusal` if the machine lacks something or a page cannot be written.
@Sendable public func weavePages(_ pages: [String], of site: URL) async throws -> WovenPages {
    try await weavePages(pages, of: site, theme: Installation().loadTheme())
}

private func weavePages(_ pages: [String], of site: URL, theme: Theme) async throws -> WovenPages {
    var result = WovenPages()
    var runs: [(page: String, folder: UntrustedFolder, run: KeptRun)] = []
    for page in pages {
        do {
            guard let folder = (try? UntrustedFolder(site))?.folder(page) else { continue }
            runs.append((page, folder, try KeptRun(folder: folder)))
        } catch let error as Refusal {
            result.skipped.append(error.description)
        }
    }
    let highlighted = try await highlightedCode(runs.flatMap(\.run.snippets))
    for (place, folder, run) in runs {
        let page = try Page(run, highlighted: highlighted, files: Page.files(in: folder), theme: theme)
        try AtomicFile.write(Data(page.html.utf8), to: "\(place)/\(Page.fileName)", beneath: site)
        if let complaint = try writeSingleFile(of: page, at: place, in: folder, theme: theme, site: site) {
            result.skipped.append(complaint)
        }
        try AtomicFile.write(try page.summary.publishedJSON, to: "\(place)/\(PageSummary.fileName)", beneath: site)
        result.woven += 1
        result.hasMath = result.hasMath || page.hasMath
    }
    return result
}
