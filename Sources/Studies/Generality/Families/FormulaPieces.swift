import Pipeline

/// How drawn formulas are put together.
extension Expression {
    static let input = Expression.variable("x")

    static func lesser(_ left: Expression, _ right: Expression) -> Expression { .binary(.minimum, left, right) }
    static func greater(_ left: Expression, _ right: Expression) -> Expression { .binary(.maximum, left, right) }
    static func magnitude(_ operand: Expression) -> Expression { .unary(.absolute, operand) }

    /// The sum of terms with their coefficients as one would write it: what is added first, no factor of 1, nothing times 0.
    static func sum(_ terms: [(coefficient: Int, of: Expression)]) -> Expression {
        let present = terms.filter { $0.coefficient != 0 }
        let ordered = present.filter { $0.coefficient > 0 } + present.filter { $0.coefficient < 0 }
        guard let first = ordered.first else { return 0 }
        let start = first.coefficient == -1 ? -first.of : scaled(first.of, by: first.coefficient)
        return ordered.dropFirst().reduce(start) { sum, term in
            let part = scaled(term.of, by: abs(term.coefficient))
            return term.coefficient > 0 ? sum + part : sum - part
        }
    }

    private static func scaled(_ operand: Expression, by factor: Int) -> Expression {
        if case .constant(let value) = operand { return .constant(factor * value) }
        return factor == 1 ? operand : .constant(factor) * operand
    }
}
