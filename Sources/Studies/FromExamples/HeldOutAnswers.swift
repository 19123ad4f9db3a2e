import Pipeline

extension MealyMachine {
    /// How a machine does on the answers that were kept back, each counted once.
    ///
    /// A letter that it does not have ends what it can say: the rest of the row is wrong.
    func heldOut(of examples: Examples, _ answers: ExampleAnswers) -> LearnedExamples.HeldOut {
        let places = Dictionary(uniqueKeysWithValues: zip(letters, letters.indices))
        var (asked, wrong) = (0, 0)
        for row in examples.knownRows([.testing], answers, once: true) {
            var state: Int? = Self.initial
            for (letter, answer) in zip(row.letters, row.answers) {
                let place = places[letter]
                let given = state.flatMap { state in place.map { outputs[state][$0] } }
                state = state.flatMap { state in place.map { transitions[state][$0] } }
                guard let answer else { continue }
                asked += 1
                if given != answer { wrong += 1 }
            }
        }
        return LearnedExamples.HeldOut(asked: asked, wrong: wrong)
    }
}
