/// A program with finitely many states as the machine that it is.
extension MealyMachine {
    /// Explores the program from its initial state; nil where it has more than `most` states or a step fails.
    public init?(of program: Program, letters: [Letter], most: Int = 4096) {
        let compiled = CompiledProgram(program)
        var states = [compiled.initialState]
        var number = [compiled.initialState: MealyMachine.initial]
        var transitions: [[Int]] = []
        var outputs: [[[Int]]] = []
        while transitions.count < states.count {
            let state = states[transitions.count]
            var row: [Int] = []
            var answers: [[Int]] = []
            for letter in letters {
                guard let (next, output) = compiled.step(state: state, input: letter) else { return nil }
                if number[next] == nil {
                    guard states.count < most else { return nil }
                    number[next] = states.count
                    states.append(next)
                }
                row.append(number[next] ?? MealyMachine.initial)
                answers.append(output)
            }
            transitions.append(row)
            outputs.append(answers)
        }
        self.init(letters: letters, transitions: transitions, outputs: outputs)
    }
}
