import Pipeline
import Testing

@Suite("Linear regression")
struct LinearRegressionTests {
    private func fit(_ features: [[Int]], _ target: [Int], withConstant: Bool = true) -> LinearRegression.Fit? {
        try? LinearRegression.fit(features: features, target: target, withConstant: withConstant).get()
    }

    @Test("Exact integer coefficients and their formula")
    func exact() throws {
        let rows = [[0, 1], [2, 3], [5, -1], [7, 7], [1, 1]]
        let found = try #require(fit(rows, rows.map { 2 * $0[0] - $0[1] + 3 }))
        #expect(found.coefficients == [2, -1] && found.constant == 3)
        #expect(found.expression(of: ["p", "x"]).python == "2 * p - x + 3")
    }

    @Test("The first contradicting row is named")
    func contradiction() {
        let rows = [[0], [1], [2], [3]]
        let result = LinearRegression.fit(features: rows, target: [0, 1, 4, 9])
        #expect(result == .failure(.contradiction(row: 2)))
    }

    @Test("Fractions do not count as a fit")
    func fractions() {
        #expect(LinearRegression.fit(features: [[0], [2]], target: [0, 1]) == .failure(.notIntegral))
    }

    @Test("Dependent features: fewest terms, then smallest coefficients, then earlier features")
    func dependentFeatures() {
        let rows = (1...6).map { [$0, 2 * $0, $0 + 4] }
        #expect(fit(rows, rows.map { 2 * $0[0] })?.coefficients == [0, 1, 0])
        #expect(fit(rows, rows.map { $0[0] + 4 })?.coefficients == [0, 0, 1])
        // 1 is a multiple of neither 2 nor 3, but an integer combination of both.
        let both = (1...4).map { [2 * $0, 3 * $0] }
        #expect(fit(both, [1, 2, 3, 4], withConstant: false)?.coefficients == [-1, 1])
    }

    @Test("Edge cases: no rows, no features, huge values")
    func edges() {
        #expect(fit([], [])?.expression(of: []).python == "0")
        #expect(fit([[], []], [4, 4])?.constant == 4)
        #expect(fit([[.max], [.min], [0]], [.max, .min, 0])?.coefficients == [1])
    }

    @Test("Random formulas are found again")
    func property() {
        let seed: UInt64 = 7
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let truth = (0..<7).map { _ in Int.random(in: -50...50, using: &generator) }
            let rows = (0..<40).map { _ in (0..<6).map { _ in Int.random(in: -1000...1000, using: &generator) } }
            let target = rows.map { row in zip(row, truth).reduce(truth[6]) { $0 + $1.0 * $1.1 } }
            #expect(fit(rows, target) == .init(coefficients: Array(truth.prefix(6)), constant: truth[6]), "seed \(seed)")
        }
    }
}
