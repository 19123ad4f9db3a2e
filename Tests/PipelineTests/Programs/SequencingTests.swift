import Pipeline
import Testing

@Suite("Sequencing")
struct SequencingTests {
    private let p = Pipeline.Expression.variable("p")
    private let v = Pipeline.Expression.variable("v")
    private let s = Pipeline.Expression.variable("s")
    private let carry = Pipeline.Expression.variable("carry")

    /// The heart of the program for a recurrence with all states starting at 0.
    private func heart(
        inputs: [String] = ["x"], _ next: KeyValuePairs<String, Pipeline.Expression>, _ outputs: [Pipeline.Expression],
        names: [String]? = nil
    ) throws -> String {
        let recurrence = try Recurrence(
            inputs: inputs, state: next.map { .init($0.key) }, next: next.map(\.value), outputs: outputs, outputNames: names)
        return PythonEmission(try Sequencing.program(for: recurrence), title: "").heart
    }

    @Test("Free motion: each update reuses the one before")
    func newton() throws {
        #expect(try heart(["p": p + v + x, "v": v + x], [p + v + x]) == "v += x; p += v → p")
    }

    @Test("A shift register is one simultaneous assignment")
    func shiftRegister() throws {
        let found = try heart(["a": x, "b": a], [b])
        #expect(found == "→ b; a, b = x, a")
    }

    @Test("An output equal to the new state is the state")
    func reuse() throws {
        #expect(try heart(["s": s ^ x], [s ^ x]) == "s ^= x → s")
        #expect(try heart(["s": x ^ s], [1 - (s ^ x)]) == "s ^= x → 1 - s")
        #expect(try heart(["s": s + x], [(s + x) % 2]) == "s += x → s % 2")
        #expect(try heart(["s": s - x], [s - x]) == "s -= x → s")
    }

    @Test("Quotient and remainder of one division become a divmod")
    func divmod() throws {
        let sum = a + b + carry
        #expect(
            try heart(inputs: ["a", "b"], ["carry": sum / 10], [sum % 10], names: ["digit"])
                == "carry, digit = divmod(a + b + carry, 10) → digit")
        #expect(try heart(["s": (2 * s + x) % 7], [(2 * s + x) / 7]) == "y, s = divmod(2 * s + x, 7) → y")
    }

    @Test("A repeated sum that is no state gets a name")
    func temporary() throws {
        let sum = a + b + carry
        let found = try heart(
            inputs: ["a", "b"], ["carry": .binary(.less, 9, sum)], [sum % 10, sum / 3 % 2])
        #expect(found == "total = a + b + carry; carry = int(9 < total) → total % 10, total // 3 % 2")
    }

    @Test("Without state the program is one line")
    func memoryless() throws {
        let recurrence = try Recurrence(inputs: ["x"], state: [], next: [], outputs: [x % 2])
        let text = PythonEmission(try Sequencing.program(for: recurrence), title: "Parity").text
        #expect(text.contains("return [x % 2 for x in xs]"))
    }

    @Test("Names that Python or the program needs are refused")
    func badNames() {
        #expect(throws: ProgramError.unusableName("lambda")) {
            try Recurrence(inputs: ["lambda"], state: [], next: [], outputs: [x])
        }
        #expect(throws: ProgramError.undefinedVariable("q")) {
            try Recurrence(inputs: ["x"], state: [], next: [], outputs: [.variable("q")])
        }
        #expect(throws: ProgramError.repeatedName("x")) {
            try Recurrence(inputs: ["x"], state: [.init("x")], next: [x], outputs: [x])
        }
        #expect(throws: ProgramError.outputStatements(count: 0)) {
            try Program(inputs: ["x"], state: [], statements: [])
        }
    }

    @Test("Random recurrences keep their meaning", arguments: [3, 17, 40])
    func preservesMeaning(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var compared = 0
        for _ in 0..<40 {
            let recurrence = try randomRecurrence(&generator)
            let program = try Sequencing.program(for: recurrence)
            let compiled = CompiledProgram(program)
            for _ in 0..<10 {
                let state = recurrence.state.map { _ in Int.random(in: -9...9, using: &generator) }
                let input = recurrence.inputs.map { _ in Int.random(in: -9...9, using: &generator) }
                let names = recurrence.inputs + recurrence.state.map(\.name)
                let environment = Dictionary(uniqueKeysWithValues: zip(names, input + state))
                let next = recurrence.next.map { $0.evaluate(environment) }
                let outputs = recurrence.outputs.map { $0.evaluate(environment) }
                guard !(next + outputs).contains(nil) else { continue }
                compared += 1
                let heart = PythonEmission(program, title: "").heart
                let found = compiled.step(state: state, input: input)
                #expect(found?.state == next.compactMap(\.self), "seed \(seed): \(heart)")
                #expect(found?.outputs == outputs.compactMap(\.self), "seed \(seed): \(heart)")
            }
        }
        #expect(compared > 100, "seed \(seed)")
    }

    /// Mostly linear updates that share parts, some of them wrapped in other operations.
    private func randomRecurrence(_ generator: inout SeededGenerator) throws -> Recurrence {
        let state = ["a", "b", "c"].prefix(Int.random(in: 1...3, using: &generator)).map { Program.StateVariable($0) }
        let names = ["x"] + state.map(\.name)
        let shared = generator.expression(depth: 2, names: names)
        let formulas = (0...state.count).map { _ -> Pipeline.Expression in
            let own = names.reduce(Pipeline.Expression.constant(Int.random(in: -1...1, using: &generator))) {
                $0 + .constant(Int.random(in: -1...1, using: &generator)) * .variable($1)
            }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return own + shared
            case 1: return shared
            case 2: return (own + shared) / 3
            case 3: return (own + shared) % 3
            default: return own
            }
        }
        return try Recurrence(
            inputs: ["x"], state: state, next: Array(formulas.dropLast()), outputs: Array(formulas.suffix(1)))
    }
}
