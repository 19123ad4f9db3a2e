import Notebook
import Pipeline
import Reports

/// What leaving out each normaliser costs: a row a normaliser.
///
/// ```swift
/// let ablation = try await NormaliserAblation(tasks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(AblationTable(ablation))
/// ```
public struct AblationTable: Showable {
    let ablation: NormaliserAblation

    public init(_ ablation: NormaliserAblation) {
        self.ablation = ablation
    }

    public var exhibit: Exhibit {
        let trials = ablation.trials
        let single = SimplifiedNetwork.normaliserNames.map { name in
            row("without " + name, used: trials.count { $0.without[name] != nil }) { $0.outcome(without: name) }
        }
        return Exhibit.table(
            header: ["normalisers", "at work in", "solved", "programs longer", "shorter", "nodes, sum", "bits, median"],
            rows: [row("all", used: trials.count { !$0.without.isEmpty }, \.whole)] + single + [row("none", used: 0, \.bare)],
            alignment: [.left] + Array(repeating: .right, count: 6)
        ).captioned(
            "Of \(Wording.count(trials.count, "network")): in how many the step was kept at all; how many are solved without "
                + "it, by a formula that makes no error on \(Wording.count(NormaliserAblation.fresh)) fresh sequences; how "
                + "many programs get longer or shorter than with all of them; the nodes of the programs of networks that "
                + "have one both ways; and what a network takes to be written down, against the same with all normalisers.")
    }

    private func row(
        _ name: String, used: Int, _ outcome: (NormaliserAblation.Trial) -> NormaliserAblation.Outcome
    ) -> [String] {
        let pairs = ablation.trials.map { (with: $0.whole, without: outcome($0)) }
        let both = pairs.compactMap { pair in
            pair.with.nodes.flatMap { nodes in pair.without.nodes.map { (with: nodes, without: $0) } }
        }
        let ratio = pairs.map { $0.without.bits / $0.with.bits }.median
        return [
            name, "\(used)", "\(pairs.count { $0.without.isSolved })", "\(both.count { $0.without > $0.with })",
            "\(both.count { $0.without < $0.with })", Wording.count(both.reduce(0) { $0 + $1.without }),
            ratio.map { "× \(Wording.measure($0))" } ?? "–",
        ]
    }
}

/// Every program that leaving a normaliser out changes.
///
/// ```swift
/// let ablation = try await NormaliserAblation(tasks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(ChangedPrograms(ablation))
/// ```
public struct ChangedPrograms: Showable {
    let ablation: NormaliserAblation

    public init(_ ablation: NormaliserAblation) {
        self.ablation = ablation
    }

    public var exhibit: Exhibit {
        let names = SimplifiedNetwork.normaliserNames
        let rows = ablation.trials.flatMap { trial in
            (names.map { ($0, trial.outcome(without: $0)) } + [("all of them", trial.bare)]).compactMap { name, outcome in
                outcome.isSame(as: trial.whole) ? nil : row(trial, without: name, outcome)
            }
        }
        if rows.isEmpty { return .markdown("No program changes, whatever is left out.") }
        return Exhibit.table(
            header: ["task", "without", "program", "nodes", "with all", "nodes"], rows: rows,
            alignment: [.left, .left, .left, .right, .left, .right]
        ).captioned("Every program that changes when something is left out, beside the one with all normalisers.")
    }

    private func row(
        _ trial: NormaliserAblation.Trial, without name: String, _ outcome: NormaliserAblation.Outcome
    ) -> [String] {
        func program(_ outcome: NormaliserAblation.Outcome) -> [String] {
            [
                outcome.isSolved ? "`\(outcome.heart ?? "")`" : outcome.heart == nil ? "none" : "no formula that is right",
                outcome.nodes.map(String.init) ?? "–",
            ]
        }
        return [trial.task.title, name] + program(outcome) + program(trial.whole)
    }
}
