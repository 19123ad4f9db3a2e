/// A bank with the conditions in it, which serve every target.
struct BranchBank: Sendable {
    private static let testLimit = 20_000

    let bank: ValueBank
    /// Conditions with different sets of rows, none the complement of another, cheapest first; looked for when first asked for.
    private(set) lazy var tests: [BranchTable.Choice] = conditions()
    /// Of each expression.
    fileprivate let nodes: [Int]

    init(_ bank: ValueBank) {
        self.bank = bank
        nodes = bank.levels.enumerated().flatMap {
            Array(repeating: $0.offset, count: $0.element.all.count)
        }
    }

    private func conditions() -> [BranchTable.Choice] {
        let allRows = bank.table.allRows
        let zeros = bank.table.masks(
            ofEqualityWith: bank.table.vector(Array(repeating: 0, count: bank.table.rowCount)))
        var seen: Set<UInt128> = [0]
        var tests: [BranchTable.Choice] = []
        for (index, zero) in zeros.enumerated() where tests.count < Self.testLimit {
            // The one of the two complements that leaves out the first row.
            if seen.insert(zero & 1 == 0 ? zero : ~zero & allRows).inserted {
                tests.append(BranchTable.Choice(rows: ~zero & allRows, nodes: nodes[index], source: .kept(index)))
            }
        }
        return tests
    }
}

/// What a case distinction for one target can be made of: conditions, and terms that are right on some of the rows.
struct BranchTable: Sendable {
    /// An expression of a bank, or a constant that the bank need not have.
    enum Source: Sendable {
        case kept(Int)
        case constant(Int)
    }

    /// A set of rows, a bit each, with the cheapest expression that has it.
    struct Choice: Sendable {
        /// Where a condition holds, or where a term is right.
        let rows: UInt128
        let nodes: Int
        let source: Source
    }

    private static let termLimit = 2_000
    /// Values of the target that are offered as constants.
    private static let constantLimit = 16

    /// Conditions with different sets of rows, none the complement of another, cheapest first.
    let tests: [Choice]
    /// Terms, cheapest first, none of which is right on a part only of a cheaper one's rows.
    let terms: [Choice]
    let allRows: UInt128
    private let bank: ValueBank

    /// - Parameters:
    ///   - bank: what there is.
    ///   - values: the target's, `[row]` of the table that the bank's sample is from.
    init(_ bank: inout BranchBank, values: [Int]) {
        self.bank = bank.bank
        allRows = bank.bank.table.allRows
        tests = bank.tests
        terms = Self.terms(of: bank.bank, nodes: bank.nodes, values: values)
    }

    func expression(of choice: Choice) -> Expression {
        switch choice.source {
        case .kept(let index): bank.expression(at: index)
        case .constant(let value): .constant(value)
        }
    }

    /// The cheapest term that is right on all the given rows, if it costs at most `nodes`.
    func term(for rows: UInt128, nodes: Int = .max) -> Choice? {
        for term in terms {
            if term.nodes > nodes { return nil }
            if rows & ~term.rows == 0 { return term }
        }
        return nil
    }

    private static func terms(of bank: ValueBank, nodes: [Int], values: [Int]) -> [Choice] {
        let target = bank.vector(ofTarget: values)
        var candidates = bank.table.masks(ofEqualityWith: target).enumerated().map { index, rows in
            Choice(rows: rows, nodes: nodes[index], source: .kept(index))
        }
        var constants: [Int] = []
        for value in target.map({ Int($0) })
        where !constants.contains(value) && constants.count < constantLimit {
            constants.append(value)
        }
        candidates += constants.map { value in
            let rows = (0..<bank.table.rowCount).reduce(UInt128(0)) {
                target[$1] == Float(value) ? $0 | UInt128(1) << UInt128($1) : $0
            }
            return Choice(
                rows: rows, nodes: Expression.constant(value).cost.nodes, source: .constant(value))
        }
        let order = candidates.indices.sorted {
            (candidates[$0].nodes, $0) < (candidates[$1].nodes, $1)
        }
        var seen: Set<UInt128> = [0]
        var terms: [Choice] = []
        for index in order where terms.count < termLimit && seen.insert(candidates[index].rows).inserted {
            let rows = candidates[index].rows
            if !terms.contains(where: { rows & ~$0.rows == 0 }) { terms.append(candidates[index]) }
        }
        return terms
    }
}
