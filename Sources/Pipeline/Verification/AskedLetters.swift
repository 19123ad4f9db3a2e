/// The letters of words of which all are asked: all letters, or those that stand for others, where that makes the words longer.
struct AskedLetters: Sendable {
    /// None where they are too many.
    let letters: [Letter]
    /// Whether they stand for others.
    let areMerged: Bool
    /// What is drawn of longer words: half of them as the task draws its own.
    let inputs: InputSpace
    /// The length of the words of which all are asked, and their number.
    let exhaustive: (length: Int, count: Int)?

    private static let greatestLength = 20

    init(of task: SequenceTask, _ network: some Network, most: Int, seed: UInt64) {
        guard let all = task.inputs.explorableLetters else {
            (letters, areMerged, inputs, exhaustive) = ([], false, task.inputs, nil)
            return
        }
        func longest(_ letters: [Letter]) -> (length: Int, count: Int)? {
            InputSpace(Alphabet(letters: letters), length: task.length).exhaustiveLength(most: most, limit: Self.greatestLength)
        }
        let apart = longest(all)
        if apart?.length ?? 0 < task.length {
            let merged =
                task.inputs.representatives
                ?? LetterClasses(network, inputs: task.inputs, letters: all, seed: seed).representatives
            if merged.count < all.count {
                (letters, areMerged, exhaustive) = (merged, true, longest(merged))
                inputs = InputSpace(Alphabet(letters: merged), length: task.length)
                return
            }
        }
        (letters, areMerged, inputs, exhaustive) = (all, false, task.inputs, apart)
    }

    /// The task over these letters.
    func task(like task: SequenceTask) -> SequenceTask {
        SequenceTask(
            name: task.name, summary: task.summary, inputs: InputSpace(Alphabet(letters: letters), length: task.length),
            reference: task.reference)
    }
}
