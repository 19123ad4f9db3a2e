/// What a program costs its reader: Python's syntax nodes, some for every line, then the bits of constants.
extension Program {
    /// Statements, state variables and their initial values; for a table, its entries.
    public var cost: ExpressionCost {
        switch body {
        case .formula(let state, let statements):
            let start = state.reduce(ExpressionCost.zero) { $0 + Expression.constant($1.initial).cost }
            return statements.reduce(start + ExpressionCost(nodes: 2 * state.count, strain: 0)) { $0 + $1.cost }
        case .table(let table):
            let width = table.transitions.first.map { 2 + $0.input.count + $0.output.count } ?? 0
            return ExpressionCost(nodes: table.transitions.count * width, strain: 0)
        }
    }
}

extension Program.Statement {
    private static let line = 4

    var cost: ExpressionCost {
        var values = values
        var nodes = Self.line
        switch self {
        case .assign(let assignments):
            nodes += 1 + (assignments.count == 1 ? 2 : 4 + 2 * assignments.count)
            if assignments.count == 1, let update = AugmentedAssignment(assignments[0]) {
                nodes += 1
                values = [update.amount]
            }
        case .divide: nodes += 1 + 6 + 3
        case .output: break
        }
        return values.reduce(ExpressionCost(nodes: nodes, strain: 0)) { cost, value in
            cost + ExpressionCost(nodes: value.valueCost.nodes, strain: value.cost.strain)
        }
    }
}
