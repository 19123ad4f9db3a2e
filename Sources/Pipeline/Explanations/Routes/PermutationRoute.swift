/// A few states numbered in every order, 0 the initial one: the numbers under which formulas are shortest win.
///
/// - Complexity: the orders share `checks` candidates, so that the time is the same for any number of states.
struct PermutationRoute: ExplanationRoute {
    let name: String
    let restates: Restated? = .machine
    /// Candidates that are checked at most in a search, in all orders together.
    private let checks: Int
    private let mostOrders: Int

    /// Up to 4 states.
    static let brief = PermutationRoute(name: "numbered states", checks: 60_000_000, mostOrders: 6)
    /// Up to 6 states.
    static let patient = PermutationRoute(name: "numbered states, many", checks: 24_000_000, mostOrders: 120)

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        let orders = (1..<max(2, machine.stateCount)).reduce(1) { min($0 * $1, checks) }
        guard orders <= mostOrders else {
            throw RouteFailed(reason: "\(machine.stateCount) states have more than the \(mostOrders) orders that are tried")
        }
        let programs = Array(1..<max(1, machine.stateCount)).permutations.flatMap { order in
            var transitions = LabelledTransitions(machine, labels: [0] + order, inputs: findings.inputNames)
            transitions.limits.checks = min(transitions.limits.checks, checks / orders)
            return transitions.programs()
        }
        guard !programs.isEmpty else { throw RouteFailed(reason: "in no order of the states was a formula found") }
        return programs
    }
}

extension [Int] {
    /// All orders of the elements, in lexicographic order where they ascend.
    ///
    /// - Complexity: O(n!)
    var permutations: [[Int]] {
        guard !isEmpty else { return [[]] }
        return indices.flatMap { place in
            var rest = self
            let first = rest.remove(at: place)
            return rest.permutations.map { [first] + $0 }
        }
    }
}
