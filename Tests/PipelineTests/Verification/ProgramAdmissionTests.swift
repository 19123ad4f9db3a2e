import Foundation
import Testing

@testable import Pipeline

@Suite("Programs of strangers")
struct ProgramAdmissionTests {
    // Foundation has one of its own.
    private typealias Expression = Pipeline.Expression

    private let harness: PythonHarness

    init() throws {
        harness = try PythonHarness(seconds: 30, memoryBytes: 1 << 29)
    }

    private func refusal(_ text: String, inputs: Int = 1, outputs: Int = 1) async -> String? {
        do {
            _ = try await harness.admit(Data(text.utf8), inputs: inputs, outputs: outputs)
            return nil
        } catch { return "\(error)" }
    }

    /// What an emitted program is, but for the part that is given.
    private func program(_ body: String) -> String {
        "\"\"\"T\"\"\"\n\n\n" + body + PythonEmission.script(inputs: 1, outputs: 1, kind: .formula)
    }

    /// Emitted programs with everything that emission knows.
    private static var everyKind: [Program] {
        get throws {
            let (x, s, t): (Expression, Expression, Expression) = (.variable("x"), .variable("s"), .variable("t"))
            let calls: [Expression] = [
                .unary(.absolute, .unary(.negate, x)), .unary(.squareRoot, .binary(.multiply, x, x)),
                .binary(.minimum, x, .binary(.maximum, s, t)),
            ]
            let comparisons: [Expression] = [
                .binary(.equal, x, s), .binary(.notEqual, .binary(.and, x, s), .binary(.or, s, t)),
                .binary(.lessOrEqual, .binary(.exclusiveOr, x, s), .binary(.modulo, t, .constant(2))),
                .conditional(test: .binary(.less, x, s), then: t, otherwise: .constant(-3)),
            ]
            let half = Expression.binary(.floorDivide, s, .constant(2))
            let sum = (calls + comparisons).reduce(half) { Expression.binary(.add, $0, $1) }
            let formula = try Program(
                inputs: ["x"], state: [.init("s", initial: -1), .init("t", initial: 2)],
                statements: [
                    .assign([.init("total", .binary(.add, x, .binary(.add, s, t)))]), .output([sum]),
                    .divide(quotient: "s", remainder: "t", dividend: .variable("total"), divisor: 3),
                    .assign([.init("s", t), .init("t", s)]), .assign([.init("s", .binary(.subtract, s, x))]),
                ])
            let entries = [-1, 1].map { Program.Table.Transition(state: 0, input: [$0], next: 0, output: [-$0]) }
            return [
                formula, try Program(inputs: ["x"], state: [], statements: [.output([.binary(.multiply, x, x)])]),
                try Program(inputs: ["x"], table: .init(initial: 0, transitions: entries)),
            ]
        }
    }

    @Test("What is emitted is let in")
    func emitted() async throws {
        for program in try Self.everyKind {
            #expect(await refusal(PythonEmission(program, title: "T", evidence: ["\"quoted\" \\ é"]).text) == nil)
        }
        let pairs = try Program(
            inputs: ["a", "b"], state: [.init("carry")],
            statements: [.output([.variable("a"), .variable("carry")]), .assign([.init("carry", .variable("b"))])])
        #expect(await refusal(PythonEmission(pairs, title: "T").text, inputs: 2, outputs: 2) == nil)
        #expect(await refusal(PythonEmission(pairs, title: "T").text, inputs: 1, outputs: 2) != nil)
    }

