import Foundation
import Notebook
import Pipeline
import Untrusted

/// The few fields of a report's `questions.json` that the front page tells. The file may come from anywhere: what is missing in it, or of
/// another kind, is nil; only a verdict there must be.
struct QuestionDigest: Decodable {
    private struct Opening: Decodable {
        let verdict: QuestionClaims.Verdict
        let heart: String?
    }

    let name: String?
    let seed: UInt64?
    let statement: String?
    let fingerprint: String?
    let verdict: QuestionClaims.Verdict
    let heart: String?

    /// Reads the `questions.json` of a report; nil where there is none that can be read.
    init?(report folder: UntrustedFolder) {
        guard let data = try? folder.contents(of: ReportFile.questions, most: ReportBounds.audit) else { return nil }
        try? self.init(publishedJSON: data)
    }

    private enum Key: CodingKey { case name, seed, statement, data, opening }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let opening = try fields.decode(Opening.self, forKey: .opening)
        (verdict, heart) = (opening.verdict, opening.heart)
        name = try? fields.decode(String.self, forKey: .name)
        seed = try? fields.decode(UInt64.self, forKey: .seed)
        statement = try? fields.decode(String.self, forKey: .statement)
        fingerprint = (try? fields.decode(SubjectIdentity.self, forKey: .data))?.fingerprint
    }
}

extension IndexEntry {
    /// Of a network that answers questions.
    init(_ digest: QuestionDigest, page: PageSummary?, name: String, link: String) {
        let kind = ReportKind.questions.rawValue
        self.init(
            name: name, title: (digest.name ?? name).spaced, link: link, kind: kind,
            subject: digest.name.map { "\(kind)\n\($0)\n\(digest.fingerprint ?? "")" }, seed: digest.seed,
            verdict: digest.verdict.rawValue,
            tone: digest.verdict == .formula ? .holds : digest.verdict == .approximation ? .neutral : .fails,
            program: digest.heart.flatMap(Self.oneLine), summary: digest.statement,
            thumbnail: page?.thumbnail, thumbnailAlt: page?.thumbnailAlt ?? "")
    }
}
