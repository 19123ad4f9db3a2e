/// A sum of multiples of the variables by which all targets are known: the one number that a single-index model (Ichimura 1993)
/// takes its variables together to, as a + b + carry does in an addition, or 2 s + x in a division.
///
/// Formulas of one number are shorter than those of several, and the search for them sees further.
struct LinearIndex {
    let expression: Expression
    /// Different values on the rows.
    let valueCount: Int

    /// Variables of a search that takes milliseconds.
    private static let mostVariables = 4

    /// Of the sums that take more than one variable together the one of fewest values, of equals the cheapest; nil where none has
    /// fewer values than there are rows.
    ///
    /// - Parameters:
    ///   - variables: the names of the columns of `rows`.
    ///   - rows: `[row][variable]`, all different.
    ///   - targets: `[target][row]`, functions of the sum.
    /// - Complexity: O(coefficients ^ variables · rows) at most; most sums are refuted by a few rows.
    init?(variables: [String], rows: [[Int]], targets: [[Int]]) {
        guard rows.count > 1, 2...Self.mostVariables ~= variables.count else { return nil }
        var best: LinearIndex?
        for coefficients in Self.choices(rows, width: variables.count) {
            let most = min(rows.count - 1, best?.valueCount ?? .max)
            guard let count = Self.valueCount(of: coefficients, rows, targets, most: most) else { continue }
            let terms = zip(coefficients, variables).filter { $0.0 != 0 }.map { Expression.constant($0) * .variable($1) }
            let expression = terms.reduce(.constant(0), +).tidied
            if best.map({ count < $0.valueCount || expression.isSimpler(than: $0.expression) }) ?? true {
                best = LinearIndex(expression: expression, valueCount: count)
            }
        }
        guard let best else { return nil }
        self = best
    }

    private init(expression: Expression, valueCount: Int) {
        (self.expression, self.valueCount) = (expression, valueCount)
    }

    /// Coefficients of at least two variables, the first of them positive: small ones, and how many values a variable has, by
    /// which digits are put together.
    private static func choices(_ rows: [[Int]], width: Int) -> [[Int]] {
        var offered = Set(-2...3)
        for column in 0..<width {
            let values = rows.map { $0[column] }
            guard let least = values.min(), let greatest = values.max() else { continue }
            let (distance, isBeyond) = greatest.subtractingReportingOverflow(least)
            if !isBeyond, ValueTable.holds(distance) { offered.insert(distance + 1) }
        }
        var choices: [[Int]] = [[]]
        for _ in 0..<width { choices = choices.flatMap { choice in offered.sorted().map { choice + [$0] } } }
        return choices.filter { choice in
            choice.count { $0 != 0 } > 1 && choice.first { $0 != 0 }.map { $0 > 0 } == true
        }
    }

    /// How many values a sum has; nil where they are more than `most`, or do not decide a target.
    private static func valueCount(
        of coefficients: [Int], _ rows: [[Int]], _ targets: [[Int]], most: Int
    ) -> Int? {
        var first: [Int: Int] = [:]
        for (row, values) in rows.enumerated() {
            let sum = zip(coefficients, values).reduce(0) { $0 &+ $1.0 &* $1.1 }
            guard let known = first[sum] else {
                first[sum] = row
                if first.count > most { return nil }
                continue
            }
            guard targets.allSatisfy({ $0[row] == $0[known] }) else { return nil }
        }
        return first.count
    }
}
