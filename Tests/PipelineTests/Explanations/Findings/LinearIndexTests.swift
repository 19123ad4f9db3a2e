import Testing

@testable import Pipeline

@Suite("Sums that take variables together")
struct LinearIndexTests {
    private func index(_ variables: [String], _ rows: [[Int]], _ targets: ([Int]) -> [Int]) -> LinearIndex? {
        let values = rows.map(targets)
        return LinearIndex(
            variables: variables, rows: rows, targets: (values.first ?? []).indices.map { target in values.map { $0[target] } })
    }

    private func grid(_ sizes: [Int]) -> [[Int]] {
        sizes.reduce([[]]) { rows, size in rows.flatMap { row in (0..<size).map { row + [$0] } } }
    }

    @Test("An addition is known by the sum of its digits and its carry")
    func addition() throws {
        let found = try #require(
            index(["a", "b", "carry"], grid([5, 5, 2])) { [($0[0] + $0[1] + $0[2]) / 5, ($0[0] + $0[1] + $0[2]) % 5] })
        #expect(found.expression.python == "a + b + carry" && found.valueCount == 10)
    }

    @Test("A division by three is known by 2 s + x, seven numbers for nine rows")
    func division() throws {
        // Letters 0 … 2 in base 2: 2 s + x is 0 … 6.
        let found = try #require(index(["s", "x"], grid([3, 3])) { [(2 * $0[0] + $0[1]) % 3, (2 * $0[0] + $0[1]) / 3] })
        #expect(found.expression.python == "2 * s + x" && found.valueCount == 7)
    }

    @Test("Of the sums that do the one of fewest values: a difference, though a weighted one does too")
    func fewest() throws {
        let found = try #require(index(["p", "x"], grid([4, 4])) { [abs($0[0] - $0[1])] })
        #expect(found.expression.python == "p - x" && found.valueCount == 7)
    }

    @Test("Where no sum tells less than the variables themselves there is none, nor of one variable")
    func none() {
        #expect(index(["a", "b"], grid([3, 3])) { [$0[0] * 3 + $0[1]] } == nil)
        #expect(index(["a"], grid([3])) { $0 } == nil)
        #expect(index(["a", "b"], []) { $0 } == nil)
    }

    @Test("Numbers as large as integers get wrap around, and do not stop the run")
    func large() {
        // a + b is −1, −1 and 1.
        #expect(index(["a", "b"], [[.max, .min], [.min, .max], [0, 1]]) { [$0[1] == 1 ? 1 : 0] }?.valueCount == 2)
    }
}
