/// The cheapest `then if test else otherwise` whose parts are in a bank.
enum ConditionalSearch {
    /// How many are offered for verification.
    private static let limit = 8
    /// No conditional has fewer nodes: `1 if x else 0`.
    static let leastNodes = 5

    /// The cheapest candidates that agree with the target on the sample, cheapest first; of fewer nodes than `bound`.
    ///
    /// - Complexity: O(tests · terms), both limited by the branch table.
    static func candidates(_ branches: BranchTable, below bound: Int) -> [Expression] {
        guard let cheapest = branches.terms.first?.nodes else { return [] }
        var found:
            [(
                nodes: Int, test: BranchTable.Choice, then: BranchTable.Choice,
                otherwise: BranchTable.Choice
            )] = []
        for test in branches.tests {
            let worst = found.count == limit ? found[limit - 1].nodes : bound
            // For both branches, when this has to be cheaper than the worst.
            let left = worst - 2 - test.nodes
            if left < 2 * cheapest { break }
            guard let then = branches.term(for: test.rows, nodes: left - cheapest),
                let otherwise = branches.term(for: branches.allRows & ~test.rows, nodes: left - then.nodes)
            else { continue }
            let nodes = 1 + test.nodes + then.nodes + otherwise.nodes
            found.insert(
                (nodes, test, then, otherwise), at: found.firstIndex { nodes < $0.nodes } ?? found.count)
            if found.count > limit { found.removeLast() }
        }
        return found.map { found in
            .conditional(
                test: branches.expression(of: found.test), then: branches.expression(of: found.then),
                otherwise: branches.expression(of: found.otherwise))
        }
    }
}
