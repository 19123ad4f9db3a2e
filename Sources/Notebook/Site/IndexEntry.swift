import Foundation
import Untrusted

/// What the front page knows of a page: made once, and told on a card, as a line of `index.csv` and in `index.json`.
///
/// Every word may come from a file that someone else wrote. It is cut here to what a card can carry, and escaped where it is shown.
package struct IndexEntry: Equatable, Sendable {
    /// How the page's folder is called, without what marks a failed run.
    let name: String
    let title: String
    /// The page, relative to the front page.
    let link: String
    /// "task", "data", "network"; "experiment", "comparison".
    let kind: String
    /// What reports with other seeds are of, too: those share a card. Nil where nothing is shared.
    let subject: String?
    let seed: UInt64?
    /// "formula", "table", "formula up to length 7"; "holds", "fails"; "failed", "unreadable"; nil for an experiment that claims nothing.
    let verdict: String?
    /// The verdict without its length, to choose among cards by.
    let verdictKind: String?
    /// "mechanistic" or "behavioural".
    let evidence: String?
    let tone: Tone
    /// The explanation's route; none for an experiment.
    let route: String?
    /// The program's heart, in one line of code.
    let program: String?
    let summary: String?
    let figures: Figures
    let thumbnail: String?
    let thumbnailAlt: String

    /// The class that colours the verdict.
    package enum Tone: String, Encodable, Sendable { case holds, neutral, fails }

    /// Numbers that a report states, as far as they are known.
    package struct Figures: Equatable, Sendable {
        package var states: Int?
        /// Whether no finite machine was found.
        package var lacksMachine = false
        /// What the program costs its reader.
        package var cost: Int?
        package var claims: Int?
        package var claimsHolding: Int?
        package var seconds: Double?

        package init() {}
    }

    /// Characters of what a card shows.
    private enum Most {
        static let title = 120
        static let word = 80
        static let line = 120
        static let sentence = 300
    }

    package init(
        name: String, title: String, link: String, kind: String, subject: String? = nil, seed: UInt64? = nil, verdict: String?,
        verdictKind: String? = nil, evidence: String? = nil, tone: Tone, route: String? = nil, program: String? = nil,
        summary: String?, figures: Figures = Figures(), thumbnail: String? = nil, thumbnailAlt: String = ""
    ) {
        func cut(_ text: String?, _ most: Int) -> String? {
            text.flatMap { $0.isEmpty ? nil : PlainText(line: $0, most: most).description }
        }
        self.name = PlainText(line: name).description
        self.title = cut(title, Most.title) ?? self.name
        self.link = "\(link)/\(Page.fileName)"
        self.kind = kind
        self.subject = subject
        self.seed = seed
        self.verdict = cut(verdict, Most.word)
        self.verdictKind = cut(verdictKind ?? verdict, Most.word)
        self.evidence = cut(evidence, Most.word)
        self.tone = tone
        self.route = cut(route, Most.word)
        self.program = cut(program, Most.line)
        self.summary = cut(summary, Most.sentence)
        self.figures = figures
        self.thumbnail = thumbnail.map { "\(link)/\(FileName.safe($0))" }
        self.thumbnailAlt = cut(thumbnailAlt, Most.sentence) ?? ""
    }

    /// Of a page that has lost the file which says what is on it.
    package static func unreadable(_ name: String, link: String, kind: String, missing file: String) -> IndexEntry {
        IndexEntry(
            name: name, title: name, link: link, kind: kind, verdict: "unreadable", tone: .fails,
            summary: "Its \(file) is missing or damaged; run it again.")
    }

    /// Of a run that did not reach its end, where no good page is left.
    package static func failed(_ name: String, link: String, kind: String) -> IndexEntry {
        IndexEntry(
            name: name, title: name, link: link, kind: kind, verdict: "failed", tone: .fails,
            summary: "The last run did not reach its end; the page shows how far it came.")
    }
}

extension IndexEntry {
    /// Of an experiment: whether what it concludes holds.
    init(experiment page: PageSummary, name: String, link: String) {
        let holds = page.conclusions.allSatisfy(\.holds)
        self.init(
            page, name: name, link: link, kind: "experiment", verdict: holds ? "holds" : "fails", tone: holds ? .holds : .fails)
    }

    /// Of a comparison: that two differ is what was found, and no fault.
    init(comparison page: PageSummary, name: String, link: String) {
        let isAlike = page.conclusions.allSatisfy(\.holds)
        self.init(
            page, name: name, link: link, kind: "comparison", verdict: isAlike ? "alike" : "differ",
            tone: isAlike ? .holds : .neutral)
    }

    private init(_ page: PageSummary, name: String, link: String, kind: String, verdict: String, tone: Tone) {
        self.init(
            name: name, title: page.title, link: link, kind: kind, verdict: page.conclusions.isEmpty ? nil : verdict,
            tone: tone,
            summary: page.summary, thumbnail: page.thumbnail, thumbnailAlt: page.thumbnailAlt ?? "")
    }
}
