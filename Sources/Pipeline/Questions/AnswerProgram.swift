/// The Python text of a formula for answers: `answer(w, a)`, the next letter after a question and an answer so far, and `f(w)`, the
/// whole answer.
public struct AnswerProgram: Hashable, Sendable {
    /// The file, which runs under a bare python3.
    public let text: String
    /// The body of `answer`, unindented.
    public let heart: String
    private let letters: [String]

    /// - Parameters:
    ///   - formula: what is written.
    ///   - letters: what they are called.
    ///   - hasEnd: whether answers have an end; else they are one letter.
    ///   - most: letters of the longest answer that is given.
    ///   - name: of the network, anybody's text: in a docstring, as a comment there could say what the file's bytes mean (PEP 263).
    public init(_ formula: AnswerFormula, letters: [String], hasEnd: Bool, most: Int, name: String) {
        let python = SequencePython(letters: letters)
        self.letters = letters
        heart = Self.heart(formula, python)
        let documentation =
            hasEnd
            ? "The next letter of the answer to the question w, after its letters a; None is its end."
            : "The letter that answers the question w."
        let lines = heart.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        let parts = [
            PythonEmission.docstring(name), python.definitions(for: formula.expressions),
            "def answer(w, a):\n    \"\"\"\(documentation)\"\"\"\n\(lines)", Self.whole(hasEnd: hasEnd, most: most),
            "if __name__ == \"__main__\":\n    import sys\n    print(*f([\(python.areNumbers ? "int(x)" : "x") for x in sys.argv[1:]]))",
        ]
        text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n\n") + "\n"
    }

    private static func heart(_ formula: AnswerFormula, _ python: SequencePython) -> String {
        (formula.cases.map { "if \(python.text($0.condition)):\n    return \(python.text($0.letter))" }
            + ["return \(python.text(formula.otherwise))"]).joined(separator: "\n")
    }

    private static func whole(hasEnd: Bool, most: Int) -> String {
        guard hasEnd else {
            return """
                def f(w):
                    \"""The answer to the question w.\"""
                    return [x for x in [answer(w, [])] if x is not None]
                """
        }
        return """
            def f(w):
                \"""The whole answer to the question w.\"""
                a = []
                while len(a) < \(most) and (x := answer(w, a)) is not None:
                    a.append(x)
                return a
            """
    }
}

// MARK: - Run

extension AnswerProgram {
    /// The whole answers that the text itself gives, run by a python3.
    ///
    /// - Parameters:
    ///   - questions: by the numbers of their letters.
    ///   - most: letters of an answer that are looked at.
    ///   - harness: runs it, within bounds.
    /// - Returns: an answer for each question, by the numbers of letters.
    /// - Throws: `PythonHarnessError` where it fails.
    public func answers(
        to questions: [[Int]], most: Int, _ harness: PythonHarness
    ) async throws(PythonHarnessError) -> [[Int]] {
        try await run(questions.map { Exchange($0) }, isWhole: true, most: most, harness)
    }

    /// The next letters that the text itself gives; nil for an end.
    ///
    /// - Parameters:
    ///   - exchanges: questions with answers so far.
    ///   - harness: runs it, within bounds.
    /// - Returns: one for each exchange.
    /// - Throws: `PythonHarnessError` where it fails.
    public func nextLetters(
        after exchanges: [Exchange], _ harness: PythonHarness
    ) async throws(PythonHarnessError) -> [Int?] {
        try await run(exchanges, isWhole: false, most: 1, harness).map(\.first)
    }

    /// What turns rows of numbers into calls, after the text: how many letters question and answer have, and these.
    private var adapter: String {
        let python = SequencePython(letters: letters)
        return """


            _names = [\(letters.indices.map(python.letter).joined(separator: ", "))]
            _numbers = {name: number for number, name in enumerate(_names)}
            _f = f


            def f(xs):
                whole, size, given = xs[:3]
                w = [_names[x] for x in xs[3:3 + size]]
                a = [_names[x] for x in xs[3 + size:3 + size + given]]
                if whole:
                    ys = _f(w)
                else:
                    x = answer(w, a)
                    ys = [] if x is None else [x]
                ys = [_numbers[y] for y in ys][:len(xs) - 1]
                return [len(ys)] + ys + [0] * (len(xs) - 1 - len(ys))

            """
    }

    private func run(
        _ exchanges: [Exchange], isWhole: Bool, most: Int, _ harness: PythonHarness
    ) async throws(PythonHarnessError) -> [[Int]] {
        guard !exchanges.isEmpty else { return [] }
        let longest = exchanges.map { $0.question.count + $0.answer.count }.max() ?? 0
        let length = max(longest + 3, most + 1)
        let rows = exchanges.flatMap { exchange -> [Int] in
            let row = [isWhole ? 1 : 0, exchange.question.count, exchange.answer.count] + exchange.question + exchange.answer
            return row + Array(repeating: 0, count: length - row.count)
        }
        let outputs = try await harness.outputs(
            of: text + adapter, on: Sequences(count: exchanges.count, length: length, width: 1, values: rows), outputWidth: 1)
        return exchanges.indices.map { row in
            Array(outputs[(row * length + 1)...].prefix(min(outputs[row * length], length - 1)))
        }
    }
}
