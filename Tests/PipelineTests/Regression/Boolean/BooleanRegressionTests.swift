import Pipeline
import Testing

@Suite("Boolean regression")
struct BooleanRegressionTests {
    private func table(_ variables: [String], _ value: (Int) -> Bool?) -> TruthTable {
        TruthTable(variables: variables, values: (0..<(1 << variables.count)).map(value))
    }

    private func python(_ table: TruthTable, _ form: BooleanRegression.Form) -> String? {
        BooleanRegression(table).candidates.first { $0.form == form }?.expression.python
    }

    @Test("The full adder: majority and parity")
    func fullAdder() {
        let majority = table(["a", "b", "c"]) { $0.nonzeroBitCount >= 2 }
        #expect(python(majority, .sumOfProducts) == "a & b | a & c | b & c")
        #expect(python(majority, .exclusiveOr) == "a & b ^ a & c ^ b & c")
        #expect(python(majority, .counting) == "(a + b + c) // 2")
        let factored = BooleanRegression(majority, forms: [.sumOfProducts, .factored]).best
        #expect(factored.form == .factored && factored.cost.nodes == 18)
        let parity = table(["a", "b", "c"]) { $0.nonzeroBitCount % 2 == 1 }
        #expect(python(parity, .exclusiveOr) == "a ^ b ^ c")
        #expect(BooleanRegression(parity).expression.python == "a ^ b ^ c")
    }

    @Test("Parity of four needs the exclusive-or, and its complement one subtraction")
    func parity() {
        let odd = table(["a", "b", "c", "d"]) { $0.nonzeroBitCount % 2 == 1 }
        #expect(BooleanRegression(odd).expression.python == "a ^ b ^ c ^ d")
        let even = table(["a", "b", "c", "d"]) { $0.nonzeroBitCount % 2 == 0 }
        #expect(BooleanRegression(even).expression.python == "1 - (a ^ b ^ c ^ d)")
        #expect(python(odd, .sumOfProducts)?.split(separator: "|").count == 8)
    }

    @Test("Don't-cares are used")
    func dontCares() {
        // a and b never differ in what was observed, so either serves; c only matters where a is 0.
        let partial = table(["a", "b"]) { $0 == 0 ? false : $0 == 3 ? true : nil }
        #expect(BooleanRegression(partial).expression.python == "a")
        #expect(BooleanRegression(table(["a", "b"]) { _ in nil }).expression.python == "0")
        #expect(BooleanRegression(table(["a"]) { _ in true }).expression.python == "1")
        #expect(BooleanRegression(table([]) { _ in false }).expression.python == "0")
        let exclusive = table(["a", "b", "c"]) { $0 == 7 ? nil : $0.nonzeroBitCount % 2 == 1 }
        #expect(BooleanRegression(exclusive).expression.python == "a ^ b ^ c")
    }

    @Test("Rows that are not Boolean, contradict or are too wide make no table")
    func badRows() {
        #expect(TruthTable(variables: ["a"], rows: [[2]], target: [0]) == nil)
        #expect(TruthTable(variables: ["a"], rows: [[1], [1]], target: [0, 1]) == nil)
        #expect(TruthTable(variables: (0..<9).map { "v\($0)" }, rows: [], target: []) == nil)
        #expect(TruthTable(variables: ["a"], rows: [[1]], target: [0])?.values == [nil, false])
    }

    @Test("Every form agrees with random tables of up to eight variables")
    func property() {
        let seed: UInt64 = 99
        var generator = SeededGenerator(seed: seed)
        for count in [1, 2, 3, 3, 4, 4, 4, 5, 5, 6, 8] {
            let names = (0..<count).map { "v\($0)" }
            let values = (0..<(1 << count)).map { _ -> Bool? in
                let draw = Int.random(in: 0..<5, using: &generator)
                return draw == 0 ? nil : draw < 3
            }
            let table = TruthTable(variables: names, values: values)
            let found = BooleanRegression(table)
            let forms = found.candidates.map(\.form)
            #expect(forms.contains(.sumOfProducts) && forms.contains(.exclusiveOr), "seed \(seed)")
            #expect(found.candidates.allSatisfy { table.firstDisagreement(with: $0.expression) == nil }, "seed \(seed)")
            #expect(found.candidates.allSatisfy { found.best.cost <= $0.cost }, "seed \(seed)")
        }
    }
}
