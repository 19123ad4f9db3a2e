import Foundation

/// A card of the front page. Every word may come from a file that someone else wrote; the template escapes it.
package struct IndexCard: Equatable {
    let title: String
    /// The page, relative to the front page.
    let link: String
    /// "formula", "table", "unsolved"; "holds", "fails"; "failed", "unreadable"; nil for an experiment that claims nothing.
    let verdict: String?
    /// "mechanistic" or "behavioural".
    let evidence: String?
    /// The class that colours the verdict.
    let tone: String
    /// The explanation's route; none for an experiment.
    let route: String?
    /// The program's heart, in one line of code.
    let program: String?
    let summary: String?
    /// "route: linear · 4 states · 7.4 s", as far as they are known.
    let facts: String?
    let thumbnail: String?
    let thumbnailAlt: String

    package init(
        title: String, link: String, verdict: String?, evidence: String? = nil, tone: String, route: String? = nil,
        program: String? = nil, summary: String?, facts: String? = nil, thumbnail: String? = nil, thumbnailAlt: String = ""
    ) {
        self.title = title
        self.link = link
        self.verdict = verdict
        self.evidence = evidence
        self.tone = tone
        self.route = route
        self.program = program
        self.summary = summary
        self.facts = facts
        self.thumbnail = thumbnail
        self.thumbnailAlt = thumbnailAlt
    }

    /// The card of a page that has lost the file which says what is on it.
    package static func unreadable(_ name: String, link: String, missing file: String) -> IndexCard {
        IndexCard(
            title: name, link: "\(link)/\(Page.fileName)", verdict: "unreadable", tone: "fails",
            summary: "Its \(file) is missing or damaged; run it again.")
    }

    /// The card of a run that did not reach its end, where no good page is left.
    package static func failed(_ name: String, link: String) -> IndexCard {
        IndexCard(
            title: name, link: "\(link)/\(Page.fileName)", verdict: "failed", tone: "fails",
            summary: "The last run did not reach its end; the page shows how far it came.")
    }
}

extension IndexCard {
    /// The card of an experiment.
    init(_ page: PageSummary, link: String) {
        let holds = page.conclusions.allSatisfy(\.holds)
        self.init(
            title: page.title, link: "\(link)/\(Page.fileName)",
            verdict: page.conclusions.isEmpty ? nil : holds ? "holds" : "fails", tone: holds ? "holds" : "fails",
            summary: page.summary, thumbnail: page.thumbnail.map { "\(link)/\(FileName.safe($0))" },
            thumbnailAlt: page.thumbnailAlt ?? "")
    }

    /// The card of a comparison: that two differ is what was found, and no fault.
    init(comparison page: PageSummary, link: String) {
        let isAlike = page.conclusions.allSatisfy(\.holds)
        self.init(
            title: page.title, link: "\(link)/\(Page.fileName)",
            verdict: page.conclusions.isEmpty ? nil : isAlike ? "alike" : "differ", tone: isAlike ? "holds" : "neutral",
            summary: page.summary, thumbnail: page.thumbnail.map { "\(link)/\(FileName.safe($0))" },
            thumbnailAlt: page.thumbnailAlt ?? "")
    }
}
