/// Differences between memories of a program that only longer words than are asked can show: the states are *similar*, as cover
/// automata have them (Câmpeanu, Sântean and Yu 2001), though not equivalent.
///
/// A network that was trained on words of n letters was never asked to keep such apart: nine open parentheses after nine letters of
/// ten can be closed no more, and are as good as one closed too early. Memories that no word at all tells apart are another matter: that
/// a program tells them apart is its own doing, and has to be in the network.
struct UnaskedDifference: Sendable {
    private let program: CompiledProgram
    private let letters: [Letter]
    /// Of the words that are asked.
    private let length: Int

    /// With more letters nothing is looked into.
    private static let mostLetters = 64
    /// Pairs of memories that are followed at a time; where more would have to be, nothing is said.
    private static let mostPairs = 512

    /// - Parameters:
    ///   - program: whose memories they are.
    ///   - task: what is read, and how long words are.
    init(_ program: CompiledProgram, _ task: SequenceTask) {
        self.program = program
        letters = task.inputs.alphabet.letters(atMost: Self.mostLetters) ?? []
        length = task.length
    }

    private struct Pair: Hashable { let one: [Int], other: [Int] }

    /// Whether two memories answer alike as long as something is asked, and not for ever.
    ///
    /// - Parameters:
    ///   - one: the memory after some letters.
    ///   - other: another one.
    ///   - read: how many letters that is.
    /// - Returns: false also where no difference is found within twice the length, where there are too many memories to follow, and where
    ///   the program fails.
    /// - Complexity: at most two steps for each letter of 512 pairs, for each letter of twice the length.
    func isUnasked(between one: [Int], and other: [Int], after read: Int) -> Bool {
        var pairs: Set = [Pair(one: one, other: other)]
        for time in read..<max(read, 2 * length) {
            var next: Set<Pair> = []
            // Whether one is found waits for all pairs: a set has no order, and where the program fails on one nothing is said.
            var differs = false
            for pair in pairs {
                for letter in letters {
                    guard let first = program.step(state: pair.one, input: letter),
                        let second = program.step(state: pair.other, input: letter)
                    else { return false }
                    differs = differs || first.outputs != second.outputs
                    if first.state != second.state { next.insert(Pair(one: first.state, other: second.state)) }
                }
            }
            // The first difference is the soonest, as words are followed by their length.
            if differs { return time >= length }
            guard !next.isEmpty, next.count <= Self.mostPairs else { return false }
            pairs = next
        }
        return false
    }
}
