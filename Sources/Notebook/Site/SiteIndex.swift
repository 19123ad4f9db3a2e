import Foundation
import Render
import Untrusted

/// The front page of the site, rebuilt from the folders that are there: whatever made or removed them, it is right.
struct SiteIndex {
    /// All cards as a script, for the search on a site whose front page has several pages: a page opened from disk may read no files.
    static let scriptName = "index-cards.js"

    let site: URL
    let reports: ReportSection

    /// Writes the pages, each file in one step and the first page last, and removes those of a larger site.
    ///
    /// Another run may put a page in place between the look at the folders and the writing: then all is done again, so that
    /// whoever writes last has seen every page.
    ///
    /// - Throws: `Theme.Failure` if the theme has no template for it; `Refusal` if it cannot be written.
    func write(theme: Theme) async throws {
        var before: [String]
        repeat {
            before = pageIdentities
            let files = try Self.files(try await found, theme: theme)
            for (name, data) in files { try AtomicFile.write(data, to: name, beneath: site) }
            removeOthers(than: Set(files.map(\.name)))
        } while pageIdentities != before
    }

    /// The folders of all pages, each with what tells it from one that took its place.
    private var pageIdentities: [String] {
        Page.sections.flatMap { section in
            Page.folders(of: section, in: site).map { "\(section)/\($0.name) \($0.folder.identity)" }
        }
    }

    // MARK: - Files

    /// What is written, the first page last.
    static func files(_ found: SiteContents, theme: Theme) throws -> [(name: String, data: Data)] {
        let pages = IndexPages(found.reports)
        let html = { (cards: [IndexCard]) in try cards.map { try theme.render("card", $0) } }
        let cards = try html(pages.cards)
        let others = try (html(found.experiments.map { IndexCard($0) }), html(found.comparisons.map { IndexCard($0) }))
        let record = IndexRecord(reports: found.reports, experiments: found.experiments, comparisons: found.comparisons)
        var files = [(IndexRecord.jsonName, try record.publishedJSON), (IndexRecord.csvName, record.csv)]
        if pages.pages.count > 1 { files.append((scriptName, try script(cards))) }
        for page in pages.pages.indices.reversed() {
            let content = IndexContent(page: page, found: found, pages: pages, cards: cards, others: others)
            files.append((IndexPages.name(ofPage: page), Data(try theme.render("index", content).utf8)))
        }
        return files
    }

    private static func script(_ cards: [String]) throws -> Data {
        let json = String(decoding: try cards.joined().compactJSON, as: UTF8.self)
        return Data("window.glassboxCards = \(PlainText.escaped(script: json.trimmingCharacters(in: .newlines)));\n".utf8)
    }

    /// What a larger site had.
    private func removeOthers(than names: Set<String>) {
        guard let folder = try? UntrustedFolder(site) else { return }
        for name in folder.names where name == Self.scriptName || IndexPages.number(ofPage: name) != nil {
            if !names.contains(name) { folder.remove(name) }
        }
    }

    // MARK: - Folders

    var found: SiteContents {
        get async throws {
            let shelf = try await reports.shelf(folders(in: "reports"))
            return SiteContents(
                reports: shelf.entries,
                experiments: folders(in: "experiments").map {
                    Self.entry($0, "experiment", IndexEntry.init(experiment:name:link:))
                },
                comparisons: folders(in: "diffs").map { Self.entry($0, "comparison", IndexEntry.init(comparison:name:link:)) },
                scoreboard: shelf.scoreboard)
        }
    }

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

    private static func entry(
        _ folder: PageFolder, _ kind: String, _ good: (PageSummary, String, String) -> IndexEntry
    ) -> IndexEntry {
        if folder.hasFailed { return .failed(folder.name, link: folder.link, kind: kind) }
        guard let summary = folder.summary else {
            return .unreadable(folder.name, link: folder.link, kind: kind, missing: PageSummary.fileName)
        }
        return good(summary, folder.name, folder.link)
    }
}
