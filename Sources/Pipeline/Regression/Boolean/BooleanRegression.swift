/// The simplest formula for a truth table among several forms, with what each of them would have cost.
public struct BooleanRegression: Hashable, Sendable, Codable {
    /// Ways to write a Boolean function.
    public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
        /// The cheapest `a & b | c & (1 - d)`.
        case sumOfProducts
        /// 1 minus the cheapest sum of products of the complement.
        case complementedSumOfProducts
        /// Products joined by `^`.
        case exclusiveOr
        /// The cheapest formula of `&`, `|`, `^` and `1 - x` at all; up to four variables.
        case factored
        /// Arithmetic on how many variables are 1: `(a + b + c) // 2`.
        case counting
    }

    /// One form's formula.
    public struct Candidate: Hashable, Sendable, Codable {
        public let form: Form
        public let expression: Expression
        public let cost: ExpressionCost
        /// Whether it is known to be the cheapest of its form.
        public let isMinimal: Bool
    }

    /// What was found, one candidate a form that applies, in the order of `Form.allCases`; each was checked on the whole table.
    public let candidates: [Candidate]

    /// The cheapest candidate's formula.
    public var expression: Expression { best.expression }
    public let best: Candidate

    /// Searches the given forms.
    ///
    /// - Parameters:
    ///   - table: the function.
    ///   - forms: those allowed; the sum of products is added if none of them applies.
    /// - Complexity: milliseconds up to six variables, tens of milliseconds for eight.
    public init(_ table: TruthTable, forms: Set<Form> = Set(Form.allCases)) {
        var candidates: [Candidate] = []
        // In the order of the cases, never in the set's: the same evidence every time.
        for form in Form.allCases where forms.contains(form) {
            let bound = candidates.map(\.cost.nodes).min() ?? Self.unbounded
            guard let candidate = Self.search(form, table, bound: bound) else { continue }
            if table.firstDisagreement(with: candidate.expression) == nil { candidates.append(candidate) }
        }
        let fallback = SumOfProducts(of: table)
        let first = candidates.first ?? Self.candidate(.sumOfProducts, fallback.expression, isMinimal: fallback.isMinimal)
        self.candidates = candidates.isEmpty ? [first] : candidates
        best = candidates.dropFirst().reduce(first) { $1.expression.isSimpler(than: $0.expression) ? $1 : $0 }
    }

    /// No function of four variables costs as much.
    private static let unbounded = 100

    private static func search(_ form: Form, _ table: TruthTable, bound: Int) -> Candidate? {
        switch form {
        case .sumOfProducts:
            let found = SumOfProducts(of: table)
            return candidate(form, found.expression, isMinimal: found.isMinimal)
        case .complementedSumOfProducts:
            let found = SumOfProducts(of: table.complement)
            return candidate(form, Expression.not(found.expression).tidied, isMinimal: found.isMinimal)
        case .exclusiveOr: return candidate(form, ExclusiveOrForm(of: table).expression, isMinimal: false)
        case .factored:
            return FactoredForm.search(table, below: bound).map { candidate(form, $0, isMinimal: true) }
        case .counting: return CountingForm.search(table).map { candidate(form, $0, isMinimal: true) }
        }
    }

    private static func candidate(_ form: Form, _ expression: Expression, isMinimal: Bool) -> Candidate {
        Candidate(form: form, expression: expression, cost: expression.valueCost, isMinimal: isMinimal)
    }
}
