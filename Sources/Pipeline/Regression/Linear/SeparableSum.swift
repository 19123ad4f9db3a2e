/// A target that is φ(one variable) + ψ(the others): each part is a smaller table, of which a formula is within reach where one of
/// the whole is not.
struct SeparableSum {
    /// The variable that φ is of.
    let column: Int
    /// φ of each value of the variable: 0 of 0 where that is among them, else of the first.
    private(set) var own: [Int: Int] = [:]
    /// ψ of the other columns, each different row once.
    private(set) var others: [[Int]: Int] = [:]

    /// The sum that the target is on all rows; nil where it is none, or where rows do not tie all values together.
    ///
    /// - Parameters:
    ///   - target: a value for each row.
    ///   - rows: `[row][variable]`
    ///   - column: of the variable.
    /// - Complexity: O(rows · variables): potentials of a bipartite graph, spread from one value.
    init?(_ target: [Int], rows: [[Int]], column: Int) {
        self.column = column
        let rests = rows.map { row in
            var rest = row
            rest.remove(at: column)
            return rest
        }
        let rowsOfValue = Dictionary(grouping: rows.indices) { rows[$0][column] }
        let rowsOfRest = Dictionary(grouping: rows.indices) { rests[$0] }
        guard rowsOfValue.count > 1, rowsOfRest.count > 1, let first = rows.first?[column] else { return nil }
        let start = rowsOfValue[0] == nil ? first : 0
        own[start] = 0
        var waiting = [start]
        while let value = waiting.popLast() {
            for row in rowsOfValue[value] ?? [] where others[rests[row]] == nil {
                let rest = target[row] &- own[value, default: 0]
                others[rests[row]] = rest
                for met in rowsOfRest[rests[row]] ?? [] where own[rows[met][column]] == nil {
                    own[rows[met][column]] = target[met] &- rest
                    waiting.append(rows[met][column])
                }
            }
        }
        let isSum = rows.indices.allSatisfy { row in
            guard let one = own[rows[row][column]], let other = others[rests[row]] else { return false }
            return one &+ other == target[row]
        }
        guard isSum else { return nil }
    }
}
