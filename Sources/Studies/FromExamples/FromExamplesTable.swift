import Notebook
import Pipeline
import Reports

/// Exact machines: a row for each learner, family and share of wrong labels, a column for each number of words.
///
/// ```swift
/// let study = try await FromExamplesStudy(plan, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory)
/// show(FromExamplesTable(study))
/// ```
public struct FromExamplesTable: Showable {
    let study: FromExamplesStudy

    public init(_ study: FromExamplesStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        let plan = study.plan
        let rows = plan.wrong.flatMap { wrong in
            KnownLanguage.Family.allCases.flatMap { family in
                ExampleLearner.all.map { learner in
                    ["\(wrong) %", family.title, learner.title]
                        + plan.sizes.map { size in
                            study.count(learner, words: size, wrong: wrong, family: family).map { "\($0.exact) of \($0.of)" }
                                ?? "not made"
                        }
                }
            }
        }
        return Exhibit.table(
            header: ["wrong labels", "", ""] + plan.sizes.map { "\(Wording.count($0)) words" }, rows: rows,
            alignment: [.right, .left, .left] + plan.sizes.map { _ in .right }
        ).captioned(
            "Machines that are equal to the language's at every length. Nine of ten words are told to each learner, the same to all; "
                + "\(aalpy)")
    }

    private var aalpy: String {
        if let version = study.version {
            return
                "RPNI and EDSM are those of AALpy \(version), stopped after \(Int(FromExamplesStudy.passiveSeconds)) s\(stopped)."
        }
        return "RPNI and EDSM are not made: \(study.absence ?? "there is no AALpy")."
    }

    private var stopped: String {
        let failures = study.trials.flatMap { $0.passive.values }.count { $0.failure != nil }
        return failures == 0 ? ", which no run was" : ", as \(Wording.count(failures, "run")) came to no end"
    }
}

/// Every machine of ours that is not exact, with what was found instead.
///
/// ```swift
/// let study = try await FromExamplesStudy(plan, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory)
/// show(InexactTrials(study))
/// ```
public struct InexactTrials: Showable {
    let study: FromExamplesStudy

    public init(_ study: FromExamplesStudy) {
        self.study = study
    }

    public var exhibit: Exhibit {
        let rows = study.trials.filter { !$0.network.isExact }.map { trial in
            let others = PassiveLearner.allCases.filter { trial.isExact(by: .passive($0)) == true }.map(\.title)
            return [
                trial.language, Wording.count(trial.words), "\(trial.wrong) %",
                trial.network.states.map(String.init) ?? "–", trial.network.failure ?? "another machine",
                others.joined(separator: ", "),
            ]
        }
        if rows.isEmpty { return .markdown("All are exact.") }
        return .fold(
            "The \(Wording.count(rows.count, "trial")) without an exact machine",
            [
                Exhibit.table(
                    header: ["language", "words", "wrong labels", "states", "what was found", "exact by"], rows: rows,
                    alignment: [.left, .right, .right, .right, .left, .left])
            ])
    }
}
