/// An update written `target += amount`: the variable changes by an operation on itself.
struct AugmentedAssignment {
    /// `+`, `-`, `*`, `//`, `%`, `&`, `|` or `^`.
    let symbol: String
    let amount: Expression

    /// - Returns: nil if the value is not an operation on the target, or is the target itself.
    init?(_ assignment: Program.Assignment) {
        let target = Expression.variable(assignment.target)
        if let sum = Self.sum(target, assignment.value) {
            self = sum
            return
        }
        guard case .binary(let operation, let left, let right) = assignment.value,
            let symbol = PythonSyntax.symbol(of: operation)
        else { return nil }
        switch operation {
        case .floorDivide, .modulo:
            guard left == target else { return nil }
            self.init(symbol: symbol, amount: right)
        case .multiply, .and, .or, .exclusiveOr:
            var operands = assignment.value.operands(of: operation)
            guard let index = operands.firstIndex(of: target) else { return nil }
            operands.remove(at: index)
            self.init(symbol: symbol, amount: operands.dropFirst().reduce(operands[0]) { .binary(operation, $0, $1) })
        default: return nil
        }
    }

    private init(symbol: String, amount: Expression) {
        self.symbol = symbol
        self.amount = amount
    }

    /// target + rest, with the signs of the rest turned if that makes all of them positive.
    private static func sum(_ target: Expression, _ value: Expression) -> Self? {
        guard var rest = LinearForm(value), rest.coefficient(of: target) == 1,
            rest.add(LinearForm(target) ?? LinearForm(), times: -1)
        else { return nil }
        if rest.terms.isEmpty && rest.constant == 0 { return nil }
        var negated = LinearForm()
        let amount = rest.expression
        guard rest.terms.allSatisfy({ $0.coefficient < 0 }), rest.constant <= 0, negated.add(rest, times: -1) else {
            return Self(symbol: "+", amount: amount)
        }
        return Self(symbol: "-", amount: negated.expression)
    }
}
