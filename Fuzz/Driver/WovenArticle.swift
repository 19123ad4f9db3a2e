import Foundation
@testable import Notebook
@testable import Render

/// Pages as the site weaves them, without colours: these come from Pygments, a process of its own.
enum WovenArticle {
    static let theme = try? Theme(folder: try Installation().theme, math: ["katex": Data()])

    /// An article for events that come without one.
    static let sample = try? LiterateDocument(
        source: """
            /*:
             # Title
             Prose with $x^2$. More.
             */
            let a = 1
            //: ## Then
            let b = 2

            let c = 3
            """, file: "Fuzz.swift")

    /// Weaves a page and its entry in the index.
    static func weave(_ weaver: PageWeaver) {
        let content = weaver.content(highlighted: [:], kicker: "Fuzz", facts: [("fact", "value")], files: ["file.txt"])
        finish(try? theme?.render("page", content), PageSummary(weaver, content))
        _ = weaver.shownSnippets + PageWeaver.snippets(in: weaver.document)
    }

    /// Weaves what was kept of a run.
    static func weave(_ run: KeptRun) {
        guard let theme, let page = try? Page(run, highlighted: [:], files: ["file.txt"], theme: theme) else { return }
        _ = run.snippets
        finish(page.html, page.summary)
    }

    private static func finish(_ html: String?, _ summary: PageSummary) {
        demand(html?.contains("<script>alert") != true, "no script comes from an input")
        let json = try? summary.publishedJSON
        demand(json.flatMap { try? PageSummary(publishedJSON: $0) } == summary, "a summary written out is read the same")
    }
}
