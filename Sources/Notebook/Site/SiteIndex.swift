import Foundation
import Render
import Untrusted

/// The front page of the site, rebuilt from the folders that are there: whatever made or removed them, it is right.
struct SiteIndex {
    struct Content {
        let root = ""
        let reports: [IndexCard]
        let experiments: [IndexCard]
        /// Comparisons of two subjects.
        let diffs: [IndexCard]
        let hasReports: Bool
        let hasExperiments: Bool
        let hasDiffs: Bool
        let isEmpty: Bool
        let verdicts: IndexFilter
        let routes: IndexFilter
        let count: Int
        let scoreboard: (any Sendable)?
    }

    let site: URL
    let reports: ReportSection

    /// Writes the page in one step.
    ///
    /// Another run may put a page in place between the look at the folders and the writing: then all is done again, so that
    /// whoever writes last has seen every page.
    ///
    /// - Throws: `Theme.Failure` if the theme has no template for it; `Refusal` if it cannot be written.
    func write(theme: Theme) throws {
        var before: [String]
        repeat {
            before = pageIdentities
            try AtomicFile.write(Data(theme.render("index", content).utf8), to: Page.fileName, beneath: site)
        } while pageIdentities != before
    }

    /// The folders of all pages, each with what tells it from one that took its place.
    private var pageIdentities: [String] {
        Page.sections.flatMap { section in
            Page.folders(of: section, in: site).map { "\(section)/\($0.name) \($0.folder.identity)" }
        }
    }

    var content: Content {
        let shelf = self.reports.shelf(folders(in: "reports"))
        let reports = shelf.cards
        let experiments = folders(in: "experiments").map { Self.card($0) { IndexCard($0, link: $1) } }
        let diffs = folders(in: "diffs").map { Self.card($0) { IndexCard(comparison: $0, link: $1) } }
        return Content(
            reports: reports, experiments: experiments, diffs: diffs, hasReports: !reports.isEmpty,
            hasExperiments: !experiments.isEmpty, hasDiffs: !diffs.isEmpty,
            isEmpty: reports.isEmpty && experiments.isEmpty && diffs.isEmpty,
            verdicts: IndexFilter(reports.compactMap(\.verdict)),
            routes: IndexFilter(reports.compactMap(\.route)), count: reports.count,
            scoreboard: shelf.scoreboard)
    }

    // MARK: - Folders

    /// The folders of a section that hold a page: those with a place of their own in its order, then the others by name.
    private func folders(in section: String) -> [PageFolder] {
        let pages = Page.folders(of: section, in: site)
        let names = Set(pages.map(\.name))
        let folders = pages.compactMap { name, contents -> PageFolder? in
            let (good, hasFailed) = PageSummary.parts(ofFolder: name)
            // A good page is what counts: a later failure is told where it happened, not here.
            if hasFailed, names.contains(good) { return nil }
            return PageFolder(
                contents: contents, name: good, link: "\(section)/\(Self.link(name))", hasFailed: hasFailed)
        }
        let places = Dictionary(uniqueKeysWithValues: reports.order.enumerated().map { ($1, $0) })
        return folders.sorted { (places[$0.name] ?? .max, $0.name) < (places[$1.name] ?? .max, $1.name) }
    }

    /// A folder's name as part of a link.
    private static func link(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? name
    }

    // MARK: - Cards

    private static func card(_ folder: PageFolder, _ good: (PageSummary, String) -> IndexCard) -> IndexCard {
        if folder.hasFailed { return .failed(folder.name, link: folder.link) }
        guard let summary = folder.summary else {
            return .unreadable(folder.name, link: folder.link, missing: PageSummary.fileName)
        }
        return good(summary, folder.link)
    }
}
