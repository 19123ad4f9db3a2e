/// The source text of a program: a module that runs under a bare python3 and reads like one a person wrote.
///
/// It defines `f(xs)`, from a list of ints (of tuples for several inputs) to the list of outputs (likewise), and run as a
/// script it prints the outputs for the inputs given as arguments. The text is plain ASCII, whatever the title is.
///
/// ```swift
/// if let program = try? explain(findings).program {
///     let written = PythonEmission(program, title: "Parity, as a network does it")
///     show(.code(written.function, language: "python"), caption: "In a line: \(written.heart)")
///     Experiment.write(written.text, to: "parity.py")
/// }
/// ```
public struct PythonEmission: Sendable {
    public let program: Program
    /// The first line of the module's docstring.
    public let title: String
    /// What is known about the program, a line each.
    public let evidence: [String]
    /// What is read and answered, where these are symbols; nil where they are integers.
    public let symbols: SymbolCode?

    public init(_ program: Program, title: String, evidence: [String] = [], symbols: SymbolCode? = nil) {
        self.program = program
        self.title = title
        self.evidence = evidence
        self.symbols = symbols.flatMap { $0.isPlain ? nil : $0 }
    }

    /// The whole file, ending in a newline.
    public var text: String { docstring + code }

    /// The whole file, and lines after it that make its `f` one on integers: what is run to check it.
    public var textOnIntegers: String { text + (symbols?.pythonAdapter ?? "") }

    /// All of the file after its docstring.
    public var code: String {
        let script =
            symbols.map { $0.pythonScript(kind: program.kind) }
            ?? Self.script(inputs: program.inputs.count, outputs: program.outputCount, kind: program.kind)
        return Self.gap + function + Self.gap + script
    }

    /// What stands between the parts of a file.
    private static let gap = "\n\n\n"

    /// The definition of `f`, after that of the table where there is one: the algorithm without the file around it.
    public var function: String {
        let steps = program.kind == .table ? tableFunction : formulaFunction
        // A table is written in symbols; what computes with integers has those around it.
        if program.kind == .table { return [tableLiteral, steps].compactMap(\.self).joined(separator: Self.gap) }
        return [symbols?.pythonTables, steps, symbols?.pythonFunction].compactMap(\.self).joined(separator: Self.gap)
    }

    /// The function on integers: `f` itself where nothing has to be spelled.
    private var functionName: String { symbols == nil || program.kind == .table ? "f" : "g" }

    /// The loop's body in one line, for an index card: `v += x; p += v → p`.
    public var heart: String {
        guard case .formula(_, let statements) = program.body else {
            if case .table(let table) = program.body { return "table of \(table.stateCount) states" }
            return ""
        }
        guard let place = statements.firstIndex(where: \.isOutput) else { return "" }
        let before = statements[..<place].map(Self.line)
        let after = statements[(place + 1)...].map(Self.line)
        let work = before.isEmpty ? "" : before.joined(separator: "; ") + " "
        let output = "→ " + statements[place].values.map(\.python).joined(separator: ", ")
        return work + output + after.map { "; " + $0 }.joined()
    }

    private var loopVariables: String { program.inputs.joined(separator: ", ") }

    private var formulaFunction: String {
        if program.state.isEmpty, program.statements.count == 1, let output = program.statements.first {
            return """
                def \(functionName)(xs):
                    return [\(Self.outputText(output.values)) for \(loopVariables) in xs]
                """
        }
        var lines = ["def \(functionName)(xs):", "    ys = []"]
        if let initial = initialization { lines.append("    " + initial) }
        lines.append("    for \(loopVariables) in xs:")
        for statement in program.statements { lines.append("        " + Self.line(statement)) }
        lines.append("    return ys")
        return lines.joined(separator: "\n")
    }

    /// `carry = 0`, `a = b = 0` or `a, b = 1, 0`.
    private var initialization: String? {
        let names = program.state.map(\.name)
        let values = program.state.map { "\($0.initial)" }
        guard let first = values.first else { return nil }
        if values.allSatisfy({ $0 == first }) { return (names + [first]).joined(separator: " = ") }
        return "\(names.joined(separator: ", ")) = \(values.joined(separator: ", "))"
    }

