/// An integer formula over named variables: what regression finds, and what an emitted program is made of.
///
/// Values are integers with Python's meaning: `//` rounds towards minus infinity, `%` has the sign of the divisor, comparisons
/// are worth 0 or 1, and a condition holds when it is not 0. Python's integers have no bound and Swift's do, so a value that
/// does not fit 64 bits counts as undefined, like a division by zero: `nil`, never a trap.
public indirect enum Expression: Hashable, Sendable, Codable {
    case variable(String)
    case constant(Int)
    case unary(UnaryOperation, Expression)
    case binary(BinaryOperation, Expression, Expression)
    /// `then` where `test` is not 0, else `otherwise`; only the chosen branch is evaluated.
    case conditional(test: Expression, then: Expression, otherwise: Expression)

    /// Operations on one value.
    public enum UnaryOperation: String, Hashable, Sendable, Codable, CaseIterable {
        case negate
        case absolute
        /// The integer square root; undefined below 0 and from 2⁵² on, where Python's `int(x ** 0.5)` is no longer exact.
        case squareRoot
    }

    /// Operations on two values; both are always evaluated.
    public enum BinaryOperation: String, Hashable, Sendable, Codable, CaseIterable {
        case add, subtract, multiply, floorDivide, modulo
        case minimum, maximum
        case equal, notEqual, less, lessOrEqual
        case and, or, exclusiveOr
    }
}

extension Expression {
    public static func + (left: Self, right: Self) -> Self { .binary(.add, left, right) }
    public static func - (left: Self, right: Self) -> Self { .binary(.subtract, left, right) }
    public static func * (left: Self, right: Self) -> Self { .binary(.multiply, left, right) }
    public static func / (left: Self, right: Self) -> Self { .binary(.floorDivide, left, right) }
    public static func % (left: Self, right: Self) -> Self { .binary(.modulo, left, right) }
    public static func & (left: Self, right: Self) -> Self { .binary(.and, left, right) }
    public static func | (left: Self, right: Self) -> Self { .binary(.or, left, right) }
    public static func ^ (left: Self, right: Self) -> Self { .binary(.exclusiveOr, left, right) }
    public static prefix func - (operand: Self) -> Self { .unary(.negate, operand) }

    /// The complement of a value that is 0 or 1, written `1 - x`.
    public static func not(_ operand: Self) -> Self { .constant(1) - operand }
}

extension Expression: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .constant(value) }
}

extension Expression {
    /// The value in an environment of named integers.
    ///
    /// - Returns: nil where Python would raise (unknown name, division by zero, root of a negative) or 64 bits do not suffice.
    /// - Complexity: one dictionary look-up a variable; use `CompiledExpression` for more than a few thousand evaluations.
    public func evaluate(_ environment: [String: Int]) -> Int? {
        switch self {
        case .variable(let name): return environment[name]
        case .constant(let value): return value
        case .unary(let operation, let operand):
            return operand.evaluate(environment).flatMap(operation.apply)
        case .binary(let operation, let left, let right):
            guard let left = left.evaluate(environment), let right = right.evaluate(environment) else { return nil }
            return operation.apply(left, right)
        case .conditional(let test, let then, let otherwise):
            guard let chosen = test.evaluate(environment) else { return nil }
            return (chosen != 0 ? then : otherwise).evaluate(environment)
        }
    }

    /// The parts, left to right.
    public var children: [Expression] {
        switch self {
        case .variable, .constant: []
        case .unary(_, let operand): [operand]
        case .binary(_, let left, let right): [left, right]
        case .conditional(let test, let then, let otherwise): [test, then, otherwise]
        }
    }

    /// The same operation with each part replaced by its image; a variable or constant stays itself.
    public func mapChildren(_ transform: (Expression) throws -> Expression) rethrows -> Expression {
        switch self {
        case .variable, .constant: self
        case .unary(let operation, let operand): .unary(operation, try transform(operand))
        case .binary(let operation, let left, let right): .binary(operation, try transform(left), try transform(right))
        case .conditional(let test, let then, let otherwise):
            .conditional(test: try transform(test), then: try transform(then), otherwise: try transform(otherwise))
        }
    }

