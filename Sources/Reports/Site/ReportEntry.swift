import Foundation
import Notebook
import Pipeline

extension IndexEntry {
    /// - Parameters:
    ///   - digest: what the report says.
    ///   - page: what its page says of itself; nil where that cannot be read.
    ///   - name: the report's folder.
    ///   - link: the way to it.
    init(_ digest: ReportDigest, page: PageSummary?, name: String, link: String) {
        let formulas = digest.formulas.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        let kind = ReportKind(digest)
        self.init(
            name: name, title: (digest.task ?? name).spaced, link: link, kind: kind.rawValue,
            subject: digest.task.map { "\(kind.rawValue)\n\($0)\n\(digest.file?.fingerprint ?? "")" }, seed: digest.seed,
            verdict: digest.verdict.words(upTo: digest.limit), verdictKind: digest.verdict.words,
            evidence: digest.evidence?.rawValue,
            tone: digest.verdict == .formula && digest.isSound ? .holds : digest.isSound ? .neutral : .fails,
            route: digest.route, program: Self.oneLine(digest.heart ?? formulas.joined(separator: "; ")),
            summary: digest.failure ?? Self.claims(digest.checks), figures: Figures(digest),
            thumbnail: page?.thumbnail, thumbnailAlt: page?.thumbnailAlt ?? "")
    }

    private static func claims(_ checks: [ReportDigest.Check]) -> String? {
        checks.isEmpty ? nil : "\(checks.count(where: \.holds)) of \(Wording.count(checks.count, "claim")) hold"
    }

    static func oneLine(_ program: String) -> String? {
        let lines = program.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }
        let line = lines.reduce(into: "") { text, line in text += (text.isEmpty ? "" : text.hasSuffix(":") ? " " : "; ") + line
        }
        return line.isEmpty ? nil : line
    }
}

extension IndexEntry.Figures {
    fileprivate init(_ digest: ReportDigest) {
        self.init()
        states = digest.lacksMachine ? nil : digest.states
        lacksMachine = digest.lacksMachine
        cost = digest.nodes
        claims = digest.checks.count
        claimsHolding = digest.checks.count(where: \.holds)
        seconds = digest.seconds["total"].flatMap { $0.isFinite ? $0 : nil }
    }
}
