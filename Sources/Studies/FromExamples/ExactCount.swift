import Reports

/// How many machines of some trials a learner found exactly.
struct ExactCount: Sendable, Equatable {
    let exact: Int
    let of: Int

    var share: Double { of == 0 ? 0 : Double(exact) / Double(of) }
}

extension FromExamplesStudy {
    /// Of the trials with so many words and wrong labels; nil where the learner was not asked.
    func count(
        _ learner: ExampleLearner, words: Int, wrong: Int, family: KnownLanguage.Family? = nil
    ) -> ExactCount? {
        let asked = trials.filter { trial in
            trial.words == words && trial.wrong == wrong && (family == nil || trial.family == family)
        }.compactMap { $0.isExact(by: learner) }
        return asked.isEmpty ? nil : ExactCount(exact: asked.count(where: \.self), of: asked.count)
    }

    /// Suspects of trials with wrong labels, and how many of these are wrong; `wrong` lines are there to be found.
    func suspects(words: Int) -> (told: Int, right: Int, wrong: Int) {
        trials.filter { $0.words == words && $0.wrong > 0 }.map(\.network).reduce(into: (0, 0, 0)) { sum, network in
            sum.0 += network.suspects
            sum.1 += network.rightSuspects
            sum.2 += network.wrongLines
        }
    }
}
