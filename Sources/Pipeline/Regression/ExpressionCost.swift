/// How much a reader has to take in: the order in which explanations compete.
///
/// `nodes` is the number of nodes Python's `ast.walk` visits in the expression as it is written (a name counts 2, for itself
/// and its context; an infix operation 2, for itself and its operator; a call of `min` 3; a negative literal 3). Between
/// equals the one with the smaller constants wins.
public struct ExpressionCost: Hashable, Comparable, Sendable, Codable {
    public var nodes: Int
    /// The bits of all constants together: 0 and 1 are one bit, 10 is four.
    public var constantBits: Int

    public init(nodes: Int, constantBits: Int) {
        self.nodes = nodes
        self.constantBits = constantBits
    }

    public static let zero = ExpressionCost(nodes: 0, constantBits: 0)

    public static func < (left: Self, right: Self) -> Bool {
        (left.nodes, left.constantBits) < (right.nodes, right.constantBits)
    }

    public static func + (left: Self, right: Self) -> Self {
        ExpressionCost(nodes: left.nodes + right.nodes, constantBits: left.constantBits + right.constantBits)
    }
}

extension Expression {
    /// What the expression costs its reader.
    public var cost: ExpressionCost {
        switch self {
        case .variable: return ExpressionCost(nodes: 2, constantBits: 0)
        case .constant(let value):
            let bits = max(1, Int.bitWidth - value.magnitude.leadingZeroBitCount)
            return ExpressionCost(nodes: value < 0 ? 3 : 1, constantBits: bits)
        default:
            let parts = isCall ? PythonSyntax.callArguments(of: self) : children
            return parts.reduce(ExpressionCost(nodes: ownNodes, constantBits: 0)) { $0 + $1.cost }
        }
    }

    /// The cost where a plain integer is needed: a `True` has to be wrapped in `int(…)`, 3 nodes more.
    public var valueCost: ExpressionCost {
        isTruthValue ? cost + ExpressionCost(nodes: 3, constantBits: 0) : cost
    }

    /// A total order for choosing: cheaper first, then by the text, so that a tie is broken the same way everywhere.
    public func isSimpler(than other: Expression) -> Bool {
        let (mine, theirs) = (valueCost, other.valueCost)
        return mine == theirs ? python < other.python : mine < theirs
    }

    private var isCall: Bool {
        switch self {
        case .binary(.minimum, _, _), .binary(.maximum, _, _): true
        default: false
        }
    }

    /// The nodes of the operation without its parts.
    private var ownNodes: Int {
        switch self {
        case .variable, .constant: 0
        case .unary(.negate, _): 2
        case .unary(.absolute, _): 3
        case .unary(.squareRoot, _): 6
        case .binary: isCall ? 3 : 2
        case .conditional: 1
        }
    }
}
