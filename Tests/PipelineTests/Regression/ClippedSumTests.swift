import Testing

@testable import Pipeline

@Suite("Clipped sums")
struct ClippedSumTests {
    private let rows = (0...6).flatMap { s in (0...2).map { x in [s, x] } }

    @Test("A floor and a ceiling, or one of them, are found with the sum between")
    func ends() {
        func found(_ target: ([Int]) -> Int) -> String? {
            ClippedSum.candidate(for: rows.map(target), rows: rows, names: ["s", "x"])?.python
        }
        #expect(found { min(6, max(0, $0[0] + $0[1] - 1)) } == "min(6, max(0, s + x - 1))")
        #expect(found { max(0, $0[0] + $0[1] - 1) } == "max(0, s + x - 1)")
        #expect(found { min(5, 2 * $0[0] - $0[1]) } == "min(5, 2 * s - x)")
        #expect(found { ($0[0] + $0[1]) % 2 } == nil)
        #expect(found { $0[0] * $0[1] } == nil)
    }

    @Test("A count that is clipped is written so, where a quotient has the same values on the table")
    func preferred() throws {
        let target = rows.map { min(6, max(0, $0[0] + $0[1] - 1)) }
        #expect(zip(rows, target).allSatisfy { 6 * ($0[0] + $0[1]) / 7 == $1 })
        let solution = try #require(
            EnumerativeRegression(variables: ["s", "x"], rows: rows, targets: [target]).solve()[0])
        #expect(solution.expressions[0].python == "min(6, max(0, s + x - 1))")
    }

    @Test("Whatever the clips, a formula is found, and what is found fits every row")
    func exact() throws {
        let seed: UInt64 = 63
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let (a, b, c) = (
                Int.random(in: -2...2, using: &generator), Int.random(in: 1...3, using: &generator),
                Int.random(in: -3...3, using: &generator)
            )
            let (least, greatest) = (Int.random(in: -4...1, using: &generator), Int.random(in: 4...9, using: &generator))
            let target = rows.map { min(greatest, max(least, a * $0[0] + b * $0[1] + c)) }
            let solution = EnumerativeRegression(variables: ["s", "x"], rows: rows, targets: [target]).solve()[0]
            for expression in try #require(solution, "seed \(seed)").expressions {
                let compiled = try #require(CompiledExpression(expression, names: ["s", "x"]))
                #expect(zip(rows, target).allSatisfy { compiled.evaluate($0) == $1 }, "seed \(seed), \(expression.python)")
            }
        }
    }
}
