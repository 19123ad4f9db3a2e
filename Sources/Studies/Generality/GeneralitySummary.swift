import Notebook
import Pipeline
import Reports

/// What a study found in a few sentences, and whether it is enough.
///
/// ```swift
/// let summary = GeneralitySummary(GeneralityResults(generality, [try await generality.judged(.modular)]))
/// show(summary, at: .lead)
/// Experiment.conclude(summary.findings)
/// ```
public struct GeneralitySummary: Showable {
    let tallies: [FamilyTally]

    public init(_ results: GeneralityResults) {
        tallies = results.tallies
    }

    /// Shares from which on a family is as good as was hoped.
    private static let machinesExpected = 0.95
    private static let formulasExpected = 0.9

    public var exhibit: Exhibit {
        let tasks = tallies.reduce(0) { $0 + $1.tasks }
        let solved = tallies.reduce(0) { $0 + $1.solved.count }
        let formulas = tallies.reduce(0) { $0 + $1.formulas }
        let wrong = tallies.reduce(0) { $0 + $1.wrong }
        let errors = wrong == 0 ? "No claimed program errs" : "**\(Wording.count(wrong, "claimed program")) err**"
        let text =
            "\(Wording.count(formulas)) by a formula and \(Wording.count(solved - formulas)) by a state table, each without an "
            + "error on \(Wording.count(JudgedTask.freshSequences)) fresh sequences. \(errors); "
            + "\(Wording.count(tasks - solved - wrong)) stayed unsolved, and no program is claimed for them. "
            + "[\(GeneralityResults.file)](\(GeneralityResults.file)) has every task with its truth and its program."
        return .callout(
            wrong > 0 ? .fails : holds ? .holds : .neutral,
            word: wrong > 0 ? "false verdicts" : holds ? "general" : "with gaps",
            title: "\(Wording.count(solved)) of \(Wording.count(tasks, "random task")) solved", text: text)
    }

    private var holds: Bool { findings.allSatisfy(\.holds) }

    /// What the study set out to show, as far as it has the families for it.
    public var findings: [Conclusion] {
        let wrong = tallies.reduce(0) { $0 + $1.wrong }
        let small = tallies.filter { $0.family == .mealy && $0.exactOfFew.of > 0 }.map { tally in
            Conclusion(
                holds: (tally.exactOfFew.fraction ?? 0) >= Self.machinesExpected,
                statement: "Mealy machines of up to \(FamilyTally.fewStates) states: \(tally.exactOfFew.count) of "
                    + "\(tally.exactOfFew.of) extracted exactly \(Self.expected(Self.machinesExpected))")
        }
        let formulas = tallies.filter { [.modular, .window, .linear].contains($0.family) }.map { tally in
            Conclusion(
                holds: (tally.explained.fraction ?? 0) >= Self.formulasExpected,
                statement: "\(tally.family.title): \(tally.formulas) of \(tally.tasks) explained by a formula "
                    + Self.expected(Self.formulasExpected))
        }
        return [
            Conclusion(
                holds: wrong == 0,
                statement: wrong == 0
                    ? "No claimed program errs on fresh sequences"
                    : "\(Wording.count(wrong, "claimed program")) err on fresh sequences")
        ] + small + formulas
    }

    private static func expected(_ share: Double) -> String { "(at least \(Wording.percent(share)) expected)" }
}
