import Pipeline

/// What defines a drawn task.
public enum Truth: Sendable {
    /// One input, one output at a position.
    case program(Program)
    /// A function with a description, and no program behind it.
    case rule(OrdinaryRule)

    /// A program as a Python function, a rule as its description.
    var text: String {
        switch self {
        case .program(let program): PythonEmission(program, title: "").function
        case .rule(let rule): rule.description
        }
    }

    /// Nil for a rule.
    var program: Program? {
        if case .program(let program) = self { program } else { nil }
    }

    var outputWidth: Int {
        switch self {
        case .program(let program): program.outputCount
        case .rule(let rule): rule.outputWidth
        }
    }

    /// The machine over the letters of an alphabet, not yet minimal; nil where it has more than `most` states, or an output at
    /// which the program would raise.
    func machine(over alphabet: Alphabet, most: Int) -> MealyMachine? {
        switch self {
        case .program(let program): MealyMachine(of: program, letters: alphabet.letters, most: most)
        case .rule(let rule): rule.machine(most: most)
        }
    }

    /// The answers to words.
    ///
    /// - Precondition: of the behaviour, when it is run: the program does not raise, and nothing leaves 64 bits.
    var behaviour: FunctionReference.Behaviour {
        switch self {
        case .program(let program):
            let compiled = CompiledProgram(program)
            return { xs, ys in
                guard let outputs = compiled.run(xs.indices.map { xs[$0] }) else {
                    preconditionFailure("a drawn program raises, or leaves 64 bits")
                }
                for t in ys.indices { ys[t] = outputs[t] }
            }
        case .rule(let rule): return rule.behaviour
        }
    }

    /// The same as a function that may fail: the answers to a word `[time][feature]`, nil where the program raises or a number
    /// leaves 64 bits.
    var cautiousBehaviour: (_ word: [Int]) -> [Int]? {
        switch self {
        case .program(let program):
            let compiled = CompiledProgram(program)
            return { compiled.run($0) }
        case .rule(let rule):
            return { word in
                var answers = Array(repeating: 0, count: word.count / rule.alphabet.width * rule.outputWidth)
                var span = answers.mutableSpan
                rule.behaviour(word.span, &span)
                return answers
            }
        }
    }
}
