import Determinism
import Testing

@testable import Pipeline

/// All rows with one value from each range.
private func grid(_ ranges: Range<Int>...) -> [[Int]] {
    ranges.reduce([[]]) { rows, range in rows.flatMap { row in range.map { row + [$0] } } }
}

/// The cheapest formulas of targets given as functions of a row.
private func solve(
    _ variables: String..., rows: [[Int]], hints: [Pipeline.Expression] = [],
    limits: EnumerationLimits = .init(),
    _ targets: ([Int]) -> Int...
) -> [EnumerativeRegression.Solution?] {
    EnumerativeRegression(
        variables: variables, rows: rows, targets: targets.map { rows.map($0) }, hints: hints,
        limits: limits
    ).solve()
}

private func texts(_ solutions: [EnumerativeRegression.Solution?]) -> [String?] {
    solutions.map { $0?.expressions.first?.python }
}

@Suite("Enumerative regression")
struct EnumerativeRegressionTests {
    @Test("Addition modulo m: the modulus is found though no row shows it as such")
    func modularAddition() {
        #expect(
            texts(solve("s", "x", rows: grid(0..<7, 0..<7)) { ($0[0] + $0[1]) % 7 }) == ["(s + x) % 7"])
    }

    @Test(
        "Division digit by digit: a hint is a name in both formulas, and is written out in what is returned"
    )
    func division() throws {
        let doubled = 2 * Pipeline.Expression.variable("s") + x
        let solutions = solve(
            "s", "x", rows: grid(0..<7, 0..<2), hints: [doubled], { (2 * $0[0] + $0[1]) / 7 },
            { (2 * $0[0] + $0[1]) % 7 })
        #expect(texts(solutions) == ["(2 * s + x) // 7", "(2 * s + x) % 7"])
        for solution in solutions { #expect(try #require(solution?.formulas.first).cost.nodes == 5) }
    }

    @Test("Addition in base 10: digit and carry from one enumeration")
    func baseAddition() {
        let solutions = solve(
            "a", "b", "c", rows: grid(0..<10, 0..<10, 0..<2), { $0.reduce(0, +) % 10 },
            { $0.reduce(0, +) / 10 })
        #expect(texts(solutions) == ["(a + b + c) % 10", "(a + b + c) // 10"])
    }

    @Test("Maxima, distances, comparisons")
    func order() {
        #expect(
            texts(solve("s", "x", rows: grid(0..<40, 0..<40)) { max($0[0], $0[1]) }) == ["max(s, x)"])
        #expect(
            texts(solve("p", "x", rows: grid(-30..<30, -30..<30)) { abs($0[0] - $0[1]) }) == [
                "abs(p - x)"
            ])
        #expect(
            texts(solve("p", "x", rows: grid(0..<50, 0..<50)) { $0[0] == $0[1] ? 1 : 0 }) == ["p == x"])
        #expect(
            texts(solve("a", "b", "c", rows: grid(0..<6, 0..<6, 0..<6)) { $0.max() ?? 0 }) == [
                "max(a, b, c)"
            ])
    }

    @Test("Perfect squares: a root is used twice")
    func perfectSquares() {
        let squares = Set((0..<15).map { $0 * $0 })
        let found = solve("x", rows: grid(0..<200)) { squares.contains($0[0]) ? 1 : 0 }
        #expect(texts(found) == ["x == int(x ** 0.5) * int(x ** 0.5)"])
    }

    @Test("Dithering, from two targets on one sum")
    func dithering() {
        let solutions = solve(
            "s", "x", rows: grid(0..<15, 0..<16), { ($0[0] + $0[1]) / 15 }, { ($0[0] + $0[1]) % 15 })
        #expect(texts(solutions) == ["(s + x) // 15", "(s + x) % 15"])
    }

    @Test("Alternation of three values, and of three bits")
    func alternation() {
        let alternates = { (row: [Int]) in row[2] != row[1] && row[1] != row[0] ? 1 : 0 }
        let digits = solve("q", "p", "x", rows: grid(0..<5, 0..<5, 0..<5), alternates)
        #expect(texts(digits) == ["(q != p) & (p != x)"])
        #expect(
            solve("q", "p", "x", rows: grid(0..<2, 0..<2, 0..<2), alternates)[0]?.formulas.first?.cost
                .nodes == 14)
    }

    @Test("The greatest of three counters: a case distinction")
    func greatestOfThree() throws {
        let rows = grid(0..<6, 0..<6, 0..<6)
        let found = solve("a", "b", "c", rows: rows, limits: small) {
            $0.firstIndex(of: $0.max() ?? 0) ?? 0
        }
        let formula = try #require(found[0]?.formulas.first)
        #expect(formula.method == .conditional)
        #expect(
            formula.cost.nodes == 22
                && found[0]?.expressions.map(\.python).contains("a < b if c <= max(a, b) else 2") ?? false)
    }

    @Test("The greatest of four counters: a tree of few leaves")
    func greatestOfFour() throws {
        let rows = grid(0..<5, 0..<5, 0..<5, 0..<5)
        let found = solve("a", "b", "c", "d", rows: rows, limits: small) {
            $0.firstIndex(of: $0.max() ?? 0) ?? 0
        }
        let formula = try #require(found[0]?.formulas.first)
        #expect(formula.method == .decisionTree && formula.cost.nodes <= 43)
        for row in rows {
            let values = Dictionary(uniqueKeysWithValues: zip(["a", "b", "c", "d"], row))
            #expect(formula.expression.evaluate(values) == row.firstIndex(of: row.max() ?? 0))
        }
    }

    @Test("Alternatives are exact, distinct and in order of cost")
    func alternatives() throws {
        let rows = grid(0..<9, 0..<9)
        let solution = try #require(solve("a", "b", rows: rows) { $0[0] < $0[1] ? 1 : 0 }[0])
        #expect(
            solution.formulas.count > 1 && Set(solution.expressions).count == solution.formulas.count)
        #expect(solution.formulas.map(\.cost) == solution.formulas.map(\.cost).sorted())
        for expression in solution.expressions {
            #expect(
                rows.allSatisfy {
                    expression.evaluate(["a": $0[0], "b": $0[1]]) == ($0[0] < $0[1] ? 1 : 0)
                })
        }
    }

    @Test("One row in five thousand refutes what is right on all others")
    func counterexample() throws {
        let rows = grid(0..<70, 0..<70)
        // Nowhere but at (69, 69) does it differ from a + b.
        let solution = try #require(solve("a", "b", rows: rows) { ($0[0] + $0[1]) % 138 }[0])
        #expect(solution.expressions[0].python == "(a + b) % 138")
    }

    @Test("What cannot be found is nil, beside what can")
    func nothing() {
        var generator = CounterRandom(7)
        let noise = (0..<400).map { _ in generator.integer(in: 0..<1000) }
        var limits = EnumerationLimits()
        limits.checks = 300_000
        limits.stored = 20_000
        let found = solve(
            "a", "b", rows: grid(0..<20, 0..<20), limits: limits, { noise[20 * $0[0] + $0[1]] },
            { $0[0] + $0[1] })
        #expect(texts(found) == [nil, "a + b"])
        let contradicting = EnumerativeRegression(
            variables: ["a"], rows: [[1], [1], [2]], targets: [[0, 1, 2], [1, 1, 2]])
        #expect(texts(contradicting.solve()) == [nil, "a"])
        #expect(
            texts(EnumerativeRegression(variables: ["a"], rows: [], targets: [[]]).solve()) == [nil])
        #expect(EnumerativeRegression(variables: ["a"], rows: [[1]], targets: []).solve().isEmpty)
    }

    @Test("Values that are too large are left alone: a column is not used, a target not found")
    func largeValues() {
        let rows = (0..<30).map { [$0, $0 << 30] }
        let regression = EnumerativeRegression(
            variables: ["a", "b"], rows: rows,
            targets: [rows.map { 2 * $0[0] }, rows.map { $0[1] }, rows.map { _ in .min }])
        #expect(texts(regression.solve()) == ["2 * a", nil, nil])
    }

    @Test("Constants, no variables, hints that are undefined or need an unknown name")
    func degenerate() {
        #expect(
            texts(
                EnumerativeRegression(variables: [], rows: [[], []], targets: [[5, 5], [0, 0]]).solve())
                == ["5", "0"])
        let hints = [Pipeline.Expression.constant(1) / a, b + 1, a]
        #expect(texts(solve("a", rows: grid(0..<9), hints: hints) { $0[0] + 1 }) == ["a + 1"])
    }

    @Test("A bank that is older than the sample is brought up to it before it is searched")
    func olderBank() throws {
        let rows = grid(0..<20)
        let values = rows.map { $0[0] < 5 ? 0 : $0[0] }
        let table = RegressionTable(variables: ["a"], rows: rows, targets: [values], hints: [])
        // Of two rows, where `9 if a else 0` does; the sample of so few has all of them from the beginning.
        var bank = ValueBank(sample: [0, 9], capacity: 20)
        bank.openLevel(1)
        bank.learn(.leaf(4), in: table)
        bank.openLevel(2)
        bank.learn(.leaf(a), in: table)
        bank.openLevel(5)
        bank.learn(.binary(.less, 0, 1), in: table)
        var branches = BranchBank(bank)
        var regression = EnumerativeRegression(variables: ["a"], rows: rows, targets: [values])
        regression.seekConditional(for: 0, in: &branches)
        let found = try #require(regression.found[0].entries.first)
        #expect(found.method == .conditional && branches.bank.table.rowCount == 20)
        for (row, value) in zip(rows, values) { #expect(found.expression.evaluate(["a": row[0]]) == value) }
    }

    @Test("What was found before the sample grew ends the search as soon as it did when it was found")
    func metAgain() {
        let rows = grid(0..<6, 0..<6)
        let table = RegressionTable(
            variables: ["a", "b"], rows: rows, targets: [rows.map { ($0[0] + $0[1]) % 6 }], hints: [])
        func enumeration(after found: FormulaList) -> Enumeration {
            var enumeration = Enumeration(
                table, grammar: .arithmetic(over: table), sample: RowSample(of: table), found: [found],
                checkLimit: 10_000_000, stored: 60_000, afterthoughts: 0)
            _ = enumeration.run()
            return enumeration
        }
        let first = enumeration(after: FormulaList())
        let second = enumeration(after: first.found[0])
        #expect(first.found[0].entries.first?.expression.python == "(a + b) % 6")
        #expect(second.checks == first.checks)
        #expect(second.found[0].entries.map(\.expression) == first.found[0].entries.map(\.expression))
    }

    @Test(
        "A formula at most as expensive is found for whatever a small formula does", arguments: 1...6)
    func smallFormulas(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rows = grid(0..<6, 0..<6, 0..<4)
        let operations = EnumerationGrammar.arithmetic(
            over: RegressionTable(variables: ["a", "b", "c"], rows: rows, targets: [], hints: [])
        ).binaryOperations.filter { !$0.isLogical }
        let leaves: [Pipeline.Expression] = [a, b, c, 0, 1, 2]
        func random(_ size: Int) -> Pipeline.Expression {
            if size == 1 { return leaves.randomElement(using: &generator) ?? 0 }
            let operation = operations.randomElement(using: &generator) ?? .add
            let left = Int.random(in: 1..<size, using: &generator)
            return .binary(operation, random(left), random(size - left))
        }
        var tried = 0
        while tried < 3 {
            let hidden = random(3)
            let values = rows.compactMap { hidden.evaluate(["a": $0[0], "b": $0[1], "c": $0[2]]) }
            guard values.count == rows.count else { continue }
            tried += 1
            let regression = EnumerativeRegression(
                variables: ["a", "b", "c"], rows: rows, targets: [values])
            let solution = try #require(regression.solve()[0], "seed \(seed): \(hidden)")
            #expect(solution.formulas[0].cost.nodes <= hidden.valueCost.nodes, "seed \(seed): \(hidden)")
            for (row, value) in zip(rows, values) {
                #expect(solution.expressions[0].evaluate(["a": row[0], "b": row[1], "c": row[2]]) == value)
            }
            #expect(regression.solve() == [solution], "the same again, seed \(seed)")
        }
    }

    /// Enough for these, and soon over.
    private var small: EnumerationLimits {
        var limits = EnumerationLimits()
        limits.stored = 60_000
        limits.checks = 3_000_000
        return limits
    }
}