    private static func line(_ statement: Program.Statement) -> String {
        switch statement {
        case .output(let values): return "ys.append(\(outputText(values)))"
        case .divide(let quotient, let remainder, let dividend, let divisor):
            return "\(quotient), \(remainder) = divmod(\(dividend.python), \(divisor.python))"
        case .assign(let assignments):
            if assignments.count == 1, let update = AugmentedAssignment(assignments[0]) {
                return "\(assignments[0].target) \(update.symbol)= \(plainInteger(update.amount))"
            }
            let targets = assignments.map(\.target).joined(separator: ", ")
            return "\(targets) = \(assignments.map { plainInteger($0.value) }.joined(separator: ", "))"
        }
    }

    private static func outputText(_ values: [Expression]) -> String {
        let texts = values.map(plainInteger)
        return texts.count == 1 ? texts[0] : "(\(texts.joined(separator: ", ")))"
    }

    /// A comparison is a `bool`, which would print as `True`: it is turned into the integer it stands for.
    private static func plainInteger(_ value: Expression) -> String {
        value.isTruthValue ? "int(\(value.python))" : value.python
    }
}

extension Program.Statement {
    fileprivate var isOutput: Bool {
        if case .output = self { return true }
        return false
    }
}

extension PythonEmission {
    /// A name for the table's state that is no input.
    private var stateName: String { Recurrence.free("state", among: Set(program.inputs)) }

    private var tableLiteral: String? {
        guard case .table(let table) = program.body else { return nil }
        let result = program.outputCount == 1 ? "output" : "outputs"
        let comment = "# (\(stateName), \(tableVariables)): (next \(stateName), \(result))"
        var lines = [comment, "TABLE = {"]
        for group in Self.byState(table.transitions) {
            let entries = group.map(entry)
            let row = "    \(entries.joined(separator: ", ")),"
            lines += row.utf8.count <= 100 ? [row] : entries.map { "    \($0)," }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    private var tableFunction: String {
        guard case .table(let table) = program.body else { return "" }
        let output = Recurrence.free("y", among: Set(program.inputs + [stateName]))
        return """
            def \(functionName)(xs):
                ys = []
                \(stateName) = \(table.initial)
                for \(tableVariables) in xs:
                    \(stateName), \(output) = TABLE[\(stateName), \(tableVariables)]
                    ys.append(\(output))
                return ys
            """
    }

    private static func byState(_ transitions: [Program.Table.Transition]) -> [[Program.Table.Transition]] {
        transitions.reduce(into: []) { groups, transition in
            if groups.last?.last?.state == transition.state {
                groups[groups.count - 1].append(transition)
            } else {
                groups.append([transition])
            }
        }
    }

    /// What is read at a position of a table: a symbol in one variable.
    private var tableVariables: String { symbols == nil ? loopVariables : "x" }

    private func entry(_ transition: Program.Table.Transition) -> String {
        if let symbols {
            let (letter, answer) = symbols.pythonEntry(transition.input, transition.output)
            return "(\(transition.state), \(letter)): (\(transition.next), \(answer))"
        }
        let key = ([transition.state] + transition.input).map(String.init).joined(separator: ", ")
        let outputs = transition.output.map(String.init)
        let output = outputs.count == 1 ? outputs[0] : "(\(outputs.joined(separator: ", ")))"
        return "(\(key)): (\(transition.next), \(output))"
    }

    /// The end of the file, which runs when the file is run: the same for all programs of a kind and of these widths.
    static func script(inputs width: Int, outputs: Int, kind: Program.Kind) -> String {
        let parse = width == 1 ? "int(argument)" : "tuple(int(part) for part in argument.split(\",\"))"
        let check =
            width == 1 ? "" : "\n        if any(len(x) != \(width) for x in xs):\n            raise ValueError"
        let example = width == 1 ? "1 0 1 1" : (0..<2).map { Self.example(width, $0) }.joined(separator: " ")
        let expected = width == 1 ? "one integer" : "\(width) integers joined by commas"
        let result = outputs == 1 ? "*f(xs)" : "*(\",\".join(map(str, y)) for y in f(xs))"
        return """
            if __name__ == "__main__":
                import sys

                try:
                    xs = [\(parse) for argument in sys.argv[1:]]\(check)
                except ValueError:
                    sys.stderr.write("expected \(expected) an argument, for example: python3 program.py \(example)\\n")
                    sys.exit(2)
            \(printing(result, kind))
            """
    }

    /// The last lines of a script: the answers are printed, or it is said that there are none.
    static func printing(_ result: String, _ kind: Program.Kind) -> String {
        """
            try:
                print(\(result))
            except \(kind == .table ? "KeyError" : "ZeroDivisionError") as error:
                sys.stderr.write(f"not defined for these inputs: {error}\\n")
                sys.exit(2)

        """
    }

    private static func example(_ width: Int, _ first: Int) -> String {
        (0..<width).map { "\(($0 + first + 1) % 2)" }.joined(separator: ",")
    }
}

extension PythonEmission {
    private var docstring: String { Self.docstring(title, evidence) }

    /// A heading, and lines below it, as a docstring; whatever text they are, they end it nowhere.
    static func docstring(_ title: String, _ lines: [String] = []) -> String {
        let heading = escaped(title)
        if lines.isEmpty { return "\"\"\"\(heading)\"\"\"" }
        return "\"\"\"\(heading)\n\n\(lines.map(escaped).joined(separator: "\n"))\n\"\"\""
    }

    /// Text made safe between triple quotes: backslashes, control and non-ASCII characters, and quotes that would join others.
    private static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.map { index in
            let scalar = scalars[index]
            switch scalar {
            case "\\": return "\\\\"
            case "\n": return "\\n"
            case "\"":
                let isSafe = index + 1 < scalars.count && scalars[index + 1] != "\""
                return isSafe ? "\"" : "\\\""
            case _ where (32..<127).contains(scalar.value): return String(scalar)
            default: return escape(scalar.value)
            }
        }.joined()
    }

    static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let (letter, width) = value < 256 ? ("x", 2) : value < 65_536 ? ("u", 4) : ("U", 8)
        return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
    }
}

