import BoundedProcess
import Determinism
import Foundation
import Testing

@testable import Pipeline

@Suite("Programs that read and answer symbols")
struct PythonSymbolsTests {
    private static let nasty: [Symbol] = [
        "\"", "\\", "\n", "😀", "", "'", "a b", "é\u{301}", "\u{0}", "$(x)", "\\n", "\"\"\"", "\u{FEFF}",
    ]

    private static let codes: [(letters: [[Symbol]], answers: [[Symbol]])] = [
        ([[0], [2]], [[0], [5]]), ([["a"], ["b"], ["c"]], [["no"], ["yes"]]), ([[false], [true]], [[0], [6]]),
        ([["off"], ["on"]], [["w"], ["x"], ["y"], ["z"]]), ([[-1], [1]], [["p"], ["q"], ["r"]]),
        ([[1, "a"], [2, "b"], [1, "c"]], [[0, "u"], [6, "v"]]),
        ([["a", true], ["b", false]], [["x", 1], ["y", 2], ["z", 3]]),
        ([[0, 0], [1, 3]], [["no"], ["yes"]]), ([["only"]], [["ever"]]), (nasty.map { [$0] }, nasty.reversed().map { [$0] }),
        (nasty.prefix(2).map { [$0] }, nasty.prefix(2).map { [$0] }),
        (nasty.prefix(6).map { [$0, "\\\""] }, nasty.prefix(6).map { ["\n", $0] }),
    ]

    private func code(_ index: Int) throws -> SymbolCode {
        try SymbolCode(letters: Set(Self.codes[index].letters), answers: Set(Self.codes[index].answers))
    }

    private func inputs(_ code: SymbolCode) -> [String] { (0..<code.width).map { "x\($0)" } }

    /// The sum of everything read, modulo as many as there are answers.
    private func formula(_ code: SymbolCode) throws -> Program {
        let sum = inputs(code).reduce(Expression.variable("s")) { $0 + .variable($1) }
        let outputs: [Pipeline.Expression] =
            switch code.answers {
            case .classes(let classes): [sum % .constant(classes.count)]
            case .each(let streams):
                streams.map { stream in
                    if case .bit(let names) = stream { sum % .constant(names.count) } else { sum % 7 }
                }
            }
        return try Sequencing.program(
            for: Recurrence(inputs: inputs(code), state: [.init("s")], next: [sum % 30], outputs: outputs))
    }

    /// Three states with transitions at random.
    private func table(_ code: SymbolCode, seed: UInt64) throws -> Program {
        var random = CounterRandom(seed)
        let transitions = (0..<3).flatMap { state in
            code.alphabet.letters.map { letter in
                let output =
                    switch code.answers {
                    case .classes(let classes): [random.integer(in: 0..<classes.count)]
                    case .each(let streams):
                        streams.map { stream in
                            if case .bit(let names) = stream {
                                random.integer(in: 0..<names.count)
                            } else {
                                random.integer(in: -3..<9)
                            }
                        }
                    }
                return Program.Table.Transition(state: state, input: letter, next: random.integer(in: 0..<3), output: output)
            }
        }
        return try Program(inputs: inputs(code), table: .init(initial: 0, transitions: transitions))
    }

    private typealias Expression = Pipeline.Expression

    @Test("On integers the text gives what the program of integers gives", arguments: codes.indices)
    func onIntegers(index: Int) async throws {
        let seed = UInt64(index + 1)
        let code = try code(index)
        let cases = InputSpace(code.alphabet, length: 9).sample(40, for: .testing, seed: seed)
        for program in [try formula(code), try table(code, seed: seed)] {
            let emission = PythonEmission(program, title: "Symbols", symbols: code)
            #expect(emission.text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
            #expect(code.isPlain == (emission.text == emission.textOnIntegers))
            let given = try await PythonHarness().outputs(
                of: emission.textOnIntegers, on: cases, outputWidth: code.answerWidth)
            let compiled = CompiledProgram(program)
            let expected = try (0..<cases.count).flatMap { try #require(compiled.run(cases.slice($0..<$0 + 1).values)) }
            #expect(given == expected, "seed \(seed), \(program.kind)")
        }
    }

    // MARK: - As a script

    private func run(_ text: String, _ arguments: [String]) async throws -> BoundedProcess.Outcome {
        try await BoundedProcess("python3", ["-I", "-c", text] + arguments, limits: .init(seconds: 20)).run()
    }

    private func spelled(_ symbols: [Symbol]) -> String { symbols.map(\.name).joined(separator: ",") }

    // No argument may hold a zero byte, so that the codes with all nasty names are not among these.
    @Test("Run as a script it takes and prints symbols", arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11])
    func script(index: Int) async throws {
        let code = try code(index)
        let word = InputSpace(code.alphabet, length: 6).sample(1, for: .testing, seed: 3)[0]
        let arguments = word.map { spelled(code.symbols(of: $0)) }
        for program in [try formula(code), try table(code, seed: 9)] {
            let text = PythonEmission(program, title: "Symbols", symbols: code).text
            let outcome = try await run(text, arguments)
            let outputs = try #require(CompiledProgram(program).run(word.joined().map(\.self)))
            let width = code.answerWidth
            let answers = stride(from: 0, to: outputs.count, by: width).map { start -> String in
                let answer = Array(outputs[start..<start + width])
                return code.symbols(ofAnswer: answer).map(spelled) ?? answer.spelled
            }
            #expect(outcome.outputText == answers.joined(separator: " ") + "\n", "\(program.kind) \(outcome.errorText)")
        }
    }

    @Test("What is no letter is refused in one line that says which are", arguments: [1, 3, 4, 5])
    func noLetter(index: Int) async throws {
        let code = try code(index)
        for program in [try formula(code), try table(code, seed: 9)] {
            let outcome = try await run(PythonEmission(program, title: "", symbols: code).text, ["zzz"])
            #expect(outcome.ending == .exited(2) && outcome.output.isEmpty)
            #expect(outcome.errorText.contains("is no letter; expected"), "\(outcome.errorText)")
            #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome.errorText)")
        }
    }

    @Test("The words of a command are what a shell hands to the program")
    func arguments() async throws {
        let names = Self.nasty.filter { $0 != "\u{0}" }
        let code = try SymbolCode(letters: Set(names.map { [$0] }), answers: [["x"]])
        let word = Word(names.compactMap { code.letter([$0]) })
        let script = "python3 -I -c 'import sys, json; print(json.dumps(sys.argv[1:]))' \(code.arguments(for: word))"
        let outcome = try await BoundedProcess("bash", ["-c", script], limits: .init(seconds: 20)).run()
        #expect(try JSONDecoder().decode([String].self, from: outcome.output) == names.map(\.name), "\(outcome.errorText)")
    }

    @Test("Word for word")
    func wholeTables() throws {
        let code = try code(1)
        let function = PythonEmission(try formula(code), title: "", symbols: code).function
        #expect(
            function.hasPrefix(
                "LETTERS = {\n    \"a\": (1, 0, 0),\n    \"b\": (0, 1, 0),\n    \"c\": (0, 0, 1),\n}\nANSWERS = (\"no\", \"yes\")\n"
            ))
        #expect(function.hasSuffix("def f(xs):\n    return [ANSWERS[y] for y in g([LETTERS[x] for x in xs])]"))
        let table = PythonEmission(try table(code, seed: 1), title: "", symbols: code).function
        #expect(table.contains("(0, \"a\"): (") && !table.contains("LETTERS"))
    }
}
