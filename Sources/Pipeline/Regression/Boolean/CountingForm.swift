/// Arithmetic on how many of the variables are 1, for functions that depend on nothing else: `(a + b + c) // 2`.
struct CountingForm {
    /// The cheapest counting formula for a truth table, or nil if it depends on more than a count of some of its variables.
    ///
    /// - Complexity: O(4^variables).
    static func search(_ table: TruthTable) -> Expression? {
        var best: Expression?
        for subset in table.values.indices where subset.nonzeroBitCount >= 2 {
            guard let values = valueByCount(table, subset) else { continue }
            let counted = table.variables.indices.filter { subset >> $0 & 1 == 1 }
            let names = counted.map { Expression.variable(table.variables[$0]) }
            let count = names.dropFirst().reduce(names[0]) { $0 + $1 }
            for candidate in forms(of: count, upTo: names.count) where agrees(candidate, values) {
                let expression = candidate.expression
                if best.map({ expression.isSimpler(than: $0) }) ?? true { best = expression }
            }
        }
        return best
    }

    private struct Candidate {
        let expression: Expression
        let value: (Int) -> Int
    }

    /// - Returns: the function's value for each count, nil where unknown; or nil if the count does not determine it.
    private static func valueByCount(_ table: TruthTable, _ subset: Int) -> [Bool?]? {
        var values = [Bool?](repeating: nil, count: subset.nonzeroBitCount + 1)
        for (row, value) in table.values.enumerated() {
            guard let value else { continue }
            let count = (row & subset).nonzeroBitCount
            if let known = values[count], known != value { return nil }
            values[count] = value
        }
        return values
    }

    private static func agrees(_ candidate: Candidate, _ values: [Bool?]) -> Bool {
        values.indices.allSatisfy { count in values[count].map { candidate.value(count) == ($0 ? 1 : 0) } ?? true }
    }

    private static func forms(of count: Expression, upTo largest: Int) -> [Candidate] {
        var forms = [Candidate(expression: count % 2) { $0 % 2 }]
        for threshold in 0...largest {
            let limit = Expression.constant(threshold)
            if threshold >= 2 {
                forms.append(Candidate(expression: count / limit) { $0 / threshold })
                forms.append(Candidate(expression: count / limit % 2) { $0 / threshold % 2 })
            }
            forms.append(Candidate(expression: .binary(.equal, count, limit)) { $0 == threshold ? 1 : 0 })
            forms.append(Candidate(expression: .binary(.less, limit, count)) { threshold < $0 ? 1 : 0 })
            forms.append(Candidate(expression: .binary(.less, count, limit)) { $0 < threshold ? 1 : 0 })
        }
        return forms
    }
}
