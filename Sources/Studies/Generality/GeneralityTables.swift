import Notebook
import Pipeline
import Reports

/// One row a family: what its tasks came to.
///
/// ```swift
/// show(TallyTable(GeneralityResults(generality, [try await generality.judged(.piecewise)])))
/// ```
public struct TallyTable: Showable {
    let tallies: [FamilyTally]

    public init(_ results: GeneralityResults) {
        tallies = results.tallies
    }

    public var exhibit: Exhibit {
        .table(
            header: [
                "family", "tasks", "formula", "table", "unsolved", "wrong", "machines exact", "train, s", "explain, s",
                "verify, s",
            ],
            rows: tallies.map { tally in
                [
                    tally.family.title, "\(tally.tasks)", "\(tally.formulas)", "\(tally.tables)", "\(tally.unsolved)",
                    "\(tally.wrong)", Self.words(tally.exact), Wording.measure(tally.seconds.train),
                    Wording.measure(tally.seconds.explain), Wording.measure(tally.seconds.verify),
                ]
            }, alignment: [.left] + Array(repeating: .right, count: 9)
        ).captioned("Seconds are medians over the family's tasks.")
    }

    private static func words(_ share: FamilyTally.Share) -> String {
        share.of > 0 ? "\(share.count) of \(share.of)" : "–"
    }
}

/// Every task of a family, what failed first.
///
/// ```swift
/// show(FamilyTable(try await generality.judged(.ordinary)))
/// ```
public struct FamilyTable: Showable {
    let judged: JudgedFamily

    public init(_ judged: JudgedFamily) {
        self.judged = judged
    }

    public var exhibit: Exhibit {
        guard let tasks = judged.tasks else { return .markdown("*This run was not asked for this family.*") }
        let ordered = tasks.filter { !$0.isSolved } + tasks.filter(\.isSolved)
        return Exhibit.table(
            header: ["", "truth", "states", "verdict", "program", "route", "machine", "program's machine", "s"],
            rows: ordered.map(row), alignment: [.right, .left, .right, .left, .left, .left, .left, .left, .right]
        ).captioned(
            "Every task drawn, failures first: the truth, and the program that was read out of the network. States are those "
                + "of the true minimal machine; the machine extracted from the network, and then the program's own, are "
                + "compared with it; s are the seconds for all stages.")
    }

    private func row(_ task: JudgedTask) -> [String] {
        [
            "\(task.number + 1)", task.family.isDefinedInWords ? task.definition : Self.code(task.definition),
            task.states.map(String.init) ?? "–", task.outcome == .wrong ? "WRONG" : task.outcome.rawValue,
            task.isSolved || task.outcome == .wrong ? task.heart.map(Self.code) ?? "" : "", task.route ?? "",
            Self.words(task.machine), Self.words(task.programMachine), Wording.measure(task.seconds.total),
        ]
    }

    private static func words(_ machine: JudgedTask.MachineComparison?) -> String {
        guard let machine else { return "–" }
        if machine.isExact { return "exact" }
        return machine.states.map { "differs (\(Wording.count($0, "state")))" } ?? "none"
    }

    private static let longestCode = 90

    private static func code(_ text: String) -> String {
        "`\(text.count > longestCode ? text.prefix(longestCode) + "…" : text)`"
    }
}

/// Each failure of a family with its stage and its reason.
///
/// ```swift
/// if let failures = FailureList(try await generality.judged(.mealy)) { show(failures) }
/// ```
public struct FailureList: Showable {
    let failed: [JudgedTask]

    /// - Returns: nil where nothing failed.
    public init?(_ judged: JudgedFamily) {
        failed = (judged.tasks ?? []).filter { task in
            !task.isSolved || task.machine?.isExact == false || task.programMachine?.isExact == false
        }
        if failed.isEmpty { return nil }
    }

    public var exhibit: Exhibit {
        Exhibit.table(
            header: ["", "what", "stage", "why"],
            rows: failed.map { task in
                ["\(task.number + 1)", Self.what(task), task.stage?.rawValue ?? "–", Self.reason(task)]
            }, alignment: [.right, .left, .left, .left]
        ).captioned("What went wrong, where, and why.")
    }

    private static func what(_ task: JudgedTask) -> String {
        switch task.outcome {
        case .wrong: "wrong program"
        case .unsolved: "unsolved"
        case .formula, .table: task.programMachine?.isExact == false ? "inexact program" : "inexact machine"
        }
    }

    private static let longestReason = 300

    private static func reason(_ task: JudgedTask) -> String {
        let parts: [String?] = [
            task.reason, task.test?.firstError.map(sentence),
            task.programMachine?.word.map { "the program and the true machine differ on \(words($0))" },
            task.machine?.word.map { "the extracted machine and the true one differ on \(words($0))" },
        ]
        let text = parts.compactMap(\.self).joined(separator: "; ")
        guard !text.isEmpty else { return "no machine was extracted" }
        return text.count > longestReason ? text.prefix(longestReason) + "…" : text
    }

    private static func sentence(_ error: Claim.Disagreement) -> String {
        "first at \(words(error.input)): the program gives \(words(error.program)), true is \(words(error.expected))"
    }

    /// Not marked as code, unlike `Wording.word`: what is cut off may be the closing mark.
    private static func words(_ sequence: some Sequence<Letter>) -> String {
        sequence.map(Wording.letter).joined(separator: " ")
    }
}
