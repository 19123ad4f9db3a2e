import Pipeline

/// The words of a recording as a tree, a node for each different beginning.
///
/// - Complexity: O(n) in the letters of all sequences, in time and memory.
struct RecordedBeginnings {
    /// What was first answered after a beginning.
    private struct Answer {
        let code: Int
        let line: Int
    }

    /// Beginnings that were answered.
    private(set) var asked = 0
    /// Sequences by their length, and how many different words those are.
    private(set) var lengths: [Int: (count: Int, distinct: Int)] = [:]
    /// How often something else was answered than at first after the same letters.
    private(set) var contradictions = 0
    private(set) var firstContradiction: Contradiction?

    init(_ recording: Recording) {
        var letters: [[Symbol]: Int] = [:]
        var answers: [[Symbol]: Int] = [:]
        var children: [Edge: Int] = [:]
        var first: [Answer?] = [nil]
        var isEnd = [false]
        for sequence in recording.sequences {
            var node = 0
            note(sequence.answerToNothing, after: 0, of: sequence, at: node, &first, &answers)
            for (place, letter) in sequence.letters.enumerated() {
                let code = letters[letter, default: letters.count]
                letters[letter] = code
                let child = children[Edge(node: node, letter: code)] ?? first.count
                if child == first.count {
                    children[Edge(node: node, letter: code)] = child
                    first.append(nil)
                    isEnd.append(false)
                }
                node = child
                note(sequence.answers[place], after: place + 1, of: sequence, at: node, &first, &answers)
            }
            let isNew = !isEnd[node]
            isEnd[node] = true
            let (count, distinct) = lengths[sequence.letters.count] ?? (0, 0)
            lengths[sequence.letters.count] = (count + 1, distinct + (isNew ? 1 : 0))
        }
        asked = first.count { $0 != nil }
    }

    private struct Edge: Hashable {
        let node: Int
        let letter: Int
    }

    private mutating func note(
        _ answer: [Symbol]?, after count: Int, of sequence: RecordedSequence, at node: Int, _ first: inout [Answer?],
        _ answers: inout [[Symbol]: Int]
    ) {
        guard let answer else { return }
        let code = answers[answer, default: answers.count]
        answers[answer] = code
        guard let earlier = first[node] else {
            first[node] = Answer(code: code, line: sequence.line)
            return
        }
        guard earlier.code != code else { return }
        contradictions += 1
        guard firstContradiction == nil, let other = answers.first(where: { $0.value == earlier.code })?.key else { return }
        firstContradiction = Contradiction(
            letters: Array(sequence.letters.prefix(count)), lines: [earlier.line, sequence.line], answers: [other, answer])
    }
}

/// Two answers to the same letters, in the order of the file.
public struct Contradiction: Sendable, Equatable, Codable {
    /// `[time][stream]`.
    public let letters: [[Symbol]]
    /// Where the two sequences begin.
    public let lines: [Int]
    public let answers: [[Symbol]]

    /// The first one in a recording; nil where there is none.
    ///
    /// - Complexity: O(n) in the letters of all sequences.
    public static func first(in recording: Recording) -> Contradiction? { RecordedBeginnings(recording).firstContradiction }
}

extension Contradiction: CustomStringConvertible {
    /// In a clause: `after “a b” line 1 answers “1” and line 4 “0”`.
    public var description: String {
        let shown = letters.suffix(12).map { $0.map(\.name).joined(separator: ",") }.joined(separator: " ")
        let word = letters.isEmpty ? "nothing" : "“\(letters.count > 12 ? "… " : "")\(shown)”"
        let said = answers.map { "“\($0.map(\.name).joined(separator: ","))”" }
        return "after \(word) line \(lines[0]) answers \(said[0]) and line \(lines[1]) \(said[1])"
    }
}
