/// The cheapest formula of `&`, `|`, `^` and `1 - x` for a truth table of at most four variables.
///
/// All functions are reached in order of their cost, each kept once with its cheapest formula, until one agrees with the table
/// wherever it is known. So what is found is a minimum of the whole grammar.
struct FactoredForm {
    static let variableLimit = 4
    /// Combinations tried before giving up.
    private static let combinationLimit = 20_000_000

    private enum Recipe {
        case variable(Int)
        case complement(UInt16)
        case binary(Expression.BinaryOperation, UInt16, UInt16)
    }

    private let table: TruthTable
    private let known: UInt16
    private let wanted: UInt16
    private let all: UInt16
    private var recipes: [Recipe?]
    /// The functions of each cost, in order of discovery.
    private var levels: [[UInt16]]
    private var combinations = 0

    /// Searches for the cheapest formula.
    ///
    /// - Parameters:
    ///   - table: the function.
    ///   - bound: only formulas of fewer nodes are of interest.
    /// - Returns: nil if the table is too wide, or no such formula exists or was found within the limit.
    static func search(_ table: TruthTable, below bound: Int) -> Expression? {
        guard table.variables.count <= variableLimit, bound > 0 else { return nil }
        var search = Self(table, bound: bound)
        return search.run()
    }

    private init(_ table: TruthTable, bound: Int) {
        self.table = table
        func bits(_ include: (Bool?) -> Bool) -> UInt16 {
            table.values.enumerated().reduce(0) { include($1.element) ? $0 | 1 << UInt16($1.offset) : $0 }
        }
        known = bits { $0 != nil }
        wanted = bits { $0 == true }
        all = bits { _ in true }
        recipes = Array(repeating: nil, count: 1 << 16)
        levels = Array(repeating: [], count: bound)
    }

    private mutating func run() -> Expression? {
        for cost in levels.indices {
            if cost == 2 {
                for variable in table.variables.indices {
                    let rows = table.values.indices.filter { $0 >> variable & 1 == 1 }
                    if add(rows.reduce(0) { $0 | 1 << UInt16($1) }, .variable(variable), cost: cost) { break }
                }
            }
            if cost > 3 { extend(to: cost) }
            if let found = levels[cost].first(where: { ($0 ^ wanted) & known == 0 }) { return expression(of: found) }
            if combinations > Self.combinationLimit { return nil }
        }
        return nil
    }

    private mutating func extend(to cost: Int) {
        for function in levels[cost - 3] where add(~function & all, .complement(function), cost: cost) { return }
        for left in 2..<cost {
            let right = cost - 2 - left
            if right < left { return }
            combinations += levels[left].count * levels[right].count
            if combinations > Self.combinationLimit { return }
            for first in levels[left] {
                for second in levels[right] {
                    if add(first & second, .binary(.and, first, second), cost: cost) { return }
                    if add(first | second, .binary(.or, first, second), cost: cost) { return }
                    if add(first ^ second, .binary(.exclusiveOr, first, second), cost: cost) { return }
                }
            }
        }
    }

    /// - Returns: whether the function is the one looked for.
    private mutating func add(_ function: UInt16, _ recipe: Recipe, cost: Int) -> Bool {
        guard recipes[Int(function)] == nil else { return false }
        recipes[Int(function)] = recipe
        levels[cost].append(function)
        return (function ^ wanted) & known == 0
    }

    private func expression(of function: UInt16) -> Expression? {
        switch recipes[Int(function)] {
        case nil: nil
        case .variable(let index): .variable(table.variables[index])
        case .complement(let operand): expression(of: operand).map(Expression.not)
        case .binary(let operation, let left, let right):
            expression(of: left).flatMap { left in expression(of: right).map { .binary(operation, left, $0) } }
        }
    }
}
