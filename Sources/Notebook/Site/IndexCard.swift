import Foundation
import Pipeline

/// A card of the front page. Every word may come from a file that someone else wrote; the template escapes it.
struct IndexCard: Equatable {
    let title: String
    /// The page, relative to the front page.
    let link: String
    /// "formula", "table", "unsolved"; "holds", "fails"; "failed", "unreadable"; nil for an experiment that claims nothing.
    let verdict: String?
    /// "mechanistic" or "behavioural".
    var evidence: String?
    /// The class that colours the verdict.
    let tone: String
    /// The explanation's route; none for an experiment.
    var route: String?
    /// The program's heart, in one line of code.
    var program: String?
    let summary: String?
    /// "route: linear · 4 states · 7.4 s", as far as they are known.
    var facts: String?
    var thumbnail: String?
    var thumbnailAlt = ""

    /// The card of a page that has lost the file which says what is on it.
    static func unreadable(_ name: String, link: String, missing file: String) -> IndexCard {
        IndexCard(
            title: name, link: "\(link)/\(Page.fileName)", verdict: "unreadable", tone: "fails",
            summary: "Its \(file) is missing or damaged; run it again.")
    }

    /// The card of a run that did not reach its end, where no good page is left.
    static func failed(_ name: String, link: String) -> IndexCard {
        IndexCard(
            title: name, link: "\(link)/\(Page.fileName)", verdict: "failed", tone: "fails",
            summary: "The last run did not reach its end; the page shows how far it came.")
    }
}

extension IndexCard {
    /// - Parameters:
    ///   - digest: what the report says.
    ///   - page: what its page says of itself; nil where that cannot be read.
    ///   - name: the report's folder.
    ///   - link: the way to it.
    init(_ digest: ReportDigest, page: PageSummary?, name: String, link: String) {
        let formulas = digest.formulas.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        self.init(
            title: (digest.task ?? name).spaced, link: "\(link)/\(Page.fileName)",
            verdict: digest.verdict.rawValue, evidence: digest.evidence?.rawValue,
            tone: digest.verdict == .formula && digest.isSound ? "holds" : digest.isSound ? "neutral" : "fails",
            route: digest.route, program: Self.oneLine(digest.heart ?? formulas.joined(separator: "; ")),
            summary: digest.failure ?? Self.claims(digest.checks), facts: Self.facts(digest),
            thumbnail: page?.thumbnail.map { "\(link)/\(FileName.safe($0))" }, thumbnailAlt: page?.thumbnailAlt ?? "")
    }

    /// The card of an experiment.
    init(_ page: PageSummary, link: String) {
        let holds = page.conclusions.allSatisfy(\.holds)
        self.init(
            title: page.title, link: "\(link)/\(Page.fileName)",
            verdict: page.conclusions.isEmpty ? nil : holds ? "holds" : "fails", tone: holds ? "holds" : "fails",
            summary: page.summary, thumbnail: page.thumbnail.map { "\(link)/\(FileName.safe($0))" },
            thumbnailAlt: page.thumbnailAlt ?? "")
    }

    private static func claims(_ checks: [ReportDigest.Check]) -> String? {
        checks.isEmpty ? nil : "\(checks.count(where: \.holds)) of \(Wording.count(checks.count, "claim")) hold"
    }

    private static func facts(_ digest: ReportDigest) -> String? {
        let facts = [
            digest.route.map { "route: \($0)" },
            digest.lacksMachine ? "no finite machine" : digest.states.map { Wording.count($0, "state") },
            digest.seconds["total"].map { "\(Wording.measure($0)) s" },
        ].compactMap(\.self)
        return facts.isEmpty ? nil : facts.joined(separator: " · ")
    }

    private static let longestLine = 120

    private static func oneLine(_ program: String) -> String? {
        let line = program.split(whereSeparator: \.isNewline).joined(separator: "; ")
        return line.isEmpty ? nil : line.count > longestLine ? line.prefix(longestLine) + "…" : line
    }
}
