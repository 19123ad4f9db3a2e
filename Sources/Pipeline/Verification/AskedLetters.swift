/// The letters of words of which all are asked: all letters, or those that stand for others, where that makes the words longer.
struct AskedLetters: Sendable {
    /// None where they are too many.
    let letters: [Letter]
    /// Whether they stand for others.
    let areMerged: Bool
    /// The length of the words of which all are asked, and their number.
    let exhaustive: (length: Int, count: Int)?

    private static let greatestLength = 20

    init(of task: SequenceTask, _ network: some Network, most: Int, seed: UInt64) {
        guard let all = task.inputs.explorableLetters else {
            (letters, areMerged, exhaustive) = ([], false, nil)
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
            let longer = longest(merged)
            if longer?.length ?? 0 > apart?.length ?? 0 {
                (letters, areMerged, exhaustive) = (merged, true, longer)
                return
            }
        }
        (letters, areMerged, exhaustive) = (all, false, apart)
    }

    /// The task over these letters.
    func task(like task: SequenceTask) -> SequenceTask {
        SequenceTask(
            name: task.name, summary: task.summary, inputs: InputSpace(Alphabet(letters: letters), length: task.length),
            reference: task.reference)
    }
}
