/// What enumerated expressions are made of.
struct EnumerationGrammar: Sendable {
    /// An expression to begin with, and at which cost it comes in.
    struct Leaf: Sendable {
        let expression: Expression
        let cost: Int
    }

    let leaves: [Leaf]
    let unaryOperations: [Expression.UnaryOperation]
    /// In the order in which equally cheap expressions of equal values are preferred as parts of larger ones.
    let binaryOperations: [Expression.BinaryOperation]

    /// Constants beyond 0, 1 and 2 that are offered at most.
    private static let constantLimit = 8

    /// Integer arithmetic over the columns, 0, 1, 2, and the first 8 other numbers among the greatest value of each target and
    /// column, that plus 1, and the least value of each column where it is negative: this supplies moduli and bases without
    /// guessing.
    static func arithmetic(over table: RegressionTable) -> Self {
        Self(
            leaves: leaves(over: table, constants: constants(for: table)),
            unaryOperations: [.absolute, .squareRoot, .negate],
            binaryOperations: [
                .add, .subtract, .and, .or, .exclusiveOr, .modulo, .floorDivide, .multiply, .maximum,
                .minimum, .equal,
                .lessOrEqual, .less, .notEqual,
            ])
    }

    /// The same arithmetic, where a function of one column comes in at the cost of a name: whoever uses it twice, as
    /// `r * r == x` a root, gives it one. Nil where no function tells anything new.
    static func namedFunctions(over table: RegressionTable) -> Self? {
        let arithmetic = arithmetic(over: table)
        let functions = functions(arithmetic.unaryOperations, over: table)
        guard !functions.isEmpty else { return nil }
        return Self(
            leaves: arithmetic.leaves + functions, unaryOperations: arithmetic.unaryOperations,
            binaryOperations: arithmetic.binaryOperations)
    }

    /// The same arithmetic with no other constants than 0, 1, 2 and the places where a target bends or jumps: thresholds, floors and
    /// ceilings that are neither the greatest nor the least of anything. Nil where there are none, or too many to mean something.
    static func bends(over table: RegressionTable) -> Self? {
        let (bends, usual) = (table.bends, Set(0...2))
        guard bends.count <= 4, !usual.isSuperset(of: bends) else { return nil }
        let arithmetic = arithmetic(over: table)
        return Self(
            leaves: leaves(over: table, constants: Array(usual.union(bends))),
            unaryOperations: arithmetic.unaryOperations, binaryOperations: arithmetic.binaryOperations)
    }

    /// Which column is the greatest, which are equal: comparisons, maxima and minima only, so that larger ones are within
    /// reach. More constants than 0 and 1 would leave less of them within it.
    static func order(over table: RegressionTable) -> Self {
        Self(
            leaves: leaves(over: table, constants: [0, 1]), unaryOperations: [],
            binaryOperations: [.and, .or, .maximum, .minimum, .equal, .lessOrEqual, .less])
    }

    /// The constants of the arithmetic grammar.
    static func constants(for table: RegressionTable) -> [Int] {
        let greatest = (table.targetRanges + table.ranges).flatMap {
            [$0.upperBound + 1, $0.upperBound]
        }
        let least = table.ranges.map(\.lowerBound).filter { $0 < 0 }
        var constants = [0, 1, 2]
        for value in greatest + least where !constants.contains(value) && ValueTable.holds(value) {
            if constants.count < 3 + constantLimit { constants.append(value) }
        }
        return constants
    }

    private static func leaves(over table: RegressionTable, constants: [Int]) -> [Leaf] {
        let columns = table.usableColumns.map { Expression.variable(table.names[$0]) }
        return (constants.sorted().map(Expression.constant) + columns).map {
            Leaf(expression: $0, cost: $0.cost.nodes)
        }
    }

    /// What the operations make of a column, where that is another number than the column's own or its opposite.
    private static func functions(_ operations: [Expression.UnaryOperation], over table: RegressionTable) -> [Leaf] {
        zip(table.usableColumns, table.ranges).flatMap { column, range in
            operations.compactMap { operation in
                let tellsMore =
                    switch operation {
                    case .absolute: range.lowerBound < 0 && range.upperBound > 0
                    case .squareRoot: range.lowerBound >= 0 && range.upperBound > 3
                    case .negate: false
                    }
                let cost = Expression.variable("").cost.nodes
                return tellsMore ? Leaf(expression: .unary(operation, .variable(table.names[column])), cost: cost) : nil
            }
        }
    }
}

extension Expression.BinaryOperation {
    /// What an expression of the operation costs besides its operands.
    var nodes: Int {
        Expression.binary(self, 0, 0).cost.nodes - 2 * Expression.constant(0).cost.nodes
    }

    /// Whether an operand that is the same operation costs nothing of its own: `min(a, b, c)`.
    var isCall: Bool { self == .minimum || self == .maximum }
}

extension Expression.UnaryOperation {
    /// What an expression of the operation costs besides its operand.
    var nodes: Int {
        Expression.unary(self, .variable("")).cost.nodes - Expression.variable("").cost.nodes
    }
}
