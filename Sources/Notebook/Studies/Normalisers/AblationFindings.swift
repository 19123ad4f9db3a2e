import Pipeline

extension NormaliserAblation {
    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let names = SimplifiedNetwork.normaliserNames
        let whole = solved(\.whole)
        let harmful = names.filter { name in solved { $0.outcome(without: name) } > whole }
        let silent = names.filter { name in trials.allSatisfy { $0.outcome(without: name).heart == $0.whole.heart } }
        return [
            Conclusion(
                holds: harmful.isEmpty,
                statement: harmful.isEmpty
                    ? "With all normalisers \(whole) of \(trials.count) networks are solved by a formula, and without any one no more"
                    : "More networks are solved without \(Wording.list(harmful))"),
            Conclusion(
                holds: whole >= solved(\.bare),
                statement: "Without any normaliser \(solved(\.bare)) of \(trials.count) are solved; leaving out "
                    + (silent.isEmpty ? "any one of them" : "\(Wording.list(names.filter { !silent.contains($0) }))")
                    + " changes programs" + (silent.isEmpty ? "" : ", leaving out \(Wording.list(silent)) changes none")),
        ]
    }

    private func solved(_ outcome: (Trial) -> Outcome) -> Int { trials.count { outcome($0).isSolved } }
}
