import Pipeline
import Testing

@Suite("Python harness")
struct PythonHarnessTests {
    private let three = Sequences(length: 2, width: 1, values: [1, 2, 3, 4, 5, 6])

    /// The error a program ends in, or nil if it gave outputs.
    private func failure(
        _ text: String, outputWidth: Int = 1, seconds: Double = 200, memoryBytes: Int = 1 << 30
    ) async throws -> PythonHarnessError? {
        let harness = try PythonHarness(seconds: seconds, memoryBytes: memoryBytes)
        do {
            _ = try await harness.outputs(of: text, on: three, outputWidth: outputWidth)
            return nil
        } catch { return error }
    }

    @Test("Outputs come flat and in order, whatever the program prints")
    func outputs() async throws {
        let harness = try PythonHarness()
        let noisy =
            "import os\nprint('noise')\ndef f(xs):\n    os.write(1, b'more')\n    print(xs)\n    return [-x for x in xs]\n"
        #expect(try await harness.outputs(of: noisy, on: three, outputWidth: 1) == [-1, -2, -3, -4, -5, -6])
        let pairs = Sequences(length: 1, width: 2, values: [1, 2, 3, .min, .max, 6])
        let swapping = "def f(xs):\n    return [(b, a) for a, b in xs]\n"
        #expect(try await harness.outputs(of: swapping, on: pairs, outputWidth: 2) == [2, 1, .min, 3, 6, .max])
        let none = Sequences(length: 4, width: 1, values: [])
        #expect(try await harness.outputs(of: noisy, on: none, outputWidth: 1) == [])
    }

    /// A stranger's text in a comment must not say what the rest of the bytes mean (PEP 263).
    @Test("Bytes are UTF-8, whatever a comment says", arguments: ["raw_unicode_escape", "utf-7", "utf-16", "no-such-coding"])
    func codings(coding: String) async throws {
        let text = "# coding:\(coding)\\u000araise SystemExit(1)#\ndef f(xs): return xs\n"
        #expect(try await PythonHarness().outputs(of: text, on: three, outputWidth: 1) == three.values)
    }

    @Test("Every failure is one clear error with the first sequence concerned")
    func failures() async throws {
        #expect(try await failure("def g(xs): pass") == .notLoaded("it defines no function f"))
        guard case .notLoaded(let syntax) = try await failure("def f(xs:\n") else { throw Unexpected() }
        #expect(syntax.hasPrefix("SyntaxError"))
        #expect(
            try await failure("def f(xs):\n    return [6 // (x - 4) for x in xs]")
                == .raised("ZeroDivisionError: integer division or modulo by zero", sequence: 1))
        #expect(try await failure("def f(xs):\n    return xs[:1]") == .outputCount(1, expected: 2, sequence: 0))
        #expect(
            try await failure("def f(xs):\n    return [x / 2 if x == 5 else x for x in xs]")
                == .badOutput("output 0 is 2.5, which is no int", sequence: 2))
        #expect(
            try await failure("def f(xs):\n    return [x == 1 for x in xs]")
                == .badOutput("output 0 is True, which is no int", sequence: 0))
        #expect(
            try await failure("def f(xs):\n    return [x << 70 for x in xs]")
                == .badOutput("output 0 is 1180591620717411303424, which does not fit 64 bits", sequence: 0))
        #expect(
            try await failure("def f(xs):\n    return xs", outputWidth: 2)
                == .badOutput("output 0 is 1 instead of a tuple of 2 ints", sequence: 0))
        #expect(
            try await failure("def f(xs):\n    return None") == .badOutput("f returned NoneType instead of a list", sequence: 0)
        )
        #expect(try await failure("import sys\ndef f(xs):\n    sys.exit(3)") == .raised("SystemExit: 3", sequence: 0))
    }

    @Test("Time, memory and sudden ends are bounded and told apart")
    func bounds() async throws {
        #expect(try await failure("def f(xs):\n    while True: pass", seconds: 0.5) == .timedOut(seconds: 0.5))
        let hungry = "def f(xs):\n    return [0] * (1 << 40)"
        #expect(try await failure(hungry, memoryBytes: 256 << 20) == .outOfMemory(bytes: 256 << 20))
        #expect(try await failure("import os\ndef f(xs):\n    os._exit(9)") == .crashed("exit status 9"))
        #expect(throws: PythonHarnessError.pythonMissing) { try PythonHarness(interpreter: "/nowhere/python3") }
        #expect(PythonHarnessError.pythonMissing.description.contains("apt-get install python3"))
    }

    @Test("Several chunks and several jobs give the same outputs and the same error")
    func jobs() async throws {
        let cases = Sequences(length: 1000, width: 1, values: (0..<2_200_000).map { $0 % 97 })
        let one = try PythonHarness()
        let two = try PythonHarness(jobs: 2)
        let negate = "def f(xs):\n    return [-x for x in xs]"
        let outputs = try await two.outputs(of: negate, on: cases, outputWidth: 1)
        #expect(outputs == cases.values.map { -$0 })
        #expect(try await one.outputs(of: negate, on: cases, outputWidth: 1) == outputs)
        let failing = "n = 0\ndef f(xs):\n    global n\n    n += 1\n    return xs if n < 100 else 1 // 0"
        for harness in [one, two] {
            await #expect(
                throws: PythonHarnessError.raised("ZeroDivisionError: integer division or modulo by zero", sequence: 99)
            ) {
                try await harness.outputs(of: failing, on: cases, outputWidth: 1)
            }
        }
    }

    @Test("The Swift evaluator and the emitted Python agree on random programs")
    func agreesWithSwift() async throws {
        let seed: UInt64 = 5
        var generator = SeededGenerator(seed: seed)
        let harness = try PythonHarness()
        var compared = 0
        for _ in 0..<25 {
            let recurrence = try Recurrence(
                inputs: ["x"], state: [.init("a", initial: 1), .init("b")],
                next: [
                    generator.expression(depth: 2, names: ["a", "b", "x"]) % 50,
                    generator.expression(depth: 2, names: ["a", "x"]),
                ],
                outputs: [generator.expression(depth: 3, names: ["a", "b", "x"])])
            let program = try Sequencing.program(for: recurrence)
            let compiled = CompiledProgram(program)
            let inputs = (0..<200).map { _ in Int.random(in: -5...5, using: &generator) }
            let sequences = stride(from: 0, to: 200, by: 5).map { Array(inputs[$0..<($0 + 5)]) }.filter {
                compiled.run($0) != nil
            }
            if sequences.isEmpty { continue }
            compared += 1
            let cases = Sequences(length: 5, width: 1, values: Array(sequences.joined()))
            let text = PythonEmission(program, title: "Random").text
            let outputs = try await harness.outputs(of: text, on: cases, outputWidth: 1)
            #expect(outputs == sequences.flatMap { compiled.run($0) ?? [] }, "seed \(seed): \(text)")
        }
        #expect(compared > 10)
    }
}

/// Thrown where a test went another way than it describes.
private struct Unexpected: Error {}
