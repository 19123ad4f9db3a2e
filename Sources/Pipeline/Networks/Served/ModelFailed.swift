import BoundedProcess
import Untrusted

/// Why a served model cannot be asked, or not be believed, in one sentence.
public struct ModelFailed: Error, Sendable, Equatable, CustomStringConvertible {
    private let command: String
    private let found: String
    private let expected: String

    /// - Parameters:
    ///   - command: that serves it.
    ///   - found: what it did, as the sentence's predicate.
    ///   - expected: what it should have done, and the mend.
    init(_ command: String, _ found: String, expected: String) {
        (self.command, self.found, self.expected) = (command, found, expected)
    }

    /// What became of the conversation with it.
    init(_ command: String, _ failure: LineConversation.Failure, asked: String) {
        let (did, errors, expected) = Self.clauses(failure)
        let lines = errors.split(whereSeparator: \.isNewline)
        // Python's last line names the error; those before it say where.
        let last = lines.last.map { " (\($0))" } ?? ""
        self.init(command, did + asked + last, expected: expected)
    }

    private static func clauses(_ failure: LineConversation.Failure) -> (did: String, errors: String, expected: String) {
        switch failure {
        case .notStarted(let reason): ("could not be started ", reason, "a command that a shell can run")
        case .ended(let status, let errors):
            (status < 0 ? "was ended by signal \(-status) " : "ended with status \(status) ", errors, "an answer")
        case .silent(let seconds, let errors): ("said nothing for \(Int(seconds)) s ", errors, "an answer")
        case .tooLong(let bytes, let errors):
            ("printed a line of more than \(bytes) bytes ", errors, "a line for each batch, as docs/networks.md has it")
        }
    }

    public var description: String {
        // Both come from the model: they may not break the line or flood the terminal.
        PlainText(line: "The model “\(PlainText(line: command, most: 120))” \(found); expected \(expected)", most: 500)
            .description
    }
}
