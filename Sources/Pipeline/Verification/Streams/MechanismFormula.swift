extension StreamMechanism.Formula {
    /// The cheapest formulas of some variables and the last letter that give every answer: at once, or the program's variables first and
    /// the answers of these. Nil where there are none, or the variables are the program's own.
    init?(
        _ variables: StreamVariables, _ recording: StreamRecording, _ values: VariableValues, _ task: SequenceTask,
        _ program: Program
    ) {
        guard !variables.isOfProgram else { return nil }
        let names = variables.members.indices.map { variables.members.count == 1 ? "n" : "n\($0 + 1)" }
        let rows = MechanismRows(variables, recording, values, program, outputs: task.outputWidth)
        let direct = Self.formulas(names + program.inputs, rows.counted, rows.answers).map { Steps(held: [], outputs: $0) }
        guard
            let steps = [direct, Self.throughState(names, rows, program)].compactMap(\.self).min(by: { $0.length < $1.length })
        else { return nil }
        self.variables = variables
        self.names = names
        outputs = steps.outputs
        text = Self.text(variables, names, program.inputs, steps, task)
    }

    /// What is computed, in this order.
    private struct Steps {
        let held: [(name: String, value: String)]
        let outputs: [String]

        /// Characters of it all.
        var length: Int { (held.flatMap { [$0.name, $0.value] } + outputs).reduce(0) { $0 + $1.count } }
    }

    /// The program's variables as formulas of what is counted, and the answers as formulas of these.
    private static func throughState(_ names: [String], _ rows: MechanismRows, _ program: Program) -> Steps? {
        let held = program.state.map(\.name)
        guard !held.isEmpty, Set(held).isDisjoint(with: names + ["t", "xs", "ys"]),
            let states = formulas(names + program.inputs, rows.counted, rows.memories),
            let outputs = formulas(held + program.inputs, rows.held, rows.answers)
        else { return nil }
        return Steps(held: Array(zip(held, states)).map { (name: $0, value: $1) }, outputs: outputs)
    }

    /// Nil where a target has none.
    private static func formulas(_ names: [String], _ rows: [[Int]], _ targets: [[Int]]) -> [String]? {
        let found = EnumerativeRegression(variables: names, rows: rows, targets: targets).solve()
            .compactMap { $0?.expressions.first.map { $0.isTruthValue ? "int(\($0.python))" : $0.python } }
        return found.count == targets.count ? found : nil
    }

    private static func text(
        _ variables: StreamVariables, _ names: [String], _ inputs: [String], _ steps: Steps, _ task: SequenceTask
    ) -> String {
        let isPair = if case .countAtEveryOther = variables.members[0] { true } else { false }
        let updates = zip(variables.members, names).prefix(isPair ? 1 : variables.members.count)
            .map { $0.update($1, inputs, task) }
        let letter = inputs.count == 1 ? inputs[0] : "(\(inputs.joined(separator: ", ")))"
        let answer = steps.outputs.count == 1 ? steps.outputs[0] : "(\(steps.outputs.joined(separator: ", ")))"
        let body = updates + steps.held.map { "\($0.name) = \($0.value)" } + ["ys.append(\(answer))"]
        return
            ([
                "def f(xs):", "    ys = []", "    \(names.joined(separator: " = ")) = 0",
                "    for t, \(letter) in enumerate(xs):",
            ] + body.map { "        " + $0 } + ["    return ys", ""]).joined(separator: "\n")
    }
}

/// What formulas are fitted to: every beginning of the words that were read.
private struct MechanismRows {
    /// Variables and letter; the program's state and letter.
    private(set) var counted: [[Int]] = []
    private(set) var held: [[Int]] = []
    /// `[variable of the program][row]` and `[output][row]`
    private(set) var memories: [[Int]]
    private(set) var answers: [[Int]]

    init(
        _ variables: StreamVariables, _ recording: StreamRecording, _ values: VariableValues, _ program: Program, outputs: Int
    ) {
        let own = program.state.indices.map { StreamVariable.program($0) }
        memories = Array(repeating: [], count: own.count)
        answers = Array(repeating: [], count: outputs)
        for time in 0..<recording.words.length {
            for row in recording.differentBeginnings(through: time) {
                let letter = recording.words.letter(row, at: time)
                let memory = values(own, row, at: time)
                counted.append(values(variables.members, row, at: time) + letter)
                held.append(memory + letter)
                for (variable, value) in memory.enumerated() { memories[variable].append(value) }
                for (output, value) in recording.answers.answer(row, at: time).enumerated() { answers[output].append(value) }
            }
        }
    }
}

extension StreamVariable {
    /// The line that keeps it, in a loop over letters and their places.
    fileprivate func update(_ name: String, _ inputs: [String], _ task: SequenceTask) -> String {
        func isLetter(_ number: Int) -> String {
            let letter = (task.inputs.alphabet.letters(atMost: StreamVariables.mostCounted) ?? [])[number]
            return zip(inputs, letter).map { "\($0) == \($1)" }.joined(separator: " and ")
        }
        switch self {
        case .program: return "pass"
        case .count(let letter): return "\(name) += \(isLetter(letter))"
        // Every letter that is read makes the last place one before the last: the two change places.
        case .countAtEveryOther(let letter, _): return "n1, n2 = n2 + (\(isLetter(letter))), n1"
        case .sum: return "\(name) += \(inputs[0])"
        case .earlier(let back):
            let place =
                inputs.count == 1 ? "xs[t - \(back)]" : "sum(v * 64 ** i for i, v in enumerate(reversed(xs[t - \(back)])))"
            return "\(name) = \(place) if t >= \(back) else -1"
        }
    }
}

extension StreamVariables {
    /// What one of them is called by itself.
    func name(of variable: StreamVariable, _ alphabet: Alphabet) -> String {
        func letter(_ number: Int) -> String {
            (alphabet.letters(atMost: Self.mostCounted) ?? []).indices.contains(number)
                ? alphabet.name(of: (alphabet.letters(atMost: Self.mostCounted) ?? [])[number]) : "letter \(number)"
        }
        switch variable {
        case .program(let number): return members.count == 1 ? name : name.split(separator: ", ").map(String.init)[number]
        case .count(let number): return "count of \(letter(number))"
        case .countAtEveryOther(let number, let back):
            return "count of \(letter(number)), every other place back from the \(back == 0 ? "last" : "one before")"
        case .sum: return "sum"
        case .earlier(let back): return back == 1 ? "the letter before" : "the letter \(back) before"
        }
    }
}
