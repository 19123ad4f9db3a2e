import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

@Suite struct MachineDOTTests {
    @Test func aLineForEachTransition() throws {
        let adder = MealyMachine(
            letters: [[0, 0], [0, 1], [1, 0], [1, 1]], transitions: [[0, 0, 0, 1], [0, 1, 1, 1]],
            outputs: [[[0], [1], [1], [0]], [[1], [0], [0], [1]]])
        let lines = try #require(MachineDOT(adder)?.text.split(separator: "\n"))
        #expect(lines.first == "digraph machine {" && lines.last == "}")
        #expect(lines.contains("    s0 -> s1 [label=\"1,1/0\"];") && lines.contains("    s1 [label=\"1\"];"))
        #expect(lines.contains("    __start0 -> s0;"))
        #expect(lines.count { $0.contains("/") } == 8)
    }

    @Test func aLargeOneIsNotWritten() {
        #expect(MachineDOT(HandMade.counter(10_000)) != nil)
        #expect(MachineDOT(HandMade.counter(10_001)) == nil)
    }
}
