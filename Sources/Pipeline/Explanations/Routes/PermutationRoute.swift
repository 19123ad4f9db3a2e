/// A few states numbered in every order, 0 the initial one: the numbers under which formulas are shortest win.
struct PermutationRoute: ExplanationRoute {
    let name = "numbered states"
    let restates: Restated? = .machine
    private let mostStates = 4

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard machine.stateCount <= mostStates else {
            throw RouteFailed(reason: "\(machine.stateCount) states are more than the \(mostStates) whose orders are all tried")
        }
        let programs = permutations(Array(1..<max(1, machine.stateCount))).flatMap { order in
            LabelledTransitions(machine, labels: [0] + order, inputs: findings.inputNames).programs()
        }
        guard !programs.isEmpty else { throw RouteFailed(reason: "in no order of the states was a formula found") }
        return programs
    }

    private func permutations(_ values: [Int]) -> [[Int]] {
        guard !values.isEmpty else { return [[]] }
        return values.flatMap { first in permutations(values.filter { $0 != first }).map { [first] + $0 } }
    }
}
