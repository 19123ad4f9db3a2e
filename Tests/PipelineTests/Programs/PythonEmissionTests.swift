import BoundedProcess
import Foundation
import Pipeline
import Testing

@Suite("Python emission")
struct PythonEmissionTests {
    private let adder = Pipeline.Expression.variable("a") + .variable("b") + .variable("carry")

    private func addition() throws -> Program {
        try Sequencing.program(
            for: Recurrence(inputs: ["a", "b"], state: [.init("carry")], next: [adder / 2], outputs: [adder % 2]))
    }

    /// Runs the text as a script.
    private func run(_ text: String, _ arguments: [String]) async throws -> BoundedProcess.Outcome {
        try await BoundedProcess("python3", ["-I", "-c", text] + arguments, limits: .init(seconds: 20)).run()
    }

    @Test("The whole file, word for word")
    func wholeFile() throws {
        let text = PythonEmission(try addition(), title: "Binary addition", evidence: ["No error."]).text
        let expected = """
            \"""Binary addition

            No error.
            \"""


            def f(xs):
                ys = []
                carry = 0
                for a, b in xs:
                    carry, y = divmod(a + b + carry, 2)
                    ys.append(y)
                return ys


            if __name__ == "__main__":
                import sys

            """
        #expect(text.hasPrefix(expected))
    }

    @Test("Run as a script it prints the outputs, and explains a malformed argument")
    func script() async throws {
        let text = PythonEmission(try addition(), title: "Binary addition").text
        let good = try await run(text, ["1,0", "1,1", "0,0"])
        #expect(good.outputText == "1 0 1\n")
        for malformed in ["1", "1,x", "1,1,1", ""] {
            let bad = try await run(text, [malformed])
            #expect(bad.ending == .exited(2))
            #expect(
                bad.errorText == "expected 2 integers joined by commas an argument, for example: python3 program.py 1,0 0,1\n")
        }
        let width1 = try Program(inputs: ["x"], state: [], statements: [.output([.variable("x") % 2, 1])])
        #expect(try await run(PythonEmission(width1, title: "").text, ["3", "-2"]).outputText == "1,1 0,1\n")
    }

    @Test("A hostile title stays a title")
    func hostileText() async throws {
        let hostile = "\"\"\" + open('/etc/passwd') \\\n\u{0}é — 😀 \\\" \"\"\"\""
        let text = PythonEmission(try addition(), title: hostile, evidence: [hostile]).text
        #expect(text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
        let check = text.replacingOccurrences(
            of: "if __name__", with: "import sys; sys.stdout.buffer.write(__doc__.encode())\nif 0")
        let outcome = try await run(check, [])
        #expect(outcome.outputText == "\(hostile)\n\n\(hostile)\n", "\(outcome.errorText)")
        let single = PythonEmission(try addition(), title: "ends in \"").text
        #expect(try await run(single, ["1,1"]).succeeded)
    }

    @Test("A table is literal, readable and runs")
    func table() async throws {
        let toggle = Program.Table(
            initial: 0,
            transitions: [
                .init(state: 1, input: [1], next: 0, output: [0]), .init(state: 0, input: [0], next: 0, output: [0]),
                .init(state: 0, input: [1], next: 1, output: [1]), .init(state: 1, input: [0], next: 1, output: [1]),
            ])
        let program = try Program(inputs: ["x"], table: toggle)
        let emission = PythonEmission(program, title: "Toggle")
        #expect(program.kind == .table && emission.heart == "table of 2 states")
        #expect(emission.text.contains("# (state, x): (next state, output)\nTABLE = {\n    (0, 0): (0, 0), (0, 1): (1, 1),\n"))
        #expect(try await run(emission.text, ["1", "0", "1"]).outputText == "1 1 0\n")
        #expect(try await run(emission.text, ["7"]).ending == .exited(2))
        #expect(CompiledProgram(program).run([1, 0, 1]) == [1, 1, 0])
        #expect(CompiledProgram(program).run([7]) == nil)
        #expect(throws: ProgramError.ambiguousTransition(state: 0, input: [0])) {
            let transition = Program.Table.Transition(state: 0, input: [0], next: 0, output: [0])
            return try Program(inputs: ["x"], table: .init(initial: 0, transitions: [transition, transition]))
        }
    }

    @Test("A program survives being written and read; a broken file is refused")
    func coding() throws {
        let program = try addition()
        let data = try JSONEncoder().encode(program)
        #expect(try JSONDecoder().decode(Program.self, from: data) == program)
        let broken = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\"carry\"", with: "\"1 carry\"")
        #expect(throws: ProgramError.self) { try JSONDecoder().decode(Program.self, from: Data(broken.utf8)) }
    }
}
