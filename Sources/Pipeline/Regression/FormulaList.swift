/// How a formula was found.
public enum FormulaMethod: String, Hashable, Sendable, Codable {
    case enumeration, conditional, decisionTree
}

/// The cheapest formulas found for one target, cheapest first.
struct FormulaList: Sendable {
    /// A formula over the columns of a table, hints by name.
    struct Entry: Sendable {
        let expression: Expression
        let cost: ExpressionCost
        let method: FormulaMethod
        /// Between equals an equation is what people write, where an inequality happens to do as well.
        fileprivate let inequalities: Int
        /// Breaks ties.
        fileprivate let text: String

        fileprivate func precedes(_ other: Entry) -> Bool {
            if cost != other.cost { return cost < other.cost }
            return (inequalities, text) < (other.inequalities, other.text)
        }
    }

    let limit: Int
    private(set) var entries: [Entry] = []

    init(limit: Int) { self.limit = limit }

    /// The nodes of the cheapest.
    var leastNodes: Int? { entries.first?.cost.nodes }

    /// Whether there is a place for a formula; else it is not worth verifying.
    func admits(_ expression: Expression) -> Bool {
        let entry = Self.entry(expression, .enumeration)
        return place(of: entry) < limit && !entries.contains { $0.expression == entry.expression }
    }

    /// Puts in its place a formula that has been verified.
    mutating func insert(_ expression: Expression, by method: FormulaMethod) {
        let entry = Self.entry(expression, method)
        guard !entries.contains(where: { $0.expression == entry.expression }) else { return }
        entries.insert(entry, at: place(of: entry))
        if entries.count > limit { entries.removeLast() }
    }

    /// Tidied, unless that costs more: what is tidied has the same values wherever the expression has any.
    private static func entry(_ expression: Expression, _ method: FormulaMethod) -> Entry {
        let tidied = expression.tidied
        let chosen = expression.valueCost < tidied.valueCost ? expression : tidied
        return Entry(
            expression: chosen, cost: chosen.valueCost, method: method,
            inequalities: chosen.subexpressions.count(where: \.isInequality), text: chosen.python)
    }

    private func place(of entry: Entry) -> Int {
        entries.firstIndex { entry.precedes($0) } ?? entries.count
    }
}

extension Expression {
    fileprivate var isInequality: Bool {
        switch self {
        case .binary(.less, _, _), .binary(.lessOrEqual, _, _): true
        default: false
        }
    }
}
