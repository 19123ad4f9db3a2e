/// An expression seen as constant + Σ coefficient · atom, an atom being anything that is not itself a sum.
///
/// The terms keep their order of first occurrence, so that what is written back reads as it was meant.
struct LinearForm {
    struct Term {
        /// The atom as it is to be written.
        let atom: Expression
        /// The atom with commutative operands sorted: equal keys are equal values.
        let key: Expression
        var coefficient: Int

        var isVariable: Bool {
            if case .variable = atom { return true }
            return false
        }
    }

    private(set) var terms: [Term] = []
    private(set) var constant = 0

    init() {}

    /// - Returns: nil if a coefficient does not fit an `Int`.
    init?(_ expression: Expression) {
        guard add(expression, times: 1) else { return nil }
    }

    /// Adds a multiple of another form.
    ///
    /// - Returns: false if a coefficient does not fit; the form is then unspecified.
    mutating func add(_ other: LinearForm, times factor: Int) -> Bool {
        for term in other.terms {
            guard let coefficient = Expression.BinaryOperation.multiply.apply(term.coefficient, factor),
                add(term.atom, key: term.key, coefficient: coefficient)
            else { return false }
        }
        return addConstant(other.constant, times: factor)
    }

    /// The coefficient of an atom given by its key, 0 if it does not occur.
    func coefficient(of key: Expression) -> Int {
        terms.first { $0.key == key }?.coefficient ?? 0
    }

    /// Adds a multiple of an expression, which may be known to be tidy: what is tidied once is not tidied again, as twice a level
    /// would be exponential in the depth.
    private mutating func add(_ expression: Expression, times factor: Int, isTidy: Bool = false) -> Bool {
        switch expression {
        case .constant(let value): return addConstant(value, times: factor)
        case .unary(.negate, let operand): return factor != .min && add(operand, times: -factor, isTidy: isTidy)
        case .binary(.add, let left, let right):
            return add(left, times: factor, isTidy: isTidy) && add(right, times: factor, isTidy: isTidy)
        case .binary(.subtract, let left, let right):
            return factor != .min && add(left, times: factor, isTidy: isTidy) && add(right, times: -factor, isTidy: isTidy)
        case .binary(.multiply, let left, let right):
            let (left, right) = isTidy ? (left, right) : (left.tidied, right.tidied)
            if case .constant(let value) = left { return addTidy(right, times: factor, and: value) }
            if case .constant(let value) = right { return addTidy(left, times: factor, and: value) }
            return addAtom(left * right, coefficient: factor)
        default: return addAtom(isTidy ? expression : expression.mapChildren(\.tidied).folded, coefficient: factor)
        }
    }

    private mutating func addTidy(_ expression: Expression, times factor: Int, and other: Int) -> Bool {
        Expression.BinaryOperation.multiply.apply(factor, other).map { add(expression, times: $0, isTidy: true) } ?? false
    }

    /// Adds a multiple of an operation with tidy parts.
    private mutating func addAtom(_ atom: Expression, coefficient: Int) -> Bool {
        // Folding may have turned the atom into a sum, a multiple or a constant after all.
        switch atom {
        case .constant, .unary(.negate, _), .binary(.add, _, _), .binary(.subtract, _, _), .binary(.multiply, .constant, _):
            return add(atom, times: coefficient, isTidy: true)
        default: return add(atom, key: atom.sorted, coefficient: coefficient)
        }
    }

    private mutating func add(_ atom: Expression, key: Expression, coefficient: Int) -> Bool {
        guard let index = terms.firstIndex(where: { $0.key == key }) else {
            if coefficient != 0 { terms.append(Term(atom: atom, key: key, coefficient: coefficient)) }
            return true
        }
        let (sum, overflow) = terms[index].coefficient.addingReportingOverflow(coefficient)
        terms[index].coefficient = sum
        if sum == 0 { terms.remove(at: index) }
        return !overflow
    }

    private mutating func addConstant(_ value: Int, times factor: Int) -> Bool {
        guard let product = Expression.BinaryOperation.multiply.apply(value, factor),
            let sum = Expression.BinaryOperation.add.apply(constant, product)
        else { return false }
        constant = sum
        return true
    }
}

extension LinearForm {
    /// The form written as people write it: `a + b - c`, `2 * x`, `1 - x`, `2 * (a + b) + 1`.
    var expression: Expression {
        let flat = Self.sum(of: terms, constant: constant)
        let divisor = terms.reduce(0) { Self.greatestCommonDivisor($0, $1.coefficient) }
        guard divisor > 1, terms.count > 1 else { return flat }
        let reduced = terms.map { Term(atom: $0.atom, key: $0.key, coefficient: $0.coefficient / divisor) }
        let product = Expression.constant(divisor) * Self.sum(of: reduced, constant: 0)
        let factored = Self.append(constant, to: product)
        return factored.cost < flat.cost ? factored : flat
    }

