import Testing

@testable import Pipeline

@Suite("Whether programs may fail")
struct ProgramRangesTests {
    private let s = Pipeline.Expression.variable("s")
    private let x = Pipeline.Expression.variable("x")

    private func mayFail(
        _ update: Pipeline.Expression, _ output: Pipeline.Expression, initial: Int = 0, inputs: ClosedRange<Int> = 0...1
    ) throws -> Bool {
        try Program(
            inputs: ["x"], state: [.init("s", initial: initial)],
            statements: [.output([output]), .assign([.init("s", update)])]
        ).mayFail(onInputs: [inputs])
    }

    @Test("A divisor that a count reaches fails later; one that starts above zero and grows does not")
    func counts() throws {
        let run = Pipeline.Expression.conditional(test: x, then: s + 1, otherwise: 0)
        #expect(try mayFail(run, 2 / (10 - s)))
        #expect(try !mayFail(run, 2 / (s + 1)))
        #expect(try mayFail(s + 1, 7 % (s - 100), inputs: 1...1))
    }

    @Test("Remainders, minima and maxima bound what a divisor may be")
    func bounds() throws {
        #expect(try !mayFail((s + x) % 5, 3 % (s - 5)))
        #expect(try mayFail((s + x) % 6, 3 % (s - 5)))
        #expect(try !mayFail(.binary(.minimum, s + x, 4), x / (5 - s)))
        #expect(try !mayFail(.binary(.maximum, s, x), .unary(.squareRoot, s)))
        #expect(try mayFail(s - x, .unary(.squareRoot, s)))
    }

    @Test("What is tested before is known in the branches")
    func branches() throws {
        #expect(try !mayFail(s + x, .conditional(test: s, then: 7 / s, otherwise: 0)))
        #expect(try mayFail(s + x, .conditional(test: s, then: 0, otherwise: 7 / s)))
        #expect(try !mayFail(s - x, .conditional(test: .binary(.less, s, 0), then: 7 / s, otherwise: 0)))
        #expect(try mayFail(s - x, .conditional(test: .binary(.lessOrEqual, s, 0), then: 7 / s, otherwise: 0)))
    }

    @Test("A program of constant divisors never fails, nor does a table")
    func never() throws {
        #expect(try !mayFail(s * 3 + x, (s - x) / 7 + s % 2))
        let table = Program.Table(initial: 0, transitions: [.init(state: 0, input: [0], next: 0, output: [1])])
        #expect(try !Program(inputs: ["x"], table: table).mayFail(onInputs: [0...0]))
    }

    @Test("An interval holds every result on values of its operands")
    func holds() {
        let seed: UInt64 = 77
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let bounds = (0..<4).map { _ in Int.random(in: -9...9, using: &generator) }
            let (left, right) = (
                Interval(min(bounds[0], bounds[1]), max(bounds[0], bounds[1])),
                Interval(min(bounds[2], bounds[3]), max(bounds[2], bounds[3]))
            )
            let (a, b) = (
                Int.random(in: left.lower...left.upper, using: &generator),
                Int.random(in: right.lower...right.upper, using: &generator)
            )
            for operation in Pipeline.Expression.BinaryOperation.allCases {
                guard let result = left.applying(operation, right) else {
                    #expect(right.contains(0) && [.floorDivide, .modulo].contains(operation), "seed \(seed)")
                    continue
                }
                #expect(operation.apply(a, b).map(result.contains) == true, "seed \(seed): \(a) \(operation) \(b) in \(result)")
            }
            for operation in Pipeline.Expression.UnaryOperation.allCases {
                guard let result = left.applying(operation) else { continue }
                #expect(operation.apply(a).map(result.contains) == true, "seed \(seed): \(operation) \(a) in \(result)")
            }
        }
    }
}
