import Foundation
import Render
import Untrusted

/// A page as it is written: its text, what the index says of it, and what it needs of the site.
package struct Page: Sendable {
    package static let fileName = "index.html"

    let html: String
    let summary: PageSummary
    /// Whether it has formulas, for which the site must hold KaTeX.
    let hasMath: Bool

    /// Weaves a page.
    ///
    /// - Parameters:
    ///   - run: what it tells.
    ///   - highlighted: the coloured code; what is missing is shown plain.
    ///   - files: names of files to be offered, relative to the page.
    ///   - theme: the look.
    /// - Throws: `Theme.Failure`.
    init(_ run: KeptRun, highlighted: [Snippet: SafeHTML], files: [String], theme: Theme) throws {
        let weaver = run.weaver
        let content = weaver.content(
            highlighted: highlighted, kicker: run.kicker, facts: run.facts.map { ($0.label, $0.value) }, files: files,
            typesetsMath: theme.math != nil)
        html = try theme.render("page", content)
        summary = PageSummary(weaver, content)
        hasMath = content.hasMath
    }

    /// The sections of a site that have pages.
    static let sections = ["reports", "experiments", "diffs"]

    /// The folders of a section that hold a page, in order of their names.
    static func folders(of section: String, in site: URL) -> [(name: String, folder: UntrustedFolder)] {
        guard let parent = (try? UntrustedFolder(site))?.folder(section) else { return [] }
        return parent.names.compactMap { name in
            parent.hasFile("\(name)/\(fileName)") ? parent.folder(name).map { (name, $0) } : nil
        }
    }

    /// The files in a page's folder that it offers, in order of their names; figures are on the page already.
    static func files(in folder: UntrustedFolder) -> [String] {
        let own = [fileName, PageSummary.fileName, SecondsFile.name, SingleFile.name(of: folder.url)]
        return folder.names.filter { !own.contains($0) && folder.hasFile($0) }
    }
}
