import Notebook
import Pipeline
import Reports

/// What was found, in words.
///
/// ```swift
/// show(UniversalitySummary(universality), at: .lead)
/// ```
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
///
/// ```swift
/// show(SubjectTable(universality))
/// ```
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

/// How networks of one subject keep what their program says: a row a subject.
///
/// ```swift
/// show(RepresentationTable(universality))
/// ```
public struct RepresentationTable: Showable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        guard !study.compared.isEmpty else { return .markdown("*No subject has two networks.*") }
        return Exhibit.table(
            header: ["subject", "needed", "kept, in order", "without end", "hidden states are"],
            rows: study.compared.map(row), alignment: [.left, .right, .left, .right, .left]
        ).captioned(
            "*Needed*: states of the smallest machine that answers as the networks do. *Kept*: codes of hidden states that letters lead "
                + "to, a number a network. *Without end*: networks of which these were too many to be followed, or that have no code."
        )
    }

    private func row(_ subject: SubjectAlgorithms) -> [String] {
        let kept = subject.outcomes.compactMap(\.keptStates).sorted()
        let codes = Dictionary(grouping: subject.outcomes, by: \.codeInWords).mapValues(\.count)
        let ordered = codes.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        let needed = subject.outcomes.compactMap(\.neededStates)
        return [
            subject.name.spaced, Set(needed).count == 1 ? Wording.count(needed[0]) : "–",
            kept.isEmpty ? "–" : kept.map(Wording.count).joined(separator: ", "), "\(subject.outcomes.count - kept.count)",
            ordered.map { "\($0.key)\u{A0}×\u{A0}\($0.value)" }.joined(separator: ", "),
        ]
    }
}

/// Where networks of one subject differ: a row an algorithm.
///
/// ```swift
/// show(AlgorithmTable(universality))
/// ```
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
