import Testing

@testable import Pipeline

extension ValueBank {
    /// Keeps a recipe that is defined.
    mutating func learn(_ recipe: Recipe, in table: RegressionTable) {
        guard let fingerprint = evaluate(recipe, on: table) else {
            Issue.record("\(expression(of: recipe)) is undefined")
            return
        }
        keep(recipe, fingerprint: fingerprint)
        close(fingerprint)
    }
}

@Suite("Value bank")
struct ValueBankTests {
    /// A bank of columns with random values, some of them large, some 0.
    private func bank(seed: UInt64, rows: Int = 21) -> (ValueBank, RegressionTable) {
        var generator = SeededGenerator(seed: seed)
        let ranges = [-3...3, 0...1, -4_194_303...4_194_303, -2000...2000, 1...9, 0...1]
        let table = RegressionTable(
            variables: ["a", "b", "c", "d", "e", "f"],
            rows: (0..<rows).map { _ in ranges.map { Int.random(in: $0, using: &generator) } },
            targets: [], hints: [])
        var bank = ValueBank(sample: Array(table.rows.indices), capacity: 20)
        bank.openLevel(2)
        for name in table.names {
            bank.learn(.leaf(.variable(name)), in: table)
        }
        return (bank, table)
    }

    @Test(
        "Every operation is Python's, and undefined where it is or where values are too large",
        arguments: 1...6)
    func operations(seed: UInt64) {
        let (original, table) = bank(seed: seed)
        for operation in Pipeline.Expression.BinaryOperation.allCases {
            // Truth values only, for those that are defined for these only.
            let columns = operation.isLogical ? [1, 5] : Array(0..<6)
            for (left, right) in columns.flatMap({ left in columns.map { (left, $0) } }) {
                var bank = original
                let recipe = ValueBank.Recipe.binary(operation, Int32(left), Int32(right))
                let values = table.values(of: bank.expression(of: recipe), on: Array(table.rows.indices))
                let fingerprint = bank.evaluate(recipe, on: table)
                guard let values, values.allSatisfy(ValueTable.holds) else {
                    #expect(fingerprint == nil, "seed \(seed): \(bank.expression(of: recipe))")
                    continue
                }
                #expect(
                    fingerprint == bank.table.fingerprint(of: bank.table.vector(values)),
                    "seed \(seed): \(operation)")
                var found: [UInt64] = [0]
                for reversed in [false, true] {
                    let (fixed, other) = reversed ? (right, left) : (left, right)
                    bank.table.fingerprint(
                        operation, reversed: reversed, fixed: fixed, block: other..<other + 1, into: &found)
                    #expect(found[0] == fingerprint, "seed \(seed): \(operation)")
                }
            }
        }
    }

    @Test("Roots, sizes and signs, on squares and their neighbours up to the limit")
    func unaryOperations() {
        let values = [0, 1, 2, 3, 4, 8, 9, 2047 * 2047, 2048 * 2048 - 1, 2047 * 2047 - 1]
        let table = RegressionTable(variables: ["a"], rows: values.map { [$0] }, targets: [], hints: [])
        var bank = ValueBank(sample: Array(values.indices), capacity: 20)
        bank.openLevel(2)
        bank.learn(.leaf(a), in: table)
        let roots = bank.evaluate(.unary(.squareRoot, 0), on: table)
        #expect(
            roots
                == bank.table.fingerprint(of: bank.table.vector([0, 1, 1, 1, 2, 2, 3, 2047, 2047, 2046])))
        bank.learn(.unary(.negate, 0), in: table)
        #expect(
            bank.table.fingerprints[1]
                == bank.table.fingerprint(of: bank.table.vector(values.map { -$0 })))
        let absolute = bank.evaluate(.unary(.absolute, 1), on: table)
        #expect(absolute == bank.table.fingerprints[0])
        let undefined = bank.evaluate(.unary(.squareRoot, 1), on: table)
        #expect(undefined == nil)
    }

    @Test("A level is put in order: truth values last")
    func truthValuesLast() {
        var (bank, _) = bank(seed: 3)
        bank.closeLevel()
        #expect(bank.levels[2].bits.map { bank.expression(at: $0).python } == ["b", "f"])
        #expect(
            bank.levels[2].all.map { bank.expression(at: $0).python } == ["a", "c", "d", "e", "b", "f"])
    }

    @Test(
        "Replayed on other rows the expressions are the same; what is undefined there is left out with all that uses it"
    )
    func replay() {
        let table = RegressionTable(
            variables: ["a", "b"], rows: [[5, 1], [7, 2], [9, 0], [7, 3]], targets: [], hints: [])
        var bank = ValueBank(sample: [0, 1], capacity: 20)
        bank.openLevel(2)
        bank.learn(.leaf(a), in: table)
        bank.learn(.leaf(b), in: table)
        bank.openLevel(6)
        bank.learn(.binary(.floorDivide, 0, 1), in: table)
        bank.learn(.binary(.add, 0, 1), in: table)
        bank.openLevel(10)
        bank.learn(.binary(.multiply, 2, 0), in: table)
        let replayed = bank.replayed(on: [0, 1, 2], of: table)
        #expect((0..<replayed.count).map { replayed.expression(at: $0).python } == ["a", "b", "a + b"])
        #expect(
            (0..<3).map { Array(replayed.table[$0].prefix(3)) } == [[5, 7, 9], [1, 2, 0], [6, 9, 9]])
        #expect(bank.replayed(on: [0, 1, 3], of: table).count == 5)
    }

    @Test(
        "A screen lets through what has a wanted vector's values on the first rows, whichever operand is fixed",
        arguments: 1...6)
    func screen(seed: UInt64) {
        let (original, table) = bank(seed: seed)
        // As many rows as are screened.
        let first = Array(0..<8)
        func values(
            _ operation: Pipeline.Expression.BinaryOperation, _ left: Int, _ right: Int, on rows: [Int]
        ) -> [Int]? {
            let recipe = ValueBank.Recipe.binary(operation, Int32(left), Int32(right))
            return table.values(of: original.expression(of: recipe), on: rows)
        }
        // The second is b - a on these rows only, which is enough.
        let beginning = values(.subtract, 1, 0, on: first) ?? []
        let wanted: [[Int]] = [
            table.rows.map { $0[0] - $0[1] },
            beginning + Array(repeating: 7, count: table.rows.count - beginning.count),
            table.rows.map { $0[3] <= $0[4] ? 1 : 0 },
        ]
        let vectors = wanted.flatMap { original.table.vector($0) }
        var differences: [Bool: [Int]] = [:]
        for operation in Pipeline.Expression.BinaryOperation.allCases where !operation.isLogical {
            for (fixed, reversed) in (0..<6).flatMap({ [($0, false), ($0, true)] }) {
                var places = [UInt32](repeating: 0, count: 5)
                let count = original.table.screen(
                    operation, reversed: reversed, fixed: fixed, block: 1..<6, wanted: vectors, into: &places)
                let found = places.prefix(count).map { Int($0) + 1 }
                let expected = (1..<6).filter { other in
                    let (left, right) = reversed ? (other, fixed) : (fixed, other)
                    let shown = values(operation, left, right, on: first)
                    return wanted.contains { Array($0.prefix(8)) == shown }
                }
                #expect(found == expected, "seed \(seed): \(operation) \(fixed) \(reversed)")
                if operation == .subtract, fixed == 0 { differences[reversed] = found }
            }
        }
        // b beside a, in both directions.
        #expect(differences[false]?.contains(1) == true && differences[true]?.contains(1) == true, "seed \(seed)")
    }

    @Test("Masks have a bit for each row, also beyond the 64th")
    func masks() {
        let table = RegressionTable(
            variables: ["a"], rows: (0..<100).map { [$0] }, targets: [], hints: [])
        var bank = ValueBank(sample: Array(0..<100), capacity: 20)
        bank.openLevel(1)
        bank.learn(.leaf(a), in: table)
        let target = bank.table.vector((0..<100).map { $0 % 33 == 0 ? $0 : 0 })
        let expected: UInt128 = [0, 33, 66, 99].reduce(0) { $0 | UInt128(1) << UInt128($1) }
        #expect(bank.table.masks(ofEqualityWith: target) == [expected])
        #expect(bank.table.allRows.nonzeroBitCount == 100)
    }
}
