/// `min(greatest, max(least, a·s + b·x + c))`: what counts, and stops at a floor or a ceiling.
///
/// The enumeration, which looks at few nodes first, meets `6 * (s + x) // 7` before it, which is the same on the numbers of a table
/// and says nothing to anybody. The sum is solved for, by least squares on the rows whose target is neither end.
enum ClippedSum {
    /// Coefficients beyond this are no counting.
    private static let mostCoefficient = 100.0
    private static let mostRows = 256

    /// - Parameters:
    ///   - target: a value for each row.
    ///   - rows: `[row][variable]`
    ///   - names: of the variables.
    /// - Returns: a sum that is clipped at the target's least value, its greatest or both, and whose other values are the target's on
    ///   the rows that were solved for; to be verified on all. Nil where there is none.
    /// - Complexity: O(variables²) for each of at most 256 rows.
    static func candidate(for target: [Int], rows: [[Int]], names: [String]) -> Expression? {
        guard let least = target.min(), let greatest = target.max(), greatest > least + 1 else { return nil }
        let inner = target.indices.filter { least < target[$0] && target[$0] < greatest }
        guard inner.count > names.count else { return nil }
        let step = (inner.count - 1) / mostRows + 1
        let solved = stride(from: 0, to: inner.count, by: step).map { inner[$0] }
        let matrix = Matrix(solved.map { rows[$0].map(Double.init) + [1] })
        guard let found = LeastSquares.solve(matrix, Matrix(solved.map { [Double(target[$0])] })) else { return nil }
        let coefficients = found.elements.map { $0.rounded() }
        guard zip(coefficients, found.elements).allSatisfy({ abs($0 - $1) < 1e-6 && abs($0) <= mostCoefficient }) else {
            return nil
        }
        let whole = coefficients.map { Int($0) }
        let sum = Expression.linear(Array(whole.dropLast()), of: names, constant: whole[names.count])
        guard let compiled = CompiledExpression(sum, names: names) else { return nil }
        let values = rows.compactMap { compiled.evaluate($0) }
        guard values.count == rows.count, let lowest = values.min(), let highest = values.max() else { return nil }
        let raised = lowest < least ? Expression.binary(.maximum, .constant(least), sum) : sum
        return highest > greatest ? .binary(.minimum, .constant(greatest), raised) : raised
    }
}