    private static func sum(of terms: [Term], constant: Int) -> Expression {
        var sum: Expression?
        for term in terms where term.coefficient > 0 {
            let product = multiple(of: term.atom, term.coefficient)
            sum = sum.map { $0 + product } ?? product
        }
        // With nothing positive to begin with, a positive constant goes first: 1 - x, not -x + 1.
        let leads = sum == nil && constant > 0
        if leads { sum = .constant(constant) }
        for term in terms where term.coefficient < 0 {
            if let begun = sum, term.coefficient != .min {
                sum = begun - multiple(of: term.atom, -term.coefficient)
            } else {
                let product = multiple(of: term.atom, term.coefficient)
                sum = sum.map { $0 + product } ?? product
            }
        }
        guard let sum else { return .constant(constant) }
        return leads ? sum : append(constant, to: sum)
    }

    private static func append(_ constant: Int, to sum: Expression) -> Expression {
        if constant == 0 { return sum }
        return constant > 0 || constant == .min ? sum + .constant(constant) : sum - .constant(-constant)
    }

    private static func multiple(of atom: Expression, _ coefficient: Int) -> Expression {
        switch coefficient {
        case 1: atom
        case -1: -atom
        default: .constant(coefficient) * atom
        }
    }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left.magnitude, right.magnitude)
        while right != 0 { (left, right) = (right, left % right) }
        return Int(exactly: left) ?? 1
    }
}

extension Expression {
    /// The same value with sums collected and constants folded: `a + -1 * c` becomes `a - c`, `1 * x + 0` becomes `x`.
    ///
    /// Defined wherever this expression is (and possibly elsewhere: `0 * (x // 0)` becomes 0).
    public var tidied: Expression {
        guard let form = LinearForm(self) else { return mapChildren(\.tidied) }
        return form.expression
    }

    /// Equal for expressions that differ only in how sums are collected and commutative operands are ordered.
    public var canonical: Expression { tidied.sorted }

    /// Constant operands computed, neutral and absorbing ones dropped; children are taken to be tidy.
    fileprivate var folded: Expression {
        switch self {
        case .unary(let operation, .constant(let value)): return operation.apply(value).map { .constant($0) } ?? self
        case .binary(let operation, .constant(let left), .constant(let right)):
            return operation.apply(left, right).map { .constant($0) } ?? self
        case .binary(.floorDivide, let operand, .constant(1)): return operand
        case .binary(.modulo, _, .constant(1)), .binary(.modulo, _, .constant(-1)): return 0
        case .binary(.and, _, .constant(0)), .binary(.and, .constant(0), _): return 0
        case .binary(.or, let operand, .constant(0)), .binary(.or, .constant(0), let operand),
            .binary(.exclusiveOr, let operand, .constant(0)), .binary(.exclusiveOr, .constant(0), let operand):
            return operand
        case .conditional(.constant(let test), let then, let otherwise): return test != 0 ? then : otherwise
        default: return self
        }
    }

    /// Operands of associative and commutative operations in the order of their text.
    fileprivate var sorted: Expression {
        guard case .binary(let operation, let left, let right) = self, operation.isCommutative else {
            return mapChildren(\.sorted)
        }
        let operands = operation.isAssociative ? operands(of: operation) : [left, right]
        let ordered = operands.map(\.sorted).sorted { $0.python < $1.python }
        return ordered.dropFirst().reduce(ordered[0]) { .binary(operation, $0, $1) }
    }

    /// The operands of a chain of one associative operation: a, b and c of `a & (b & c)`.
    func operands(of operation: BinaryOperation) -> [Expression] {
        guard case .binary(operation, let left, let right) = self else { return [self] }
        return left.operands(of: operation) + right.operands(of: operation)
    }
}

extension Expression.BinaryOperation {
    /// Whether operands may be regrouped.
    var isAssociative: Bool {
        switch self {
        case .add, .multiply, .minimum, .maximum, .and, .or, .exclusiveOr: true
        default: false
        }
    }
}

extension Expression {
    /// The linear expression constant + Σ coefficients[i] · names[i], written as people write it.
    ///
    /// - Precondition: as many names as coefficients.
    public static func linear(_ coefficients: [Int], of names: [String], constant: Int = 0) -> Expression {
        precondition(coefficients.count == names.count, "one name a coefficient is expected")
        let products = zip(coefficients, names).map { Expression.constant($0) * .variable($1) }
        return products.reduce(.constant(constant)) { $0 + $1 }.tidied
    }
}
