/// The cheapest integer formulas of some variables that have given values on all rows of a table.
///
/// Expressions are enumerated, those of fewest nodes first, one for each behaviour on a sample of the rows, for all targets at
/// once; among the formulas met the one of least weight is the best. The sample grows by the rows that refute a candidate. What
/// is no plain expression is sought as one case distinction, then as a small decision tree. Formulas are exact on every row, or
/// not returned.
public struct EnumerativeRegression: Sendable {
    /// A target's formula.
    struct Formula: Hashable, Sendable {
        let expression: Expression
        /// What it costs where each hint is a name.
        let cost: ExpressionCost
        let method: FormulaMethod
    }

    /// What was found for a target.
    public struct Solution: Hashable, Sendable {
        /// Distinct and exact, cheapest first, at least one.
        let formulas: [Formula]

        public var expressions: [Expression] { formulas.map(\.expression) }
    }

    /// How often a sample grows for case distinctions on one target.
    private static let refinements = 6

    private let table: RegressionTable
    private let limits: EnumerationLimits
    private var sample: RowSample
    private(set) var found: [FormulaList]
    /// Candidates enumerated, for all targets together: those of which a fingerprint was computed or, once the bank was full,
    /// the values on the sample's first rows were compared with the targets'.
    private var checks = 0

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
        found = targets.map { _ in FormulaList() }
    }

    /// Searches.
    ///
    /// - Returns: for each target its formulas, or nil: if none was found within the limits, if the same row has two values,
    ///   if a value is 2²² or more in size, or if there are no rows.
    /// - Complexity: milliseconds for formulas of up to about 9 nodes; up to a few seconds for targets that have none.
    public func solve() -> [Solution?] { search().solutions }

    /// Searches; says how many candidates were checked even if nothing was found.
    func search() -> (solutions: [Solution?], checks: Int) {
        var search = self
        if !table.rows.isEmpty { search.run() }
        let solutions = search.found.map { list -> Solution? in
            guard !list.entries.isEmpty else { return nil }
            let formulas = list.entries.map {
                Formula(expression: table.expanded($0.expression), cost: $0.cost, method: $0.method)
            }
            return Solution(formulas: formulas)
        }
        return (solutions, search.checks)
    }

    private mutating func run() {
        var arithmetic = BranchBank(enumerate(.arithmetic(over: table)))
        for target in table.targets.indices {
            seekConditional(for: target, in: &arithmetic)
            seekClippedSum(for: target)
        }
        if !hard.isEmpty, let named = EnumerationGrammar.namedFunctions(over: table) { _ = enumerate(named) }
        if !hard.isEmpty, let bends = EnumerationGrammar.bends(over: table) {
            var bank = BranchBank(enumerate(bends))
            for target in hard { seekConditional(for: target, in: &bank) }
        }
        guard !hard.isEmpty else { return }
        var order = BranchBank(enumerate(.order(over: table)))
        for target in hard {
            seekConditional(for: target, in: &order)
            seekTree(for: target, in: &order)
            seekTree(for: target, in: &arithmetic)
            seekSeparableSum(for: target)
        }
    }

    /// The targets that are known by no plain expression yet.
    private var hard: [Int] {
        table.targets.indices.filter { target in
            table.targets[target] != nil && ![.enumeration, .clippedSum].contains(found[target].entries.first?.method)
        }
    }

    /// Enumerates from the beginning whenever the sample grows, until it stays.
    private mutating func enumerate(_ grammar: EnumerationGrammar) -> ValueBank {
        var left = limits.checks
        while true {
            var enumeration = Enumeration(
                table, grammar: grammar, sample: sample, found: found, checkLimit: left, stored: limits.stored)
            let outcome = enumeration.run()
            left -= enumeration.checks
            found = enumeration.found
            checks += enumeration.checks
            guard case .refuted(let rows) = outcome, sample.add(rows) else { return enumeration.bank }
        }
    }

    /// Looks for case distinctions of fewer nodes than the best formula met; a lighter one of more nodes is not looked for.
    mutating func seekConditional(for target: Int, in bank: inout BranchBank) {
        if let least = found[target].leastNodes, least <= ConditionalSearch.leastNodes { return }
        refine(target, in: &bank, by: .conditional) { branches, list in
            ConditionalSearch.candidates(branches, below: list.leastNodes ?? .max / 2)
        }
    }

    private mutating func seekClippedSum(for target: Int) {
        guard let values = table.targets[target],
            let candidate = ClippedSum.candidate(for: values, rows: table.rows, names: table.names)
        else { return }
        let entry = FormulaList.Entry(candidate, by: .clippedSum)
        guard found[target].admits(entry), table.disagreements(of: candidate, with: target).isEmpty else { return }
        found[target].insert(entry)
    }

    /// Looks for φ(one column) + ψ(the others), each part as a target of its own.
    private mutating func seekSeparableSum(for target: Int) {
        let (variables, rows) = (
            table.names.prefix(table.variableCount), table.rows.map { Array($0.prefix(table.variableCount)) }
        )
        guard let values = table.targets[target], variables.count > 1 else { return }
        for column in variables.indices {
            guard let sum = SeparableSum(values, rows: rows, column: column) else { continue }
            var rest = Array(variables)
            let own = rest.remove(at: column)
            let (first, second) = (part(sum.own.map { ([$0], $1) }, of: [own]), part(sum.others.map { ($0, $1) }, of: rest))
            guard let first, let second else { continue }
            let entry = FormulaList.Entry(first + second, by: .separableSum)
            guard found[target].admits(entry), table.disagreements(of: entry.expression, with: target).isEmpty else { continue }
            found[target].insert(entry)
        }
    }

    /// The cheapest formula of a part; rows in an order that does not depend on how they were hashed.
    private func part(_ values: [(row: [Int], value: Int)], of names: [String]) -> Expression? {
        let sorted = values.sorted { $0.row.lexicographicallyPrecedes($1.row) }
        return EnumerativeRegression(
            variables: names, rows: sorted.map(\.row), targets: [sorted.map(\.value)], limits: limits
        ).solve()[0]?.expressions.first
    }

    private mutating func seekTree(for target: Int, in bank: inout BranchBank) {
        refine(target, in: &bank, by: .decisionTree) { [leaves = limits.leaves] branches, _ in
            DecisionTreeSearch.candidate(branches, leaves: leaves).map { [$0] } ?? []
        }
    }

    /// Verifies candidates; as long as one is refuted, takes its rows into the sample and asks for others.
    private mutating func refine(
        _ target: Int, in bank: inout BranchBank, by method: FormulaMethod,
        _ candidates: (BranchTable, FormulaList) -> [Expression]
    ) {
        guard let values = table.targets[target] else { return }
        for _ in 0..<Self.refinements {
            // Candidates refuted here, for another target or in another bank have enlarged the sample.
            if bank.bank.table.rowCount < sample.rows.count {
                bank = BranchBank(bank.bank.replayed(on: sample.rows, of: table))
            }
            let branches = BranchTable(&bank, values: values)
            var wrong: [Int] = []
            for candidate in candidates(branches, found[target]) where wrong.isEmpty {
                let entry = FormulaList.Entry(candidate, by: method)
                guard found[target].admits(entry) else { continue }
                wrong = table.disagreements(of: candidate, with: target)
                if wrong.isEmpty { found[target].insert(entry) }
            }
            guard !wrong.isEmpty, sample.add(wrong) else { return }
        }
    }
}
