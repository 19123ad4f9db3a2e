/// A word after whose beginning the task answers otherwise than after the same beginning of the whole word: its outputs depend
/// on inputs that are still to come.
///
/// No network that reads one input after the other can learn such a task, and a check of all words of one length would not
/// cover the shorter ones.
public struct LookAhead: Sendable, Equatable {
    /// The shortest beginning that shows it.
    public let prefix: Word
    /// What follows in the whole word.
    public let rest: Word
    /// The answer at the last position of the prefix, if nothing follows, and in the whole word; at the first position at which
    /// these differ.
    public let position: Int
    public let alone: [Int]
    public let followed: [Int]

    /// The sentence for a page.
    public var reason: String {
        "the task looks ahead: its output at position \(position + 1) of \(prefix.spelled) is \([alone].spelled), but "
            + "\([followed].spelled) where \(rest.spelled) follows, and a network has to answer before it has read that"
    }
}

extension SequenceTask {
    /// Whether outputs depend on the inputs so far only, asked on words of the trained length: every beginning of a word must
    /// have the outputs that it has in the whole word.
    ///
    /// - Parameters:
    ///   - words: how many; all words are tried where there are no more.
    ///   - seed: of the words.
    /// - Returns: the first word that shows the contrary; nil where none does.
    /// - Complexity: O(words · length²)
    public func lookAhead(words: Int = 256, seed: UInt64) -> LookAhead? {
        let inputs = inputs.allWords(most: words) ?? sample(words, for: .causality, seed: seed)
        let whole = outputs(for: inputs)
        for length in 1..<max(1, inputs.length) {
            let beginnings = inputs.beginnings(length)
            let alone = outputs(for: beginnings)
            for row in 0..<inputs.count {
                for time in 0..<length
                where alone.isAsked(row, at: time) && whole.isAsked(row, at: time)
                    && alone.answer(row, at: time) != whole.answer(row, at: time)
                {
                    return LookAhead(
                        prefix: beginnings[row], rest: Word(inputs[row].dropFirst(length)), position: time,
                        alone: alone.answer(row, at: time), followed: whole.answer(row, at: time))
                }
            }
        }
        return nil
    }
}
