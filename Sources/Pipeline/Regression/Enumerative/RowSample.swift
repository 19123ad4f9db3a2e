import Determinism

/// The rows that candidates are tried on first: a few that differ as much as possible, and those that have caught a wrong one.
///
/// Counterexample-guided: after Solar-Lezama et al., *Combinatorial sketching for finite programs* (2006).
struct RowSample: Sendable {
    /// How many are chosen to begin with.
    static let initialCount = 48
    /// Counterexamples that one wrong candidate adds.
    private static let additions = 8

    /// Rows of the table, none twice.
    private(set) var rows: [Int]

    /// At most `initialCount`: half of them one for each combination of the targets' values in turn, then those with a column's
    /// extremes, then more like the first. These come first because whatever is only screened is screened on them.
    init(of table: RegressionTable) {
        let shuffled = Self.shuffledByTarget(table)
        var order = Array(shuffled.prefix(Self.initialCount / 2))
        for column in table.names.indices where order.count < Self.initialCount * 3 / 4 {
            if let least = shuffled.min(by: { table.rows[$0][column] < table.rows[$1][column] }) {
                order.append(least)
            }
            if let greatest = shuffled.max(by: { table.rows[$0][column] < table.rows[$1][column] }) {
                order.append(greatest)
            }
        }
        var taken: Set<Int> = []
        rows = Array(
            (order + shuffled).filter { taken.insert($0).inserted }.prefix(Self.initialCount))
    }

    /// Takes in some of the rows where a candidate was wrong.
    ///
    /// - Returns: false if there is no room for any.
    mutating func add(_ counterexamples: [Int]) -> Bool {
        let known = Set(rows)
        let new = counterexamples.filter { !known.contains($0) }
        let count = min(Self.additions, new.count, ValueTable.rowLimit - rows.count)
        // Spread over the table, which is often in some order.
        for index in 0..<count { rows.append(new[index * new.count / count]) }
        return count > 0
    }

    /// One row for each combination of the targets' values in turn, at random within one combination.
    private static func shuffledByTarget(_ table: RegressionTable) -> [Int] {
        let random = CounterRandom(0x5A3B_1E)
        let order = table.rows.indices.map { row -> (key: UInt64, row: Int) in
            var generator = random[UInt64(row)]
            return (generator.next(), row)
        }.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.map(\.row)
        var seen: [[Int]: Int] = [:]
        let ranked = order.map { row -> (rank: Int, row: Int) in
            let values = table.targets.compactMap { $0?[row] }
            seen[values, default: 0] += 1
            return (seen[values] ?? 0, row)
        }
        // A stable order by rank: the first row of each combination, then the second, and so on.
        return ranked.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }.map(\.element.row)
    }
}
