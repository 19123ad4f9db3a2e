import Determinism
import Testing

@testable import Pipeline

@Suite("Separable sums")
struct SeparableSumTests {
    private let rows = (-6...6).flatMap { s in (-2...2).map { x in [s, x] } }

    @Test("Each part is told, that of the variable with 0 at 0")
    func parts() throws {
        let sum = try #require(SeparableSum(rows.map { $0[0] * $0[0] + 3 * $0[1] + 5 }, rows: rows, column: 0))
        #expect(sum.own[0] == 0 && sum.own[-6] == 36)
        #expect(sum.others == [[-2]: -1, [-1]: 2, [0]: 5, [1]: 8, [2]: 11])
    }

    @Test("A product is no sum, nor is what no rows tie together")
    func none() {
        #expect(SeparableSum(rows.map { $0[0] * $0[1] }, rows: rows, column: 0) == nil)
        #expect(SeparableSum([1, 2], rows: [[0, 0], [1, 1]], column: 0) == nil)
        #expect(SeparableSum([], rows: [], column: 0) == nil)
        #expect(SeparableSum([3, 4], rows: [[0, 0], [0, 1]], column: 0) == nil, "one value is no variable")
    }

    @Test("Whatever the parts, and whichever rows are there, what is told adds up")
    func addsUp() throws {
        let seed: UInt64 = 71
        var generator = SeededGenerator(seed: seed)
        var told = 0
        for _ in 0..<50 {
            let one = (0..<8).map { _ in Int.random(in: -99...99, using: &generator) }
            let other = (0..<6).map { _ in Int.random(in: -99...99, using: &generator) }
            let all = (0..<8).flatMap { s in (0..<6).map { x in [x % 2, s, x / 2] } }
            let some = all.filter { $0 == all[0] || Int.random(in: 0..<4, using: &generator) > 0 }
            let target = some.map { one[$0[1]] + other[2 * $0[2] + $0[0]] }
            guard let sum = SeparableSum(target, rows: some, column: 1) else { continue }
            told += 1
            for (row, value) in zip(some, target) {
                #expect(sum.own[row[1], default: 0] + sum.others[[row[0], row[2]], default: 0] == value, "seed \(seed)")
            }
            #expect(SeparableSum(target.map { $0 * $0 }, rows: some, column: 1) == nil, "seed \(seed)")
        }
        #expect(told > 45, "with three rows in four, values are hardly ever untied: \(told)")
    }

    @Test("A level that moves by 3 towards 0 before a number is added: where it bends is a constant of its formula")
    func decay() throws {
        let rows = (-20...20).flatMap { s in (-5...5).map { x in [s, x] } }
        let target = rows.map { row in row[0].signum() * max(0, abs(row[0]) - 3) + row[1] }
        let solution = try #require(
            EnumerativeRegression(variables: ["s", "x"], rows: rows, targets: [target]).solve()[0])
        #expect(solution.expressions[0].python == "max(3, s) + min(s, -3) + x")
    }

    @Test("Bends are where slopes change along one variable; nothing bends of a plane, and a remainder bends too often to help")
    func bends() {
        func table(_ target: ([Int]) -> Int) -> RegressionTable {
            RegressionTable(variables: ["s", "x"], rows: rows, targets: [rows.map(target)], hints: [])
        }
        #expect(table { $0[0] - 2 * $0[1] }.bends == [])
        #expect(table { max(-3, min(4, $0[0])) + $0[1] }.bends == [-3, 4])
        #expect(table { $0[0] > 2 ? 1 : 0 }.bends == [2, 3])
        #expect(EnumerationGrammar.bends(over: table { $0[0] + $0[1] }) == nil)
        #expect(EnumerationGrammar.bends(over: table { ($0[0] + 6) % 3 }) == nil)
        let bent = EnumerationGrammar.bends(over: table { max(4, $0[0]) })
        #expect(bent?.leaves.map(\.expression.python) == ["0", "1", "2", "4", "s", "x"])
    }
}
