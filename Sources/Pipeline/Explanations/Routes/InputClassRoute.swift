/// The state is what the last input leads to, where several inputs lead to the same: the absolute value of a number, say.
///
/// Each class of inputs that lead to one state is labelled by its member nearest to zero, or the magnitude of that, and how an input
/// becomes its label is looked for as a formula. `WindowRoute` would remember more than the network does.
struct InputClassRoute: ExplanationRoute {
    let name = "class of the last input"
    let restates: Restated? = .machine

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard machine.letters[0].count == 1, machine.definiteness == 1 else {
            throw RouteFailed(reason: "the state is not decided by the last input")
        }
        guard machine.stateCount < machine.letters.count else {
            throw RouteFailed(reason: "no two inputs lead to the same state")
        }
        guard let labels = labels(machine) else {
            throw RouteFailed(reason: "the initial state is none that an input leads to")
        }
        let programs = LabelledTransitions(machine, labels: labels, inputs: findings.inputNames).programs()
        guard !programs.isEmpty else { throw RouteFailed(reason: "no formula of the classes was found") }
        return programs
    }

    /// For each state the magnitude of the input nearest to zero that leads to it, or this input itself where two states would
    /// share a label; nil where no input leads to some state.
    private func labels(_ machine: MealyMachine) -> [Int]? {
        let letters = machine.letters.indices.sorted { left, right in
            let (one, other) = (machine.letters[left][0], machine.letters[right][0])
            return (abs(one), -one) < (abs(other), -other)
        }
        let labels = machine.transitions.indices.map { state in
            letters.first { machine.transitions[MealyMachine.initial][$0] == state }.map { machine.letters[$0][0] }
        }
        let known = labels.compactMap(\.self)
        guard known.count == labels.count else { return nil }
        let magnitudes = known.map(abs)
        return Set(magnitudes).count == known.count ? magnitudes : known
    }
}
