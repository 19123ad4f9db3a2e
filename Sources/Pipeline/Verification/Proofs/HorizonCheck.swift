/// Whether network and program answer alike on all words up to a horizon: what can be said for certain of programs whose states
/// do not come to an end.
///
/// Every word is tried, so that no hidden state that the network can be in is left out.
struct HorizonCheck {
    /// The length up to which it is complete.
    let horizon: Int
    /// Of at least one letter.
    let words: Int
    /// Words whose last letter the two answer differently.
    let errors: Int
    let firstError: Claim.Disagreement?

    /// Nil where not even two letters have few enough words, or the program fails.
    ///
    /// - Complexity: one step of network and program for each word; at most about 2 · `mostWords` words.
    init?(_ network: some VectorNetwork, _ program: CompiledProgram, _ task: SequenceTask, mostWords: Int = 1 << 16) {
        guard let (length, _) = task.inputs.exhaustiveLength(most: mostWords, limit: task.length), length > 1,
            let visits = SideBySide(network, program, on: .all(over: task.inputs.alphabet.letters, length: length))
        else { return nil }
        let wrong = visits.visits.filter { visits.answers($0.row, at: $0.time) != $0.outputs }
        horizon = length
        words = visits.visits.count
        errors = wrong.count
        firstError = wrong.first.flatMap { visits.disagreement(after: $0, program) }
    }
}

extension SideBySide {
    /// Both sides' outputs along a prefix.
    fileprivate func disagreement(after visit: Visit, _ program: CompiledProgram) -> Claim.Disagreement? {
        let word = prefix(visit)
        guard let outputs = program.run(word.flatMap(\.self)) else { return nil }
        let width = visit.outputs.count
        return Claim.Disagreement(
            input: word, program: word.indices.map { Array(outputs[$0 * width..<($0 + 1) * width]) },
            expected: word.indices.map { answers(visit.row, at: $0) })
    }
}
