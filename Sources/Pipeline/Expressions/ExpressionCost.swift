/// How much a reader has to take in: the order in which explanations compete.
///
/// `nodes` is the number of nodes Python's `ast.walk` visits in the expression as it is written (a name counts 2, for itself
/// and its context; an infix operation 2, for itself and its operator; a call of `min` 3; a negative literal 3). `strain` is
/// what makes a formula of the same length harder to read: a constant other than 0 and 1 costs its bits, so that `x ^ y ^ z`
/// comes before `(3 * s + x) % 8 > 4`; a case distinction costs 2; a truth value that is calculated with costs 2, so that `x == y`
/// comes before `1 - (x != y)`, and 4 where it is given a sign, or taken for a bit beside a number.
///
/// Three is what a reader has to think about: a quotient of a multiple, `6 * (s + x) // 7`, of which nobody sees what it rounds to
/// what; a product of two things that vary, which mostly stands for a case distinction; and a sum of a variable and something
/// that has it, too, as in `s + s % 8`, so that neither part shows how the whole depends on it. A remainder with a minus, `-x % 3` or `x % -3`,
/// of which every language says something else, costs twice that. What readers prefer, in twenty pairs, is in
/// `ReadersPreferenceTests`.
public struct ExpressionCost: Hashable, Comparable, Sendable, Codable {
    public var nodes: Int
    public var strain: Int

    public init(nodes: Int, strain: Int) {
        self.nodes = nodes
        self.strain = strain
    }

    /// What decides between explanations.
    public var weight: Int { nodes + strain }

    public static let zero = ExpressionCost(nodes: 0, strain: 0)

    public static func < (left: Self, right: Self) -> Bool {
        (left.weight, left.nodes) < (right.weight, right.nodes)
    }

    public static func + (left: Self, right: Self) -> Self {
        ExpressionCost(nodes: left.nodes + right.nodes, strain: left.strain + right.strain)
    }
}

extension Expression {
    /// What the expression costs its reader.
    public var cost: ExpressionCost {
        switch self {
        case .variable: return ExpressionCost(nodes: 2, strain: 0)
        case .constant(let value):
            let bits = value.magnitude < 2 ? 0 : Int.bitWidth - value.magnitude.leadingZeroBitCount
            return ExpressionCost(nodes: value < 0 ? 3 : 1, strain: bits)
        case .binary(let operation, _, _) where operation.isCall:
            return cost(ofParts: PythonSyntax.callArguments(of: self))
        default: return cost(ofParts: children)
        }
    }

    private func cost(ofParts parts: [Expression]) -> ExpressionCost {
        parts.reduce(ExpressionCost(nodes: ownNodes, strain: ownStrain)) { $0 + $1.cost }
    }

    /// The cost where a plain integer is needed: a `True` has to be wrapped in `int(…)`, 3 nodes more.
    public var valueCost: ExpressionCost {
        isTruthValue ? cost + ExpressionCost(nodes: 3, strain: 0) : cost
    }

    /// A total order for choosing: cheaper first, then by the text, so that a tie is broken the same way everywhere.
    public func isSimpler(than other: Expression) -> Bool {
        let (mine, theirs) = (valueCost, other.valueCost)
        return mine == theirs ? python < other.python : mine < theirs
    }

    private static let puzzle = 3

    /// Truth values that are calculated with, cases to be told apart, and what has to be thought about.
    private var ownStrain: Int {
        switch self {
        case .binary(.floorDivide, .binary(.multiply, .constant, _), .constant): Self.puzzle
        case .binary(let operation, let left, let right) where operation.isArithmetic:
            2 * [left, right].count(where: \.isTruthValue)
                + (operation == .modulo && (left.isNegated || right.isNegated) ? 2 * Self.puzzle : 0)
                + (operation == .multiply && left.isVarying && right.isVarying ? Self.puzzle : 0)
                + (operation.isSum && (left.isVariable(of: right) || right.isVariable(of: left))
                    ? Self.puzzle : 0)
        case .binary(.and, let left, let right), .binary(.or, let left, let right),
            .binary(.exclusiveOr, let left, let right):
            left.isTruthValue != right.isTruthValue ? 4 : 0
        case .unary(.negate, let operand): operand.isTruthValue ? 4 : 0
        case .conditional: 2
        default: 0
        }
    }

    private var isNegated: Bool {
        switch self {
        case .unary(.negate, _): true
        case .constant(let value): value < 0
        default: false
        }
    }

    private var isVarying: Bool { if case .constant = self { false } else { true } }

    /// Whether it is a variable that occurs in another expression.
    private func isVariable(of other: Expression) -> Bool {
        guard case .variable = self else { return false }
        return other == self || other.children.contains(where: isVariable)
    }

    /// The nodes of the operation without its parts.
    private var ownNodes: Int {
        switch self {
        case .variable, .constant: 0
        case .unary(.negate, _): 2
        case .unary(.absolute, _): 3
        case .unary(.squareRoot, _): 6
        case .binary(let operation, _, _): operation.isCall ? 3 : 2
        case .conditional: 1
        }
    }
}

extension Expression.BinaryOperation {
    fileprivate var isSum: Bool { self == .add || self == .subtract }

    fileprivate var isArithmetic: Bool {
        switch self {
        case .add, .subtract, .multiply, .floorDivide, .modulo: true
        default: false
        }
    }
}
