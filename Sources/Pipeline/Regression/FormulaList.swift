/// How a formula was found.
enum FormulaMethod: Hashable, Sendable {
    case enumeration, conditional, decisionTree, clippedSum, separableSum
}

/// The cheapest formulas found for one target, cheapest first: among those met, by weight.
struct FormulaList: Sendable {
    /// A formula over the columns of a table, hints by name.
    struct Entry: Sendable {
        let expression: Expression
        let cost: ExpressionCost
        let method: FormulaMethod
        /// Between equals an equation is what people write, where an inequality happens to do as well.
        private let inequalities: Int
        /// Breaks ties.
        private let text: String

        /// Tidied, unless that costs more: what is tidied has the same values wherever the expression has any.
        init(_ expression: Expression, by method: FormulaMethod) {
            let tidied = expression.tidied
            let chosen = expression.valueCost < tidied.valueCost ? expression : tidied
            self.expression = chosen
            self.method = method
            cost = chosen.valueCost
            inequalities = chosen.subexpressions.count(where: \.isInequality)
            text = chosen.python
        }

        fileprivate func precedes(_ other: Entry) -> Bool {
            if cost != other.cost { return cost < other.cost }
            return (inequalities, text) < (other.inequalities, other.text)
        }
    }

    /// Formulas kept for a target.
    private static let limit = 8

    private(set) var entries: [Entry] = []

    /// The nodes of the lightest formula met; a heavier one, or one that has not been met, may have fewer.
    var leastNodes: Int? { entries.first?.cost.nodes }

    func contains(_ entry: Entry) -> Bool { entries.contains { $0.expression == entry.expression } }

    /// Whether a formula is new and there is a place for it; else it is not worth verifying.
    func admits(_ entry: Entry) -> Bool { place(of: entry) < Self.limit && !contains(entry) }

    /// Puts in its place a formula that is admitted and has been verified.
    mutating func insert(_ entry: Entry) {
        entries.insert(entry, at: place(of: entry))
        if entries.count > Self.limit { entries.removeLast() }
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
