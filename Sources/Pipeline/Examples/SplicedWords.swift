import Determinism

/// Draws words in which letters follow letters as in the data: a word begins as some sequence does, and goes on from each letter
/// as some sequence goes on from that one.
///
/// So words that are asked of a network are of the kind that it was trained on, though none need be among the data.
struct SplicedWords: Sendable {
    private let width: Int
    /// All letters of the data, flat: one row after the other.
    private let letters: [Int]
    /// The first position of each row.
    private let starts: [Int]
    /// By letter: the positions after those that hold it, in the order of the data; none where every row ends there.
    private let after: [Letter: [Int]]

    init(_ examples: Examples) {
        width = examples.code.width
        var (letters, starts): ([Int], [Int]) = ([], [])
        var after: [Letter: [Int]] = [:]
        for row in examples.rows {
            starts.append(letters.count / width)
            letters += row.word
            for time in 1..<max(1, row.answers.count) {
                let letter = Array(row.word[(time - 1) * width..<time * width])
                after[letter, default: []].append(starts[starts.count - 1] + time)
            }
        }
        (self.letters, self.starts, self.after) = (letters, starts, after)
    }

    /// Writes a word as long as the span.
    func draw(_ random: inout CounterRandom, into word: inout MutableSpan<Int>) {
        var position = random.choice(starts)
        for time in 0..<word.count / width {
            if time > 0 {
                let before = Array(letters[position * width..<(position + 1) * width])
                position = random.choice(after[before] ?? starts)
            }
            for feature in 0..<width { word[time * width + feature] = letters[position * width + feature] }
        }
    }
}
