import Foundation
import Pipeline
import Render

/// The front page of the site, rebuilt from the folders that are there: whatever made or removed them, it is right.
public struct SiteIndex: Sendable {
    /// A card of the front page. Every word may come from a file that someone else wrote; the template escapes it.
    struct Card: Equatable {
        let title: String
        /// The page, relative to the front page.
        let link: String
        /// "formula", "table", "unsolved"; "holds", "fails"; "failed", "unreadable".
        let verdict: String
        /// The class that colours the verdict.
        let tone: String
        /// The program's heart, in one line of code.
        let program: String?
        let summary: String?
        let thumbnail: String?
        let thumbnailAlt: String
    }

    struct Content {
        let root = ""
        let reports: [Card]
        let experiments: [Card]
        let hasReports: Bool
        let hasExperiments: Bool
        let isEmpty: Bool
    }

    let site: URL

    public init(site: URL) {
        self.site = site
    }

    /// Writes `index.html` in one step.
    ///
    /// - Throws: `Refusal` if it cannot be written.
    public func write(theme: Theme) throws {
        let reports = cards(in: "reports", report)
        let experiments = cards(in: "experiments", experiment)
        let content = Content(
            reports: reports, experiments: experiments, hasReports: !reports.isEmpty, hasExperiments: !experiments.isEmpty,
            isEmpty: reports.isEmpty && experiments.isEmpty)
        try AtomicFile.write(Data(theme.render("index", content).utf8), to: site.appending(path: "index.html"))
    }

    func cards(in section: String, _ card: (URL, String) -> Card) -> [Card] {
        let folder = site.appending(path: section)
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { name in
            !name.hasPrefix(".") && FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/index.html").path)
        }
        return names.sorted().compactMap { name in
            guard name.hasSuffix(PageSummary.failedSuffix) else {
                return card(folder.appending(path: name), "\(section)/\(Self.link(name))")
            }
            // A good page is what counts: a later failure is told where it happened, not here.
            let good = String(name.dropLast(PageSummary.failedSuffix.count))
            return names.contains(good) ? nil : Self.failed(good, link: "\(section)/\(Self.link(name))")
        }
    }

    // MARK: - Cards

    func report(_ folder: URL, link: String) -> Card {
        let name = folder.lastPathComponent
        guard let audit = Self.object(in: folder.appending(path: "audit.json")) else {
            return Card(
                title: name, link: "\(link)/index.html", verdict: "unreadable", tone: "fails", program: nil,
                summary: "Its audit.json is missing or damaged; run the report again.", thumbnail: nil, thumbnailAlt: "")
        }
        let verdict = audit["verdict"] as? String ?? "unreadable"
        let claims = audit["claims"] as? [[String: Any]] ?? []
        let held = claims.count { $0["holds"] as? Bool == true }
        let explanation = audit["explanation"] as? [String: Any]
        let formulas = (explanation?["formulas"] as? [String: Any] ?? [:]).sorted { $0.key < $1.key }
        let joined = formulas.map { "\($0.key) = \($0.value)" }.joined(separator: "; ")
        let summary = Self.summary(in: folder)
        return Card(
            title: (audit["task"] as? String ?? name).replacingOccurrences(of: "_", with: " "), link: "\(link)/index.html",
            verdict: verdict, tone: verdict == "formula" && claims.allSatisfy(Self.isSound) ? "holds" : "neutral",
            program: Self.oneLine(audit["heart"] as? String ?? (joined.isEmpty ? nil : joined)),
            summary: audit["failure"] as? String
                ?? (claims.isEmpty
                    ? nil
                    : "\(held) of \(claims.count) claims hold" + ((audit["evidence"] as? String).map { "; \($0)" } ?? "")),
            thumbnail: summary?.thumbnail.map { "\(link)/\(FileName.safe($0))" }, thumbnailAlt: summary?.thumbnailAlt ?? "")
    }

    /// Whether a claim holds, or is one that decides on the word beside the verdict only.
    private static func isSound(_ claim: [String: Any]) -> Bool {
        let level = (claim["claim"] as? String).flatMap(Claim.Level.init)
        return claim["holds"] as? Bool == true || level?.isAboutMechanism == true
    }

    func experiment(_ folder: URL, link: String) -> Card {
        guard let summary = Self.summary(in: folder) else {
            return Card(
                title: folder.lastPathComponent, link: "\(link)/index.html", verdict: "unreadable", tone: "fails", program: nil,
                summary: "Its page.json is missing or damaged; run the experiment again.", thumbnail: nil, thumbnailAlt: "")
        }
        let holds = summary.conclusions.allSatisfy(\.holds)
        return Card(
            title: summary.title, link: "\(link)/index.html",
            verdict: summary.conclusions.isEmpty ? "" : holds ? "holds" : "fails",
            tone: holds ? "holds" : "fails", program: nil, summary: summary.summary,
            thumbnail: summary.thumbnail.map { "\(link)/\(FileName.safe($0))" }, thumbnailAlt: summary.thumbnailAlt ?? "")
    }

    private static func failed(_ name: String, link: String) -> Card {
        Card(
            title: name, link: "\(link)/index.html", verdict: "failed", tone: "fails", program: nil,
            summary: "The last run did not reach its end; the page shows how far it came.", thumbnail: nil, thumbnailAlt: "")
    }

    // MARK: - Reading what others wrote

    private static func object(in file: URL) -> [String: Any]? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    }

    private static func summary(in folder: URL) -> PageSummary? {
        guard let data = try? Data(contentsOf: folder.appending(path: PageSummary.fileName)) else { return nil }
        return try? PageSummary(publishedJSON: data)
    }

    /// A folder's name as part of a link.
    private static func link(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? name
    }

    private static let longestLine = 120

    private static func oneLine(_ program: String?) -> String? {
        program.map { text in
            let line = text.split(whereSeparator: \.isNewline).joined(separator: "; ")
            return line.count > longestLine ? line.prefix(longestLine) + "…" : line
        }
    }
}
