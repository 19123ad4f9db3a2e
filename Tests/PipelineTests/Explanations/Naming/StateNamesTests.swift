import Testing

@testable import Pipeline

@Suite("State names")
struct StateNamesTests {
    private func names(
        _ next: [Pipeline.Expression], inputs: [String] = ["x"], outputs: [Pipeline.Expression]? = nil,
        areBits: Bool = true
    ) throws -> [String] {
        let state = next.count == 1 ? ["s"] : next.indices.map { "s\($0)" }
        let recurrence = try Recurrence(
            inputs: inputs, state: state.map { Program.StateVariable($0) }, next: next,
            outputs: outputs ?? [.variable(state[0])])
        return try recurrence.meaningfullyNamed(inputsAreBits: areBits).state.map(\.name)
    }

    private let s = Pipeline.Expression.variable("s")
    private let s0 = Pipeline.Expression.variable("s0")
    private let s1 = Pipeline.Expression.variable("s1")

    @Test("Sums, past inputs, levels and their rates")
    func sums() throws {
        #expect(try names([x]) == ["previous"])
        #expect(try names([x, s0]) == ["x1", "x2"])
        #expect(try names([s1, x]) == ["x1", "x2"], "the newest comes first")
        #expect(try names([a, b], inputs: ["a", "b"]) == ["previous_a", "previous_b"])
        #expect(try names([s + x]) == ["total"])
        #expect(try names([s - x + 3]) == ["total"])
        #expect(try names([s + a + b], inputs: ["a", "b"]) == ["total"])
        #expect(try names([s0 + s1 + x, s1 + x]) == ["level", "rate"])
        // A spring, and a magnetic field.
        let pull = s1 + x - s0
        #expect(try names([s0 + pull, pull]) == ["level", "rate"])
        let (s2, s3) = (Pipeline.Expression.variable("s2"), Pipeline.Expression.variable("s3"))
        let (vx, vy) = (s2 - s3 + a, s2 + s3 + b)
        #expect(try names([s0 + vx, s1 + vy, vx, vy], inputs: ["a", "b"]) == ["level_1", "level_2", "rate_1", "rate_2"])
    }

    @Test("Counts, extremes and balances")
    func counts() throws {
        let isTwo = Pipeline.Expression.binary(.equal, x, 2)
        #expect(try names([s + isTwo]) == ["count_2"])
        #expect(try names([s + (1 - x % 2)]) == ["count"])
        #expect(try names([s + 1]) == ["count"])
        #expect(try names([s0 + isTwo, s1 + .binary(.equal, x, 0)]) == ["count_2", "count_0"])
        #expect(try names([.binary(.maximum, s, x)]) == ["largest"])
        #expect(try names([.binary(.minimum, x, s)]) == ["smallest"])
        let level = s + 1 - 2 * x
        #expect(try names([level]) == ["balance"])
        #expect(try names([.conditional(test: .binary(.less, s, 0), then: s, otherwise: level)]) == ["depth"])
        #expect(try names([.binary(.maximum, level, -1)]) == ["depth"])
    }

    @Test("Runs go on where something is so, times since it was so where it is not")
    func stretches() throws {
        let isTwo = Pipeline.Expression.binary(.equal, x, 2)
        func names(_ then: Pipeline.Expression, _ otherwise: Pipeline.Expression) throws -> [String] {
            try self.names([.conditional(test: isTwo, then: then, otherwise: otherwise)], areBits: false)
        }
        #expect(try names(s + 1, 0) == ["run"])
        #expect(try names(s + 1, 1) == ["run"])
        #expect(try names(0, s + 1) == ["since"])
        #expect(try names(1, s + .binary(.less, 0, s)) == ["since"])
        #expect(try names(s + 2, 0) == ["s"], "no stretch goes on by two")
        #expect(try names(5, s + 1) == ["s"])
    }

