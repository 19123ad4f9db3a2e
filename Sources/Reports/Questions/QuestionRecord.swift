import Foundation
import Notebook
import Pipeline
import Untrusted

/// What a report of a network that answers questions says, for programs: `questions.json` beside its page.
struct QuestionRecord: Sendable, Codable, Equatable {
    /// Raised when a field changes its meaning.
    static let schema = 2

    let schema: Int
    let name: String
    let data: SubjectIdentity
    let seed: UInt64
    /// Of what took part, by name. Nil in reports of earlier versions.
    var versions: [String: String]?
    /// One sentence.
    let statement: String
    let opening: QuestionOpening
    let network: NetworkFile
    /// SHA-256 of the other files of the report, by name.
    let files: [String: String]
}
