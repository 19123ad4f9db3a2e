import Notebook
import Untrusted

/// One statement of a report, checked again.
public struct AuditCheck: Codable, Sendable, Equatable {
    /// What came of it.
    public enum Outcome: String, Codable, Sendable {
        case holds, fails
        /// There was nothing to check it with, and `found` says what was missing.
        case notChecked = "not checked"
    }

    /// What is checked, in a word; of a claim, its kind.
    public let check: String
    public let statement: String
    public let found: String
    public let outcome: Outcome

    /// What is checked beside the claims.
    enum Subject: String {
        case files, task, network, accuracy, simplification, lattice, machine, streams, table, drawing, text, behaviour, verdict
    }

    private init(_ check: String, _ statement: String, _ outcome: Outcome, _ found: String) {
        self.check = check
        self.statement = PlainText(line: statement, most: 600).description
        self.found = PlainText(line: found, most: 600).description
        self.outcome = outcome
    }

    /// A check that was made.
    ///
    /// - Parameters:
    ///   - subject: what was checked.
    ///   - statement: what has to be so.
    ///   - objections: what is not so, a clause each; none where all holds.
    ///   - found: what was seen where there is no objection.
    init(_ subject: Subject, _ statement: String, objections: [String], found: String) {
        self.init(subject.rawValue, statement, objections: objections, found: found)
    }

    init(_ check: String, _ statement: String, objections: [String], found: String) {
        self.init(
            check, statement, objections.isEmpty ? .holds : .fails,
            objections.isEmpty ? found : objections.joined(separator: "; "))
    }

    /// A check that could not be made.
    init(_ subject: Subject, _ statement: String, notChecked reason: String) {
        self.init(subject.rawValue, statement, notChecked: reason)
    }

    init(_ check: String, _ statement: String, notChecked reason: String) {
        self.init(check, statement, .notChecked, reason)
    }
}
