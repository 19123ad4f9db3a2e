import Pipeline

/// What a study found in a few sentences, and whether it is enough.
public struct GeneralitySummary: Showable {
    let tallies: [FamilyTally]

    public init(_ results: GeneralityResults) {
        self.init(results.tallies)
    }

    init(_ tallies: [FamilyTally]) {
        self.tallies = tallies
    }

    public var exhibit: Exhibit {
        let tasks = tallies.reduce(0) { $0 + $1.tasks }
        let solved = tallies.reduce(0) { $0 + $1.solved.count }
        let formulas = tallies.reduce(0) { $0 + $1.formulas }
        let wrong = tallies.reduce(0) { $0 + $1.wrong }
        let text =
            "\(Wording.count(formulas)) by a formula and \(Wording.count(solved - formulas)) by a state table, each without an "
            + "error on 20,000 fresh sequences. \(wrong == 0 ? "No claimed program errs" : "**\(Wording.count(wrong, "claimed program")) err**"); "
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
                holds: (tally.exactOfFew.fraction ?? 0) >= 0.95,
                statement: "Mealy machines of up to \(FamilyTally.fewStates) states: \(tally.exactOfFew.count) of "
                    + "\(tally.exactOfFew.of) extracted exactly (at least 95 % expected)")
        }
        let formulas = tallies.filter { [.modular, .window, .linear].contains($0.family) }.map { tally in
            Conclusion(
                holds: (tally.explained.fraction ?? 0) >= 0.9,
                statement:
                    "\(tally.family.title): \(tally.formulas) of \(tally.tasks) explained by a formula (at least 90 % expected)"
            )
        }
        return [
            Conclusion(
                holds: wrong == 0,
                statement: wrong == 0
                    ? "No claimed program errs on fresh sequences"
                    : "\(Wording.count(wrong, "claimed program")) err on fresh sequences")
        ] + small + formulas
    }
}
