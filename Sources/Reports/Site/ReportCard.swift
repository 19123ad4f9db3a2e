import Foundation
import Notebook
import Pipeline

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
            verdict: digest.verdict.words(upTo: digest.limit), evidence: digest.evidence?.rawValue,
            tone: digest.verdict == .formula && digest.isSound ? "holds" : digest.isSound ? "neutral" : "fails",
            route: digest.route, program: Self.oneLine(digest.heart ?? formulas.joined(separator: "; ")),
            summary: digest.failure ?? Self.claims(digest.checks), facts: Self.facts(digest),
            thumbnail: page?.thumbnail.map { "\(link)/\(FileName.safe($0))" }, thumbnailAlt: page?.thumbnailAlt ?? "")
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
