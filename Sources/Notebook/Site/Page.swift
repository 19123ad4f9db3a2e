import Foundation
import Render

/// A page as it is written: its text, what the index says of it, and what it needs of the site.
struct Page: Sendable {
    static let fileName = "index.html"

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

    /// The files in a page's folder that it offers, in order of their names; figures are on the page already.
    static func files(in folder: URL) -> [String] {
        let own = [fileName, PageSummary.fileName, SecondsFile.name, SingleFile.name(of: folder)]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
                && !name.hasPrefix(".") && !own.contains(name)
        }
    }
}