extension PythonEmission {
    /// The program as a report publishes it: its docstring says of what task and of what network it is.
    ///
    /// - Parameters:
    ///   - program: the program.
    ///   - task: what it was recovered for.
    ///   - network: what it was recovered from, as trained.
    ///   - route: the name of the route that found it.
    ///   - seed: of the whole run.
    public init(_ program: Program, for task: SequenceTask, from network: some Network, route: String, seed: UInt64) {
        self.init(program, task, from: Self.origin(network), route: route, seed: seed)
    }

    /// The same of a network that is known by its answers, which itself is not at hand.
    public init(_ program: Program, ofServed task: SequenceTask, route: String, seed: UInt64) {
        self.init(program, task, from: Self.served, route: route, seed: seed)
    }

    private init(_ program: Program, _ task: SequenceTask, from origin: String, route: String, seed: UInt64) {
        self.init(
            program, title: "\(task.name): \(task.summary)",
            evidence: [
                "Recovered by Glassbox from \(origin), seed \(seed).",
                "Route: \(route). What was checked, and what held, is in audit.json.",
            ], symbols: task.symbols)
    }

    private static let served = "a network that is known by its answers"

    private static func origin(_ network: some Network) -> String {
        if let network = network as? RecurrentNetwork {
            return "a recurrent network (hidden size \(network.hiddenSize), \(network.parameterCount) parameters)"
        }
        guard let network = network as? any VectorNetwork else { return served }
        return "a network that is known by its answers and hidden states (hidden size \(network.hiddenSize))"
    }
}

extension Program {
    /// Next states and outputs as Python text, by the name of the variable.
    public var formulas: [String: String] {
        guard case .formula(_, let statements) = body else { return [:] }
        var result: [String: String] = [:]
        for statement in statements {
            switch statement {
            case .assign(let assignments):
                for assignment in assignments { result[assignment.target] = assignment.value.python }
            case .divide(let quotient, let remainder, let dividend, let divisor):
                result[quotient] = (dividend / divisor).python
                result[remainder] = (dividend % divisor).python
            case .output(let values):
                result["output"] = values.map(\.python).joined(separator: ", ")
            }
        }
        return result
    }
}
