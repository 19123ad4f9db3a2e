/// A network that is taught a machine which tells data, on words of the kind that the data have: every letter is answered.
struct MachineLesson: Sendable {
    let examples: Examples
    let answers: ExampleAnswers
    let machine: MealyMachine
    let architecture: Architecture

    /// Trains it, to be judged by the data like any other.
    ///
    /// - Throws: what `deadline` throws.
    func candidate(
        seed: UInt64, _ plan: ExampleRun<Float>.Plan, _ deadline: Deadline
    ) throws -> ExampleCandidate {
        let task = SequenceTask(
            name: examples.name, summary: examples.summary, inputs: examples.inputs,
            reference: MachineScores(machine, examples.code))
        var run = TrainingRun<Float>(task, architecture, seed: seed, recipe: plan.recipe)
        try run.advance(to: plan.checkpoints.last ?? 0, perfect: plan.perfect, deadline: deadline)
        return run.candidate(on: examples, answers)
    }
}

/// The scores that a network has to give for a machine's answers.
private struct MachineScores: Reference {
    let outputWidth: Int
    private let width: Int
    private let places: [Letter: Int]
    private let transitions: [[Int]]
    /// `[state][letter]`
    private let scores: [[[Int]]]

    init(_ machine: MealyMachine, _ code: SymbolCode) {
        (outputWidth, width, transitions) = (code.scoreWidth, code.width, machine.transitions)
        places = Dictionary(uniqueKeysWithValues: zip(machine.letters, machine.letters.indices))
        scores = machine.outputs.map { $0.map { code.scores(of: $0) } }
    }

    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        var state: Int? = MealyMachine.initial
        for time in 0..<word.count / width {
            let place = places[(0..<width).map { word[time * width + $0] }]
            let given = state.flatMap { state in place.map { scores[state][$0] } }
            for output in 0..<outputWidth {
                answers[time * outputWidth + output] = given?[output] ?? Answers.notAsked
            }
            state = state.flatMap { state in place.map { transitions[state][$0] } }
        }
    }
}
