extension Program {
    /// Next states and outputs as Python text, by the name of the variable.
    public var formulas: [String: String] {
        guard case .formula(_, let statements) = body else { return [:] }
        var result: [String: String] = [:]
        for statement in statements {
            switch statement {
            case .assign(let assignments):
                for assignment in assignments { result[assignment.target] = assignment.value.python }
            case .divide(let quotient, let remainder, let dividend, let divisor):
                result[quotient] = (dividend / divisor).python
                result[remainder] = (dividend % divisor).python
            case .output(let values):
                result["output"] = values.map(\.python).joined(separator: ", ")
            }
        }
        return result
    }
}