    @Test("Parities, remainders and carries")
    func divisions() throws {
        #expect(try names([s ^ x]) == ["parity"])
        #expect(try names([1 - (x ^ s)]) == ["parity"])
        #expect(try names([(s + x) % 2]) == ["parity"])
        #expect(try names([s ^ (a & b)], inputs: ["a", "b"]) == ["parity"])
        #expect(try names([1 - s]) == ["parity"])
        #expect(try names([(s + x) % 5]) == ["remainder"])
        #expect(try names([(2 * s + x) % 7], outputs: [(2 * s + x) / 7]) == ["remainder"])
        let sum = a + b + s
        #expect(try names([sum / 10], inputs: ["a", "b"], outputs: [sum % 10]) == ["carry"])
        #expect(try names([.binary(.less, 9, sum)], inputs: ["a", "b"], outputs: [sum % 10]) == ["carry"])
        #expect(try names([(a & b) | (a & s) | (b & s)], inputs: ["a", "b"]) == ["carry"])
        #expect(try names([(3 * s + x) / 2], outputs: [(3 * s + x) / 2]) == ["last"])
    }

    @Test("Quotient and remainder of one division are one line, with the names a reader expects")
    func divmod() throws {
        func heart(_ next: Pipeline.Expression, _ output: Pipeline.Expression, _ inputs: [String]) throws -> String {
            let recurrence = try Recurrence(inputs: inputs, state: [.init("s")], next: [next], outputs: [output])
            return PythonEmission(try Sequencing.program(for: recurrence.meaningfullyNamed(inputsAreBits: false)), title: "")
                .heart
        }
        let value = 2 * s + x
        #expect(try heart(value % 7, value / 7, ["x"]) == "y, remainder = divmod(2 * remainder + x, 7) → y")
        let sum = a + b + s
        #expect(try heart(sum / 10, sum % 10, ["a", "b"]) == "carry, digit = divmod(a + b + carry, 10) → digit")
    }

    @Test("A count is of a number only where that is asked for, and of anything where the form says 0 or 1")
    func whatIsCounted() throws {
        #expect(try names([s + .binary(.equal, 200, x)], areBits: false) == ["count_200"])
        #expect(try names([s + .binary(.equal, x * x, 16_384)], areBits: false) == ["count"])
        #expect(try names([s + .binary(.equal, a, 1)], inputs: ["a", "b"], areBits: false) == ["count"])
        #expect(try names([s + (1 - x % 2)], areBits: false) == ["count"])
        #expect(try names([s + (a & b)], inputs: ["a", "b"]) == ["count"])
        #expect(try names([s + (a & b)], inputs: ["a", "b"], areBits: false) == ["s"])
        // 0 and 1 on many numbers, but not on all; and a truth value that is none.
        #expect(try names([s + .binary(.maximum, 0, x - 127)], areBits: false) == ["s"])
        #expect(try names([s + .binary(.maximum, .binary(.equal, x, 1), 5)], areBits: false) == ["s"])
    }

    @Test("Numbers that are no bits have no parity under exclusive or, and no balance")
    func numbers() throws {
        #expect(try names([s ^ x], areBits: false) == ["s"])
        #expect(try names([1 - (x ^ s)], areBits: false) == ["s"])
        #expect(try names([s ^ .binary(.equal, x, 3)], areBits: false) == ["parity"])
        #expect(try names([(s + x) % 2], areBits: false) == ["parity"])
        let level = s + 1 - 2 * x
        #expect(try names([level], areBits: false) == ["total"])
        #expect(try names([.binary(.maximum, level, -1)], areBits: false) == ["s"])
    }

    @Test("A letter says nothing, nor does an s with a number; everything else does")
    func meaningless() {
        for name in ["s", "n", "s1", "s12"] { #expect(Recurrence.isMeaningless(name), "\(name)") }
        for name in ["p", "v", "x1", "smallest", "total", "count_1"] { #expect(!Recurrence.isMeaningless(name), "\(name)") }
    }

    @Test("What only resembles them gets a letter")
    func letters() throws {
        #expect(try names([s + x * s]) == ["s"])
        #expect(try names([s + x % 3]) == ["s"])
        #expect(try names([s + 2 * (x % 2)]) == ["s"])
        #expect(try names([s + 1 - 2 * (x % 2)]) == ["s"])
        #expect(try names([2 * s + x]) == ["s"])
        #expect(try names([s & x]) == ["s"])
        #expect(try names([(s + x) % s]) == ["s"])
        #expect(try names([s0 + x, s1 - x]) == ["total", "s"])
        let many = try names((0..<12).map { .variable("s\($0)") * .variable("s\(($0 + 1) % 12)") })
        #expect(Set(many).count == 12)
    }
}