    /// The names that occur, each once, in order of first occurrence.
    public var variables: [String] {
        var seen: Set<String> = []
        return subexpressions.compactMap { part in
            guard case .variable(let name) = part, seen.insert(name).inserted else { return nil }
            return name
        }
    }

    /// How many parts there are, this expression among them.
    public var size: Int { children.reduce(1) { $0 + $1.size } }

    /// This expression and all its parts, the whole before its parts, left before right.
    public var subexpressions: [Expression] {
        [self] + children.flatMap(\.subexpressions)
    }

    /// Every variable that has an entry replaced by it, all at once.
    public func substituting(_ replacements: [String: Expression]) -> Expression {
        if case .variable(let name) = self { return replacements[name] ?? self }
        return mapChildren { $0.substituting(replacements) }
    }

    /// Whether Python computes a `bool`, which is a number but prints as `True`.
    public var isTruthValue: Bool {
        switch self {
        case .variable, .constant, .unary: false
        case .binary(let operation, let left, let right):
            switch operation {
            case .equal, .notEqual, .less, .lessOrEqual: true
            case .and, .or, .exclusiveOr: left.isTruthValue && right.isTruthValue
            case .minimum, .maximum: left.isTruthValue || right.isTruthValue
            case .add, .subtract, .multiply, .floorDivide, .modulo: false
            }
        case .conditional(_, let then, let otherwise): then.isTruthValue || otherwise.isTruthValue
        }
    }
}

extension Expression.UnaryOperation {
    /// The result, or nil where it is undefined.
    @inlinable
    public func apply(_ operand: Int) -> Int? {
        switch self {
        case .negate: return operand == .min ? nil : -operand
        case .absolute: return operand == .min ? nil : abs(operand)
        case .squareRoot:
            guard (0..<(1 << 52)).contains(operand) else { return nil }
            return Int(Double(operand).squareRoot())
        }
    }
}

extension Expression.BinaryOperation {
    /// Whether the operands may change places.
    public var isCommutative: Bool {
        switch self {
        case .add, .multiply, .minimum, .maximum, .equal, .notEqual, .and, .or, .exclusiveOr: true
        case .subtract, .floorDivide, .modulo, .less, .lessOrEqual: false
        }
    }

    /// The result, or nil where it is undefined.
    @inlinable
    public func apply(_ left: Int, _ right: Int) -> Int? {
        switch self {
        case .add: return Self.checked(left.addingReportingOverflow(right))
        case .subtract: return Self.checked(left.subtractingReportingOverflow(right))
        case .multiply: return Self.checked(left.multipliedReportingOverflow(by: right))
        case .floorDivide: return Self.floorDivide(left, right)
        case .modulo: return Self.modulo(left, right)
        case .minimum: return min(left, right)
        case .maximum: return max(left, right)
        case .equal: return left == right ? 1 : 0
        case .notEqual: return left != right ? 1 : 0
        case .less: return left < right ? 1 : 0
        case .lessOrEqual: return left <= right ? 1 : 0
        case .and: return left & right
        case .or: return left | right
        case .exclusiveOr: return left ^ right
        }
    }

    @inlinable
    static func checked(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
        result.overflow ? nil : result.partialValue
    }

    @inlinable
    static func floorDivide(_ left: Int, _ right: Int) -> Int? {
        let (quotient, overflow) = left.dividedReportingOverflow(by: right)
        if overflow { return nil }
        // Swift rounds towards zero: one too many where the signs differ and something is left over.
        return quotient &* right != left && (left < 0) != (right < 0) ? quotient - 1 : quotient
    }

    @inlinable
    static func modulo(_ left: Int, _ right: Int) -> Int? {
        let (remainder, overflow) = left.remainderReportingOverflow(dividingBy: right)
        if overflow { return right == -1 ? 0 : nil }
        return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder
    }
}
