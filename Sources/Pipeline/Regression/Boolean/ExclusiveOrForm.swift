/// A short exclusive-or of products for a truth table: its algebraic normal form, some variables complemented throughout.
///
/// The products' presence is a linear system over GF(2), one equation a known row; don't-cares leave it undetermined, and
/// the solution taken has the lowest degree, then the lowest cost among those searched. See Reed (1954) and Muller (1954);
/// trying all choices of complemented variables is the *fixed-polarity* Reed–Muller form.
struct ExclusiveOrForm {
    /// With more variables than this, only all-plain and all-complemented literals are tried.
    private static let polarityLimit = 6
    /// With more undetermined products than this, they are switched on greedily, one at a time.
    private static let enumerationLimit = 10

    let expression: Expression

    init(of table: TruthTable) {
        let all = table.values.count - 1
        let polarities = table.variables.count <= Self.polarityLimit ? Array(0...all) : [0, all]
        let forms = polarities.map { Self.form(of: table, complementing: $0) }
        expression = forms.dropFirst().reduce(forms[0]) { $1.isSimpler(than: $0) ? $1 : $0 }
    }

    private static func form(of table: TruthTable, complementing polarity: Int) -> Expression {
        let products = table.values.indices.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
        var degree = 0
        while true {
            let admitted = products.filter { $0.nonzeroBitCount <= degree }
            if let solution = solve(table, products: admitted, polarity: polarity) {
                return expression(of: solution, polarity: polarity, variables: table.variables)
            }
            // At the full degree every function has a form, so this ends.
            degree += 1
        }
    }

    /// - Returns: the products whose exclusive-or is the table, or nil if these do not suffice.
    private static func solve(_ table: TruthTable, products: [Int], polarity: Int) -> [Int]? {
        var system: [(pivot: Int, row: ByteSet, value: Bool)] = []
        for (index, value) in table.values.enumerated() {
            guard var value else { continue }
            let point = index ^ polarity
            var row = ByteSet(products.indices.filter { products[$0] & ~point == 0 })
            for known in system where row.contains(known.pivot) {
                row = row.symmetricDifference(known.row)
                value = value != known.value
            }
            guard let pivot = row.first else {
                if value { return nil }
                continue
            }
            for known in system.indices where system[known].row.contains(pivot) {
                system[known].row = system[known].row.symmetricDifference(row)
                system[known].value = system[known].value != value
            }
            system.append((pivot, row, value))
        }
        let particular = ByteSet(system.filter(\.value).map(\.pivot))
        let determined = ByteSet(system.map(\.pivot))
        let directions = products.indices.filter { !determined.contains($0) }.map { free in
            ByteSet([free] + system.filter { $0.row.contains(free) }.map(\.pivot))
        }
        let weights = products.map { weight(of: $0, polarity: polarity) }
        return lightest(particular, along: directions, weights: weights).members.map { products[$0] }
    }

    private static func lightest(_ start: ByteSet, along directions: [ByteSet], weights: [Int]) -> ByteSet {
        func weight(_ set: ByteSet) -> Int { set.members.reduce(0) { $0 + weights[$1] } }
        var (best, bestWeight, current) = (start, weight(start), start)
        if directions.count <= enumerationLimit {
            // A Gray code: each step changes one direction.
            for step in 1..<(1 << directions.count) {
                current = current.symmetricDifference(directions[step.trailingZeroBitCount])
                let found = weight(current)
                if found < bestWeight { (best, bestWeight) = (current, found) }
            }
            return best
        }
        var improved = true
        while improved {
            improved = false
            for direction in directions {
                let moved = best.symmetricDifference(direction)
                let found = weight(moved)
                if found < bestWeight { (best, bestWeight, improved) = (moved, found, true) }
            }
        }
        return best
    }

    private static func weight(of product: Int, polarity: Int) -> Int {
        if product == 0 { return 3 }
        return 4 * product.nonzeroBitCount + 3 * (product & polarity).nonzeroBitCount
    }

    private static func expression(of products: [Int], polarity: Int, variables: [String]) -> Expression {
        let terms = products.filter { $0 != 0 }.map { product -> Expression in
            let literals = variables.indices.filter { product >> $0 & 1 == 1 }.map { index -> Expression in
                polarity >> index & 1 == 1 ? .not(.variable(variables[index])) : .variable(variables[index])
            }
            return literals.dropFirst().reduce(literals[0]) { $0 & $1 }
        }
        let complemented = products.contains(0)
        guard let first = terms.first else { return complemented ? 1 : 0 }
        let sum = terms.dropFirst().reduce(first) { $0 ^ $1 }
        return complemented ? .not(sum) : sum
    }
}
