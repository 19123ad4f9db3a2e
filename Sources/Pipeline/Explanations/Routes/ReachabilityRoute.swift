/// The state is a number that says how it is come to: how often something happened, which step of a sequence has been done.
///
/// - Complexity: a search of bounded size for each of at most three numberings.
struct ReachabilityRoute: ExplanationRoute {
    let name = "states by reachability"
    let restates: Restated? = .machine
    /// All orders of fewer states are tried by `PermutationRoute`; more nobody would call an explanation.
    private let states = 5...64

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard states.contains(machine.stateCount) else {
            throw RouteFailed(
                reason: "\(machine.stateCount) states are not between \(states.lowerBound) and \(states.upperBound)")
        }
        let numbered = StateNumberings(machine).all.map { NumberedMachine(machine, labels: [$0]) }
        let programs = numbered.simplest(surprising: 1).flatMap {
            $0.transitions(inputs: findings.inputNames, within: LabelledTransitions.brief).programs()
        }
        guard !programs.isEmpty else { throw RouteFailed(reason: "in no order of the states was a formula found") }
        return programs
    }
}
