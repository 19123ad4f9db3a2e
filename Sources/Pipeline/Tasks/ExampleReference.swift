/// The answers that somebody gave to some words, and to their beginnings; nothing is known of any other.
public struct ExampleReference: Reference {
    public let outputWidth: Int
    private let beginnings: PrefixTree
    /// `[node][output]`: the answer after the last letter of a beginning; `Answers.notAsked` where none was given.
    private let known: [Int]

    /// Two examples that begin alike and are answered differently there.
    public struct Contradiction: Error, Equatable {
        public let word: Word
        public let answers: [[Int]]
    }

    /// - Parameters:
    ///   - examples: words with an answer at every position, nil where none was given. Lengths may differ.
    ///   - width: integers in a letter.
    ///   - outputWidth: integers in an answer.
    /// - Throws: `Contradiction` where one beginning has two answers.
    /// - Complexity: O(integers of all examples), times the letters that may follow a beginning.
    public init(_ examples: [(word: Word, answers: [[Int]?])], width: Int, outputWidth: Int) throws(Contradiction) {
        var beginnings = PrefixTree(width: width)
        var known = Array(repeating: Answers.notAsked, count: outputWidth)
        for (word, answers) in examples {
            precondition(word.count == answers.count)
            let letters = word.flatMap(\.self)
            var node = PrefixTree.root
            for (time, answer) in answers.enumerated() {
                node = beginnings.insert(after: node, letters.span, at: time * width)
                if node * outputWidth == known.count {
                    known += Array(repeating: Answers.notAsked, count: outputWidth)
                }
                guard let answer else { continue }
                let place = node * outputWidth..<(node + 1) * outputWidth
                if known[place].first != Answers.notAsked, Array(known[place]) != answer {
                    throw Contradiction(word: Word(word.prefix(time + 1)), answers: [Array(known[place]), answer])
                }
                known.replaceSubrange(place, with: answer)
            }
        }
        (self.known, self.beginnings, self.outputWidth) = (known, beginnings, outputWidth)
    }

    /// Answers `[node][output]` at the beginnings of some words, `Answers.notAsked` where none is known.
    init(_ beginnings: PrefixTree, known: [Int], outputWidth: Int) {
        precondition(known.count == beginnings.count * outputWidth)
        (self.known, self.beginnings, self.outputWidth) = (known, beginnings, outputWidth)
    }

    public func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        var node: Int? = PrefixTree.root
        for time in 0..<word.count / beginnings.width {
            node = node.flatMap { beginnings.child(of: $0, word, at: time * beginnings.width) }
            for output in 0..<outputWidth {
                answers[time * outputWidth + output] = node.map { known[$0 * outputWidth + output] } ?? Answers.notAsked
            }
        }
    }
}
