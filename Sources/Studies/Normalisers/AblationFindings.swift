import Notebook
import Pipeline
import Reports

extension NormaliserAblation {
    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let names = SimplifiedNetwork.normaliserNames
        let whole = solved(\.whole)
        let harmful = names.filter { name in solved { $0.outcome(without: name) } > whole }
        let silent = names.filter { name in trials.allSatisfy { $0.outcome(without: name).isSame(as: $0.whole) } }
        return [
            Conclusion(
                holds: harmful.isEmpty,
                statement: harmful.isEmpty
                    ? "With all normalisers \(whole) of \(trials.count) networks are solved by a formula, and without any one no more"
                    : "More networks are solved without \(Wording.list(harmful))"),
            Conclusion(
                holds: whole >= solved(\.bare),
                statement: "Without any normaliser \(solved(\.bare)) of \(trials.count) are solved; "
                    + Self.changes(by: names.filter { !silent.contains($0) })),
        ]
    }

    private static func changes(by names: [String]) -> String {
        names.isEmpty
            ? "leaving out any one of them changes no program" : "programs change where \(Wording.list(names)) is left out"
    }

    private func solved(_ outcome: (Trial) -> Outcome) -> Int { trials.count { outcome($0).isSolved } }
}
