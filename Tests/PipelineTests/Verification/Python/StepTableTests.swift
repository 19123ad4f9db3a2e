import Testing

@testable import Pipeline

@Suite("Step tables")
struct StepTableTests {
    private static let bits: [Letter] = [[0], [1]]

    private func steps(
        of text: String, over letters: [Letter] = bits, length: Int = 5, outputWidth: Int = 1
    ) async throws -> StepTable? {
        try await PythonHarness().steps(of: text, over: letters, length: length, outputWidth: outputWidth)
    }

    /// A loop whose body is `lines`, with a state `s` that is zero.
    private static func loop(_ lines: String..., before: String = "s = 0") -> String {
        let body = lines.map { "        \($0)\n" }.joined()
        return "def f(xs):\n    ys = []\n    \(before)\n    for x in xs:\n\(body)    return ys\n"
    }

    @Test("A counter to three has a row for each state before the last letter, in the order in which words lead to them")
    func counter() async throws {
        let text = Self.loop("s = min(3, s + x)", "ys.append(10 * s)")
        let all = try #require(try await steps(of: text))
        #expect(all.following == [0, 1, 1, 2, 2, 3, 3, 3] && all.answers == [0, 10, 10, 20, 20, 30, 30, 30])
        // Two letters lead to two, from where no step is taken.
        let short = try #require(try await steps(of: text, length: 2))
        #expect(short.following == [0, 1, 1, 2] && short.answers == [0, 10, 10, 20])
        #expect(short.answers(toEvery: 2, rows: 1..<4) == [0, 10, 10, 10, 10, 20])
    }

    @Test("Followed or run from the start, words are answered alike")
    func agreesWithRuns() async throws {
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        let letters: [Letter] = [[0, 1], [2, -1], [1, 1]]
        let words = Sequences.all(over: letters, length: 5)
        let harness = try PythonHarness()
        var tables = 0
        for _ in 0..<20 {
            let recurrence = try Recurrence(
                inputs: ["u", "v"], state: [.init("a", initial: 1), .init("b", initial: -2)],
                next: [
                    generator.expression(depth: 2, names: ["a", "b", "u"]) % 5,
                    generator.expression(depth: 2, names: ["a", "v"]) % 7,
                ],
                outputs: [
                    generator.expression(depth: 3, names: ["a", "b", "u"]), generator.expression(depth: 2, names: ["b", "v"]),
                ])
            let text = PythonEmission(try Sequencing.program(for: recurrence), title: "Random").text
            guard let table = await harness.steps(of: text, over: letters, length: 5, outputWidth: 2) else { continue }
            tables += 1
            let rows = 40..<words.count
            #expect(
                try await harness.outputs(of: text, on: words.slice(rows), outputWidth: 2)
                    == table.answers(toEvery: 5, rows: rows), "seed \(seed): \(text)")
        }
        #expect(tables > 10)
    }

    @Test("Comprehensions, tables and branches are followed")
    func forms() async throws {
        let words = Sequences.all(over: Self.bits, length: 6)
        for text in [
            "def f(xs):\n    return [3 * x - 1 for x in xs]\n",
            "\"\"\"A window.\"\"\"\nTABLE = {(0, 0): (0, 5), (0, 1): (1, -5), (1, 0): (0, 1), (1, 1): (1, 0)}\n"
                + Self.loop("s, y = TABLE[s, x]", "ys.append(y)"),
            Self.loop(
                "q, r = divmod(s + x, 3)", "if r == 2 or q:", "    a, s = s, 0", "elif x:", "    s += 1", "    a = -s",
                "else:", "    a = abs(s - 4)", "ys.append(int(a > 1) if x else b)", before: "s = b = 2"),
        ] {
            let table = try #require(try await steps(of: text, length: 6), "\(text)")
            #expect(
                try await PythonHarness().outputs(of: text, on: words, outputWidth: 1)
                    == table.answers(toEvery: 6, rows: 0..<64), "\(text)")
        }
    }

    @Test(
        "What a step alone does not show to be the loop's is run whole",
        arguments: [
            // What is not in the state: an earlier answer, a later letter, a name that an earlier letter left, a place.
            loop("ys.append(ys[-1] if ys else x)"), loop("ys.append(xs[0])"), loop("if x:", "    t = 3", "ys.append(t)"),
            "SEEN = {0: 0}\n" + loop("SEEN[0] = x", "ys.append(x)"),
            "SEEN = [0]\n" + loop("t = SEEN", "t += (x,)", "ys.append(SEEN[-1])"),
            // States and answers that are no integers: True equals one.
            loop("ys.append(s)", "s = x == 1"), loop("ys.append(x)", "s = (s + x) / 2"), loop("ys.append(x == 1)"),
            loop("ys.append(x)", before: "s = []"), loop("s = 1", "ys.append(x)", before: "s = 0 == 0"),
            // Other forms of a loop, and of a module.
            loop("if x:", "    break", "ys.append(x)"), loop("ys.append(x)", "ys.append(x)"), loop("s = x"),
            loop("ys.append((s := x))"), loop("ys.append(len(str(x)))"), loop("ys.append(max(x, s, key=abs))"),
            loop("max = x", "ys.append(max)"), "x = 1\nimport sys\n" + loop("ys.append(x)"),
            "@print\n" + loop("ys.append(x)"), "def f(xs, ys=[]):\n    return [x for x in xs]\n",
            "def f(xs):\n    return [x for x in xs if x]\n", "def f(xs):\n    return xs\n", "f = 1\n", "def f(xs:\n",
            // A step that fails, and one that answers more than 64 bits.
            loop("ys.append(1 // x)"), loop("ys.append(x << 70)"),
        ])
    func refused(text: String) async throws {
        #expect(try await steps(of: text) == nil, "\(text)")
    }

    @Test("A program with very many states is run whole")
    func manyStates() async throws {
        let doubling = Self.loop("s = 2 * s + x", "ys.append(s)")
        #expect(try await steps(of: doubling, length: 19) == nil)
        #expect(try await steps(of: doubling, length: 9)?.following.count == 2 * 256)
    }
}
