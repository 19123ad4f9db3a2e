/// Whether a task's answers depend on the last few letters only, as sampled words tell: definite events (Perles, Rabin and Shamir 1963).
///
/// Used for one thing only: where letters are bits, an affine f, which can hold the last of them, is tried before others.
struct WindowTest: Sendable {
    /// Letters on which an answer depends, the last of them among these; nil where they are more than half of a word.
    let letters: Int?

    /// Pairs of words that end alike. An answer that depends on more of them once in a thousand is caught by what judges networks.
    private static let pairs = 1024

    /// Of words whose letters are not drawn freely it says nothing: two of them need not make a third.
    init(_ task: SequenceTask, seed: UInt64) {
        guard task.inputs.drawsFreely, task.length > 1 else {
            letters = nil
            return
        }
        let first = task.sample(Self.pairs, for: .initialisation, seed: seed, step: 2)
        let second = task.sample(Self.pairs, for: .initialisation, seed: seed, step: 3)
        let answers = task.outputs(for: first)
        letters = (1...task.length / 2).first { count in
            let alike = task.outputs(for: Self.ending(second, as: first, letters: count))
            return (0..<Self.pairs).allSatisfy {
                alike.answer($0, at: task.length - 1) == answers.answer($0, at: task.length - 1)
            }
        }
    }

    /// The words, each with the last letters of the other's.
    private static func ending(_ words: Sequences, as others: Sequences, letters count: Int) -> Sequences {
        let stride = words.length * words.width
        let kept = stride - count * words.width
        var values = words.values
        for start in Swift.stride(from: 0, to: values.count, by: stride) {
            values.replaceSubrange(start + kept..<start + stride, with: others.values[start + kept..<start + stride])
        }
        return Sequences(count: words.count, length: words.length, width: words.width, values: values)
    }
}
