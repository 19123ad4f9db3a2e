import Notebook
import Pipeline
import Reports

/// What was found, in words.
public struct UniversalitySummary: Showable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        let unread = study.unread == 0 ? "" : " *\(Wording.count(study.unread, "folder")) held no report that can be compared.*"
        return .markdown(study.summary + unread)
    }
}

/// A row a subject: how many algorithms, and what holds of them.
public struct SubjectTable: Showable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        Exhibit.table(
            header: [
                "subject", "networks", "algorithms", "commonest", "wordings", "grounded", "causal", "hidden units", "program",
            ],
            rows: study.subjects.map(row), alignment: [.left] + Array(repeating: .right, count: 7) + [.left]
        ).captioned(
            "Those that agree least come first. *Networks*: those of which a program is claimed, be it up to a length, of all. "
                + "*Commonest*: the share of networks that have the commonest algorithm. *Wordings*: texts of programs. *Grounded* "
                + "and *causal*: networks of which the claim holds, of those of which it was made. The program is that of the "
                + "commonest algorithm.")
    }

    private func row(_ subject: SubjectAlgorithms) -> [String] {
        let explained = subject.algorithms.flatMap(\.outcomes)
        let missing = subject.unexplained.isEmpty ? "" : " of \(subject.outcomes.count)"
        return [
            subject.name.spaced, "\(explained.count)\(missing)", "\(subject.algorithms.count)",
            subject.commonest.map(Wording.percent) ?? "–", "\(subject.algorithms.reduce(0) { $0 + $1.wordings.count })",
            Self.held(explained.map(\.grounded)), Self.held(explained.map(\.causal)), Self.sizes(subject.outcomes),
            subject.algorithms.first.map { Self.code($0.found.heart) } ?? "–",
        ]
    }

    /// "18 of 20": claims that hold, of those that were made.
    fileprivate static func held(_ claims: [SeedOutcome.Mechanism]) -> String {
        let made = claims.filter { $0 != .notMade }
        return made.isEmpty ? "–" : "\(made.count { $0 == .holds }) of \(made.count)"
    }

    /// "1 × 12, 3 × 2": hidden units, and how many networks have so many.
    fileprivate static func sizes(_ outcomes: [SeedOutcome]) -> String {
        let counts = Dictionary(grouping: outcomes.compactMap(\.hidden), by: \.self).mapValues(\.count)
        return counts.sorted { $0.key < $1.key }.map { "\($0.key)\u{A0}×\u{A0}\($0.value)" }.joined(separator: ", ")
    }

    fileprivate static func code(_ text: String) -> String {
        "`\(text.replacing("`", with: "'").replacing("|", with: "\\|"))`"
    }
}

/// Where networks of one subject differ: a row an algorithm.
public struct AlgorithmTable: Showable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        let differing = study.compared.filter { $0.algorithms.count > 1 }
        guard !differing.isEmpty else { return .markdown("Networks of one subject have one algorithm here.") }
        return Exhibit.table(
            header: ["subject", "program", "networks", "of which", "states", "hidden units", "grounded", "causal"],
            rows: differing.flatMap { subject in subject.algorithms.map { row($0, of: subject) } },
            alignment: [.left, .left, .right, .left, .right, .right, .right, .right]
        ).captioned("\(sizes(differing)) *States*: of the program's own machine, where it is finite.")
    }

    private func row(_ algorithm: Algorithm, of subject: SubjectAlgorithms) -> [String] {
        let kinds = Dictionary(grouping: algorithm.outcomes, by: \.network).mapValues(\.count).sorted { $0.key < $1.key }
        let others = algorithm.wordings.count - 1
        let wordings = others > 0 ? ", and \(Wording.count(others, "other wording"))" : ""
        let machine = algorithm.found.machine
        return [
            subject.name.spaced, SubjectTable.code(algorithm.found.heart) + wordings, "\(algorithm.outcomes.count)",
            kinds.map { "\($0.key)\u{A0}×\u{A0}\($0.value)" }.joined(separator: ", "),
            machine.map { $0.depth == nil ? Wording.count($0.states) : "no end" } ?? "–",
            SubjectTable.sizes(algorithm.outcomes), SubjectTable.held(algorithm.outcomes.map(\.grounded)),
            SubjectTable.held(algorithm.outcomes.map(\.causal)),
        ]
    }

    private func sizes(_ subjects: [SubjectAlgorithms]) -> String {
        let decided = subjects.compactMap(\.sizeDecides)
        guard !decided.isEmpty else { return "No two networks are of one size where algorithms differ." }
        return "Networks of one size always have one algorithm in \(decided.count { $0 }) of the "
            + "\(Wording.count(decided.count, "subject")) that have several algorithms, and two networks of one size."
    }
}
