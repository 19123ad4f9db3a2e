extension MealyMachine {
    /// The machine that a step is: all states that it leads to, in breadth-first order.
    ///
    /// - Parameters:
    ///   - initial: the state in which it starts.
    ///   - letters: what is read.
    ///   - most: states, of at least one.
    ///   - step: the next state and the answer after a letter; nil where there is none.
    /// - Returns: the machine, not minimal, and what its states are; nil where there are more of them, or a step fails.
    /// - Complexity: a step for each state and letter.
    public static func exploring<State: Hashable>(
        from initial: State, letters: [Letter], most: Int, step: (State, Letter) -> (next: State, answer: [Int])?
    ) -> (machine: MealyMachine, states: [State])? {
        var states = [initial]
        var number = [initial: Self.initial]
        var transitions: [[Int]] = []
        var outputs: [[[Int]]] = []
        while transitions.count < states.count {
            var row: [Int] = []
            var answers: [[Int]] = []
            for letter in letters {
                guard let (next, answer) = step(states[transitions.count], letter) else { return nil }
                let known = number[next] ?? states.count
                if known == states.count {
                    guard known < most else { return nil }
                    number[next] = known
                    states.append(next)
                }
                row.append(known)
                answers.append(answer)
            }
            transitions.append(row)
            outputs.append(answers)
        }
        return (MealyMachine(letters: letters, transitions: transitions, outputs: outputs), states)
    }
}
