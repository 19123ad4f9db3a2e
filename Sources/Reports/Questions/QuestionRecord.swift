import Notebook
import Pipeline

/// What a report of a network that answers questions says, for programs: `questions.json` beside its page.
struct QuestionRecord: Sendable, Codable, Equatable {
    /// Raised when a field changes its meaning.
    static let schema = 1

    let schema: Int
    let name: String
    let data: SubjectIdentity
    let seed: UInt64
    /// One sentence.
    let statement: String
    let opening: QuestionOpening
}
