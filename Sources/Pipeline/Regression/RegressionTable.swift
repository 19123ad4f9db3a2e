/// What formulas are fitted to: every distinct row of variables, with what each target is there.
struct RegressionTable: Sendable {
    /// The column's names: the variables', then one for each hint, which no Python name can equal.
    let names: [String]
    /// Distinct rows, in order of first occurrence: `[row][column]`.
    let rows: [[Int]]
    /// `[target][row]`; nil for a target that is not a function of the variables or is too large for a `ValueTable`.
    let targets: [[Int]?]
    /// The columns whose values a `ValueTable` can hold.
    let usableColumns: [Int]
    /// What each hint's name stands for.
    private let meanings: [String: Expression]

    /// - Parameters:
    ///   - variables: the names of the columns of `rows`.
    ///   - rows: `[row][variable]`
    ///   - targets: `[target][row]`
    ///   - hints: become columns where they are defined on every row.
    /// - Precondition: every row has a value for each variable and every target one for each row.
    init(variables: [String], rows: [[Int]], targets: [[Int]], hints: [Expression]) {
        precondition(
            rows.allSatisfy { $0.count == variables.count }, "a row needs a value for each variable")
        precondition(
            targets.allSatisfy { $0.count == rows.count }, "a target needs a value for each row")
        var firstRow: [[Int]: Int] = [:]
        var distinct: [Int] = []
        var contradicted = Set<Int>()
        for (index, row) in rows.enumerated() {
            guard let first = firstRow[row] else {
                firstRow[row] = index
                distinct.append(index)
                continue
            }
            for target in targets.indices where targets[target][first] != targets[target][index] {
                contradicted.insert(target)
            }
        }
        var columns = distinct.map { rows[$0] }
        var names = variables
        var meanings: [String: Expression] = [:]
        for hint in hints where hint.children.isEmpty == false {
            guard let compiled = CompiledExpression(hint, names: variables) else { continue }
            let values = distinct.compactMap { compiled.evaluate(rows[$0]) }
            guard values.count == distinct.count else { continue }
            let name = "hint \(meanings.count)"
            meanings[name] = hint
            names.append(name)
            for index in columns.indices { columns[index].append(values[index]) }
        }
        self.names = names
        self.rows = columns
        self.meanings = meanings
        self.targets = targets.indices.map { target in
            let values = distinct.map { targets[target][$0] }
            return contradicted.contains(target) || !values.allSatisfy(ValueTable.holds) ? nil : values
        }
        usableColumns = names.indices.filter { column in
            columns.allSatisfy { ValueTable.holds($0[column]) }
        }
    }

    /// Columns that are variables; those of hints come after them.
    var variableCount: Int { names.count - meanings.count }

    /// The expression with each hint's name replaced by the hint.
    func expanded(_ expression: Expression) -> Expression { expression.substituting(meanings) }

    /// What an expression of the columns is worth on some rows; nil if it is undefined on one.
    func values(of expression: Expression, on rows: [Int]) -> [Int]? {
        guard let compiled = CompiledExpression(expression, names: names) else { return nil }
        let values = rows.compactMap { compiled.evaluate(self.rows[$0]) }
        return values.count == rows.count ? values : nil
    }

    /// The rows where an expression of the columns is undefined or not the target.
    ///
    /// - Complexity: O(rows).
    func disagreements(of expression: Expression, with target: Int) -> [Int] {
        guard let values = targets[target], let compiled = CompiledExpression(expression, names: names)
        else {
            return Array(rows.indices)
        }
        return rows.indices.filter { compiled.evaluate(rows[$0]) != values[$0] }
    }

    /// The least and greatest value of each usable column.
    var ranges: [ClosedRange<Int>] {
        usableColumns.compactMap { column in Self.range(rows.lazy.map { $0[column] }) }
    }

    /// The least and greatest value of each target.
    var targetRanges: [ClosedRange<Int>] { targets.compactMap { $0.flatMap { Self.range($0) } } }

    /// The values of a column at which some target's slope along it changes, the other columns staying what they are: in more than half
    /// of the places where that can be told. Ascending.
    ///
    /// - Complexity: O(rows · columns), sorted.
    var bends: [Int] {
        let found = usableColumns.filter { $0 < variableCount }.flatMap { column in
            let places = neighbours(along: column)
            return targets.compactMap(\.self).flatMap { values in
                places.filter { _, rows in
                    2 * rows.count { values[$0.after] &- values[$0.here] != values[$0.here] &- values[$0.before] } > rows.count
                }.keys
            }
        }
        return Set(found).sorted()
    }

    /// For each value of a column the rows that have it, with those where it is one less and one more and all else is the same.
    private func neighbours(along column: Int) -> [Int: [(before: Int, here: Int, after: Int)]] {
        let lines = Dictionary(grouping: rows.indices) { row in
            (0..<variableCount).map { $0 == column ? 0 : rows[row][$0] }
        }.values.map { line in line.sorted { rows[$0][column] < rows[$1][column] } }
        let threes = lines.flatMap { line in zip(line, zip(line.dropFirst(), line.dropFirst(2))).map { ($0, $1.0, $1.1) } }
        return Dictionary(
            grouping: threes.lazy.map { (before: $0, here: $1, after: $2) }.filter { three in
                let here = rows[three.here][column]
                return rows[three.before][column] + 1 == here && here + 1 == rows[three.after][column]
            }, by: { rows[$0.here][column] })
    }

    private static func range(_ values: some Sequence<Int>) -> ClosedRange<Int>? {
        guard let least = values.min(), let greatest = values.max() else { return nil }
        return least...greatest
    }
}
