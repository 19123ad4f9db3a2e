import Testing

@testable import Pipeline

@Suite("State names")
struct StateNamesTests {
    private func names(
        _ next: [Pipeline.Expression], inputs: [String] = ["x"], outputs: [Pipeline.Expression]? = nil
    ) throws -> [String] {
        let state = next.count == 1 ? ["s"] : next.indices.map { "s\($0)" }
        let recurrence = try Recurrence(
            inputs: inputs, state: state.map { Program.StateVariable($0) }, next: next,
            outputs: outputs ?? [.variable(state[0])])
        return try recurrence.meaningfullyNamed().state.map(\.name)
    }

    private let s = Pipeline.Expression.variable("s")
    private let s0 = Pipeline.Expression.variable("s0")
    private let s1 = Pipeline.Expression.variable("s1")

    @Test("Names say what updates provably are")
    func meanings() throws {
        #expect(try names([x]) == ["previous"])
        #expect(try names([s0, x].reversed()) == ["x1", "x2"])
        #expect(try names([s1, x]) == ["x2", "x1"])
        #expect(try names([s + x]) == ["total"])
        #expect(try names([s - x + 3]) == ["total"])
        #expect(try names([s ^ x]) == ["parity"])
        #expect(try names([s0 + s1 + x, s1 + x]) == ["p", "v"])
        #expect(try names([(a & b) | (a & s) | (b & s)], inputs: ["a", "b"]) == ["carry"])
    }

    @Test("What only resembles them gets a letter")
    func letters() throws {
        #expect(try names([s + x * s]) == ["s"])
        #expect(try names([s + x % 2]) == ["s"])
        #expect(try names([2 * s + x]) == ["s"])
        #expect(try names([s & x]) == ["s"])
        #expect(try names([a, b], inputs: ["a", "b"]) == ["s", "t"])
        let many = try names((0..<12).map { .variable("s\($0)") * .variable("s\(($0 + 1) % 12)") })
        #expect(Set(many).count == 12)
    }
}
