import Pipeline

/// What tasks say is right.
extension SubjectComparison {
    /// What is right to answer after the last letter of a word, by the names of the tasks that say so: of both subjects, where these
    /// are known.
    ///
    /// A definition in Swift ends the process where it overflows: words longer than the trained ones are not asked of it.
    func rightAnswers(to word: Word) -> [String: [Int]] {
        [left, right].reduce(into: [:]) { answers, subject in
            guard subject.saysWhatIsRight, word.count <= subject.task.length, !word.isEmpty else { return }
            let words = Sequences(one: word, width: subject.task.inputWidth)
            answers[subject.task.name] = subject.task.outputs(for: words).answer(0, at: word.count - 1)
        }
    }
}
