/// A program with finitely many states as the machine that it is.
extension MealyMachine {
    /// Explores the program from its initial state; nil where it has more than `most` states or a step fails.
    public init?(of program: Program, letters: [Letter], most: Int = 4096) {
        let compiled = CompiledProgram(program)
        let explored = MealyMachine.exploring(from: compiled.initialState, letters: letters, most: most) { state, letter in
            compiled.step(state: state, input: letter).map { ($0.0, $0.1) }
        }
        guard let explored else { return nil }
        self = explored.machine
    }
}
