/// The cheapest integer formulas of some variables that have given values on all rows of a table.
///
/// Expressions are enumerated in order of what they cost a reader, one for each behaviour on a sample of the rows, for all
/// targets at once; the sample grows by the rows that refute a candidate. What is no plain expression is sought as one case
/// distinction, then as a small decision tree. Formulas are exact on every row, or not returned.
public struct EnumerativeRegression: Sendable {
    /// What the search took, for all targets together.
    public struct Statistics: Hashable, Sendable, Codable {
        /// Candidates whose values were compared with the targets'.
        public internal(set) var checks = 0
        /// Expressions of different behaviour in the largest bank.
        public internal(set) var stored = 0
        /// Rows in the sample in the end, of those in the table that are distinct.
        public internal(set) var sampledRows = 0
        public internal(set) var distinctRows = 0
        /// Candidates that agreed on the sample and not on the table.
        public internal(set) var refuted = 0
    }

    /// A target's formula.
    public struct Formula: Hashable, Sendable, Codable {
        public let expression: Expression
        /// What it costs where each hint is a name.
        public let cost: ExpressionCost
        public let method: FormulaMethod
    }

    /// What was found for a target.
    public struct Solution: Hashable, Sendable, Codable {
        /// Distinct and exact, cheapest first, at least one.
        public let formulas: [Formula]
        public let statistics: Statistics

        public var expressions: [Expression] { formulas.map(\.expression) }
    }

    /// How often a sample grows for case distinctions on one target.
    private static let refinements = 6

    private let table: RegressionTable
    private let limits: EnumerationLimits
    private var sample: RowSample
    private var found: [FormulaList]
    private var statistics = Statistics()

    /// - Parameters:
    ///   - variables: the names of the columns of `rows`, none twice.
    ///   - rows: `[row][variable]`; values of 2²² and more in size are not worked with.
    ///   - targets: `[target][row]`
    ///   - hints: expressions of the variables that are offered at the price of a name, because another formula of the same
    ///     program contains them already.
    ///   - limits: where to give up.
    /// - Precondition: every row has a value for each variable, and every target one for each row.
    public init(
        variables: [String], rows: [[Int]], targets: [[Int]], hints: [Expression] = [],
        limits: EnumerationLimits = EnumerationLimits()
    ) {
        table = RegressionTable(variables: variables, rows: rows, targets: targets, hints: hints)
        self.limits = limits
        sample = RowSample(of: table)
        found = targets.map { _ in FormulaList(limit: limits.alternatives) }
        statistics.distinctRows = table.rows.count
    }

    /// Searches.
    ///
    /// - Returns: for each target its formulas, or nil: if none was found within the limits, if the same row has two values,
    ///   if a value is 2²² or more in size, or if there are no rows.
    /// - Complexity: milliseconds for formulas of up to about 9 nodes; up to a few seconds for targets that have none.
    public func solve() -> [Solution?] { search().solutions }

    /// Searches; says what that took even if nothing was found.
    func search() -> (solutions: [Solution?], statistics: Statistics) {
        var search = self
        if !table.rows.isEmpty { search.run() }
        let solutions = search.found.map { list -> Solution? in
            guard !list.entries.isEmpty else { return nil }
            let formulas = list.entries.map {
                Formula(expression: table.expanded($0.expression), cost: $0.cost, method: $0.method)
            }
            return Solution(formulas: formulas, statistics: search.statistics)
        }
        return (solutions, search.statistics)
    }

    private mutating func run() {
        var arithmetic = enumerate(.arithmetic(over: table))
        for target in table.targets.indices { seekConditional(for: target, in: &arithmetic) }
        let hard = table.targets.indices.filter { target in
            table.targets[target] != nil && found[target].entries.first?.method != .enumeration
        }
        guard !hard.isEmpty else { return }
        var order = enumerate(.order(over: table))
        for target in hard where found[target].entries.first?.method != .enumeration {
            seekConditional(for: target, in: &order)
            seekTree(for: target, in: &order)
            seekTree(for: target, in: &arithmetic)
        }
    }

    /// Enumerates from the beginning whenever the sample grows, until it stays.
    private mutating func enumerate(_ grammar: EnumerationGrammar) -> ValueBank {
        var left = limits.checks
        while true {
            var enumeration = Enumeration(
                table, grammar: grammar, sample: sample, found: found, checkLimit: left, limits: limits)
            let outcome = enumeration.run()
            left -= enumeration.checks
            found = enumeration.found
            statistics.checks += enumeration.checks
            statistics.stored = max(statistics.stored, enumeration.bank.count)
            statistics.sampledRows = sample.rows.count
            guard case .refuted(let rows) = outcome else { return enumeration.bank }
            statistics.refuted += 1
            if !sample.add(rows) { return enumeration.bank }
        }
    }

    private mutating func seekConditional(for target: Int, in bank: inout ValueBank) {
        refine(target, in: &bank, by: .conditional) { branches, list in
            ConditionalSearch.candidates(branches, below: list.leastNodes ?? .max / 2)
        }
    }

    private mutating func seekTree(for target: Int, in bank: inout ValueBank) {
        refine(target, in: &bank, by: .decisionTree) { [leaves = limits.leaves] branches, _ in
            DecisionTreeSearch.candidate(branches, leaves: leaves).map { [$0] } ?? []
        }
    }

    /// Verifies candidates; as long as one is refuted, takes its rows into the sample and asks for others.
    private mutating func refine(
        _ target: Int, in bank: inout ValueBank, by method: FormulaMethod,
        _ candidates: (BranchTable, FormulaList) -> [Expression]
    ) {
        guard let values = table.targets[target] else { return }
        for _ in 0..<Self.refinements {
            let branches = BranchTable(bank, values: values)
            var wrong: [Int] = []
            for candidate in candidates(branches, found[target])
            where found[target].admits(candidate) && wrong.isEmpty {
                wrong = table.disagreements(of: candidate, with: target)
                if wrong.isEmpty { found[target].insert(candidate, by: method) }
            }
            if wrong.isEmpty { return }
            statistics.refuted += 1
            guard sample.add(wrong) else { return }
            statistics.sampledRows = sample.rows.count
            bank = bank.replayed(on: sample.rows, of: table)
        }
    }
}
