/// The cheapest disjunction of conjunctions for a truth table: Quine–McCluskey with don't-cares.
///
/// After E. J. McCluskey, *Minimization of Boolean functions* (1956): all prime implicants are computed, then the cheapest set
/// of them that covers every true row is searched by branch and bound. Costs are a reader's (`ExpressionCost`), not gates.
struct SumOfProducts {
    /// A product of literals: `care` are the variables that occur, `value` those of them that are not complemented.
    private struct Product {
        let care: Int
        let value: Int
        /// The true rows it covers.
        let rows: ByteSet
        let weight: Int
    }

    /// How many times a product is looked at before the best cover so far is taken; exact for nearly all functions of up to
    /// six variables.
    private static let searchLimit = 3_000_000

    let expression: Expression
    /// Whether the search was completed, so that no sum of products is cheaper.
    let isMinimal: Bool

    init(of table: TruthTable) {
        let trueRows = ByteSet(table.values.indices.filter { table.values[$0] == true })
        let products = Self.primeProducts(of: table, covering: trueRows)
        var search = Search(products: products, limit: Self.searchLimit)
        search.cover(trueRows, chosen: [], weight: 0)
        isMinimal = search.visited <= Self.searchLimit
        let terms = search.best.sorted().map { Self.expression(of: products[$0], variables: table.variables) }
        expression = terms.dropFirst().reduce(terms.first ?? 0) { $0 | $1 }
    }

    /// - Complexity: O(3^variables · variables).
    private static func primeProducts(of table: TruthTable, covering trueRows: ByteSet) -> [Product] {
        let size = table.values.count
        var implies = [Bool](repeating: false, count: size * size)
        var products: [Product] = []
        for care in (0..<size).reversed() {
            let free = ~care & (size - 1)
            for value in 0..<size where value & free == 0 {
                let bit = free & -free
                implies[care * size + value] =
                    bit == 0
                    ? table.values[value] != false
                    : implies[(care | bit) * size + value] && implies[(care | bit) * size + (value | bit)]
            }
        }
        for care in 0..<size {
            for value in 0..<size where value & ~care == 0 && implies[care * size + value] {
                let extends = table.variables.indices.contains { variable in
                    let bit = 1 << variable
                    return care & bit != 0 && implies[(care & ~bit) * size + (value & ~bit)]
                }
                let rows = ByteSet((0..<size).filter { $0 & care == value }).intersection(trueRows)
                if extends || rows.isEmpty { continue }
                products.append(Product(care: care, value: value, rows: rows, weight: weight(care: care, value: value)))
            }
        }
        return products
    }

    /// The nodes of the product and of the operator that joins it to the others.
    private static func weight(care: Int, value: Int) -> Int {
        let plain = value.nonzeroBitCount
        let complemented = care.nonzeroBitCount - plain
        return 2 * plain + 5 * complemented + 2 * care.nonzeroBitCount
    }

    private static func expression(of product: Product, variables: [String]) -> Expression {
        let literals = variables.indices.filter { product.care >> $0 & 1 == 1 }.map { index -> Expression in
            let variable = Expression.variable(variables[index])
            return product.value >> index & 1 == 1 ? variable : .not(variable)
        }
        return literals.dropFirst().reduce(literals.first ?? 1) { $0 & $1 }
    }

    /// Branch and bound over which product covers the row that has the fewest to choose from.
    private struct Search {
        let products: [Product]
        let limit: Int
        var best: [Int] = []
        var bestWeight = Int.max
        var visited = 0

        init(products: [Product], limit: Int) {
            self.products = products
            self.limit = limit
        }

        mutating func cover(_ rows: ByteSet, chosen: [Int], weight: Int) {
            visited += products.count
            if rows.isEmpty {
                if weight < bestWeight { (best, bestWeight) = (chosen, weight) }
                return
            }
            // Past the limit only the first, greedy descent of each open branch would go on: stop once a cover is known.
            if visited > limit, bestWeight < .max { return }
            guard let candidates = scarcest(rows), weight + lowerBound(rows) < bestWeight else { return }
            for candidate in candidates where weight + products[candidate].weight < bestWeight {
                cover(
                    rows.subtracting(products[candidate].rows), chosen: chosen + [candidate],
                    weight: weight + products[candidate].weight)
            }
        }

        /// The products that cover the row covered by fewest, the most promising first.
        private func scarcest(_ rows: ByteSet) -> [Int]? {
            var fewest: [Int]?
            for row in rows.members {
                let covering = products.indices.filter { products[$0].rows.contains(row) }
                if covering.count < fewest?.count ?? .max { fewest = covering }
                if covering.count == 1 { break }
            }
            return fewest?.sorted { left, right in
                let gains = (products[left], products[right])
                let (new, other) = (gains.0.rows.intersection(rows).count, gains.1.rows.intersection(rows).count)
                return (gains.0.weight * other, left) < (gains.1.weight * new, right)
            }
        }

        /// Every row takes at least its share of the product that covers most for its price.
        private func lowerBound(_ rows: ByteSet) -> Int {
            let share = products.reduce(Double.infinity) { least, product in
                let covered = product.rows.intersection(rows).count
                return covered == 0 ? least : min(least, Double(product.weight) / Double(covered))
            }
            return share.isFinite ? Int((share * Double(rows.count) - 1e-9).rounded(.up)) : 0
        }
    }
}