    @Test(
        "What could do anything else is not",
        arguments: [
            ("import os\ndef f(xs):\n    return xs", "an unusual assignment"),
            ("def f(xs):\n    return [__import__('os').system('true') for x in xs]", "a call of something unusual"),
            ("def f(xs):\n    return [open('/etc/passwd') for x in xs]", "a call of something unusual"),
            ("def f(xs):\n    ys = []\n    while True:\n        pass\n    return ys", "an unusual"),
            (
                "def f(xs):\n    ys = []\n    for x in xs:\n        ys.append('x' * 10 ** 10)\n    return ys",
                "line 7 has a constant"
            ),
            ("def f(xs):\n    return [10 ** 10 ** 10 for x in xs]", "a power"),
            ("def f(xs):\n    return [getattr(x, 'real') for x in xs]", "a call of something unusual"),
            ("def f(xs):\n    return [x.__class__ for x in xs]", "the construct Attribute"),
            ("def f(xs):\n    ys = []\n    for x in xs:\n        print(x)\n    return ys", "a call of something unusual"),
            ("def f(xs):\n    return [eval for x in xs]", "the name eval"),
            ("def f(xs):\n    return [(lambda: x)() for x in xs]", "a call of something unusual"),
            ("def f(xs):\n    return [x for x in xs if x]", "an unusual loop"),
            ("def f(xs):\n    return [x for x in range(10)]", "an unusual loop"),
            ("def f(xs):\n    return [y for x in xs for y in xs]", "an unusual result"),
            ("def f(xs=print('now')):\n    return [x for x in xs]", "an unusual function"),
            ("@print\ndef f(xs):\n    return [x for x in xs]", "an unusual function"),
            ("def f(xs: print('now')):\n    return [x for x in xs]", "an unusual function"),
            ("TABLE = {(0, 1): (0, open)}\n\n\ndef f(xs):\n    return [x for x in xs]", "an unusual entry"),
            ("def f(xs):\n    ys = []\n    for int in xs:\n        ys.append(int)\n    return ys", "an assignment to int"),
            ("def f(xs):\n    ys = []\n    for __x in xs:\n        ys.append(__x)\n    return ys", "an assignment to __x"),
            (
                "def f(xs):\n    ys = []\n    for x in xs:\n        ys.append(x)\n        ys = ys\n    return ys",
                "an assignment to ys"
            ),
            ("def f(xs):\n    ys = []\n    for x in xs:\n        ys.clear()\n    return ys", "a call of something unusual"),
            ("def f(xs):\n    return [(yield x) for x in xs]", "the construct Yield"),
            ("def f(xs:", "is no Python"), ("", "more or fewer parts"),
            ("x = 1\n\n\ndef f(xs):\n    return [x for x in xs]", "an unusual"),
            ("def f(xs):\n    return [f\"{x}\" for x in xs]", "the construct JoinedStr"),
            ("def f(xs):\n    return [\(String(repeating: "9", count: 3000)) for x in xs]", "no integer of 64 bits"),
            ("def f(xs):\n    return [\(String(repeating: "(", count: 5000))x for x in xs]", "is no Python"),
            ("def f(xs):\n    return [\(String(repeating: "-", count: 50_000))x for x in xs]", ""),
        ])
    func hostile(body: String, reason: String) async {
        let refused = await refusal(program(body))
        // Where no reason is named, any will do: how python3 fails on such a text is its own business.
        #expect(refused != nil && (reason.isEmpty || refused?.contains(reason) == true), "\(refused ?? "let in")")
    }

    @Test("Bytes that are no text, too many of them, and another ending are refused before python3 sees them")
    func bytes() async throws {
        let good = program("def f(xs):\n    return [x for x in xs]")
        #expect(await refusal(good) == nil)
        #expect(await refusal(good + "\nimport os\n")?.contains("does not end with the script") == true)
        #expect(await refusal(good.replacing("sys.exit(2)", with: "os.exit(2)"))?.contains("does not end") == true)
        #expect(await refusal("# \u{202E}\n" + good)?.contains("ASCII") == true)
        #expect(await refusal("# \u{C}\n" + good)?.contains("ASCII") == true)
        #expect(
            await refusal(String(repeating: "#", count: PythonHarness.longestProgram) + good)?.contains("expected at most")
                == true)
        await #expect(throws: ProgramRefused.self) {
            _ = try await harness.admit(Data([0xFF, 0xFE]), inputs: 1, outputs: 1)
        }
    }

    @Test("A confined program sees no environment and an empty folder, and reaches no network")
    func confinement() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "confined-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let confined = try PythonHarness(seconds: 30, confinement: await Confinement(to: folder))
        // Not let in by admission, which is what is left where this is all there is.
        let spy = """
            import os, socket
            def f(xs):
                s = socket.socket()
                s.settimeout(2)
                is_open = s.connect_ex(("127.0.0.1", 22)) == 0
                interfaces = [name for _, name in socket.if_nameindex() if name != "lo"]
                names = set(os.environ) - {"PATH", "LC_CTYPE"}
                return [len(names), len(os.listdir(".")), len(interfaces) + is_open]
            """
        let seen = try await confined.outputs(of: spy, on: Sequences(one: [[1], [2], [3]], width: 1), outputWidth: 1)
        #expect(seen[0] == 0 && seen[1] == 0)
        if confined.confinement?.isWithoutNetwork == true { #expect(seen[2] == 0) }
    }
}
