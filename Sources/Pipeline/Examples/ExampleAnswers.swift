/// What the data say is right, beginning by beginning, each in one part of them only.
///
/// A beginning that several sequences share belongs to the first part that has an answer to it: training before choosing before
/// testing. So what tests a network is never an answer that it was trained on, also where a tested sequence begins like one of
/// those.
public struct ExampleAnswers: Sendable {
    /// Two sequences that begin alike, and are answered differently there.
    public struct Contradiction: Sendable, Equatable {
        /// The node of the beginning.
        let node: Int
        /// The lines of the file.
        public let lines: [Int]
        public let answers: [[Int]]
    }

    /// `[node]`; nil where nothing was asked.
    private(set) var answer: [[Int]?]
    /// `[node]`; nil where nothing was asked.
    private(set) var part: [Examples.Part?]
    /// In the order of the file.
    public let contradictions: [Contradiction]

    /// Where answers contradict each other, what most rows of the part say is taken for right, and nothing where as many say
    /// otherwise.
    ///
    /// - Complexity: O(positions of all rows).
    public init(_ examples: Examples) {
        var votes: [Int: [(answer: [Int], line: Int, count: Int)]] = [:]
        var (answer, part) = (
            Array<[Int]?>(repeating: nil, count: examples.beginnings.count),
            Array<Examples.Part?>(repeating: nil, count: examples.beginnings.count)
        )
        var contradictions: [Contradiction] = []
        for index in Self.order(examples) {
            let row = examples.rows[index]
            for (time, given) in row.answers.enumerated() {
                guard let given else { continue }
                let node = examples.nodes[index][time]
                let own = time < examples.length ? row.part : .testing
                if part[node] == nil { part[node] = own }
                var known = votes[node] ?? []
                if let other = known.first, other.answer != given {
                    contradictions.append(
                        Contradiction(
                            node: node, lines: [other.line, row.line].sorted(),
                            answers: other.line <= row.line ? [other.answer, given] : [given, other.answer]))
                }
                if part[node] == own {
                    if let place = known.firstIndex(where: { $0.answer == given }) {
                        known[place].count += 1
                    } else {
                        known.append((given, row.line, 1))
                    }
                    votes[node] = known
                }
            }
        }
        for (node, known) in votes {
            let most = known.map(\.count).max() ?? 0
            let winners = known.filter { $0.count == most }
            answer[node] = winners.count == 1 ? winners[0].answer : nil
            if winners.count > 1 { part[node] = nil }
        }
        (self.answer, self.part) = (answer, part)
        self.contradictions = contradictions.sorted { $0.lines[1] < $1.lines[1] }
    }

    /// Rows by part, in the order of the file.
    private static func order(_ examples: Examples) -> [Int] {
        Examples.Part.allCases.flatMap { part in examples.rows.indices.filter { examples.rows[$0].part == part } }
    }

    /// The nodes of a part, in the order in which they were first met.
    func nodes(of part: Examples.Part) -> [Int] { answer.indices.filter { self.part[$0] == part } }

    /// The beginning that is answered in two ways.
    public func word(of contradiction: Contradiction, in examples: Examples) -> Word {
        examples.word(of: contradiction.node)
    }

    /// The same without the answers at some nodes, which nobody asks for any more.
    func without(_ nodes: some Sequence<Int>) -> ExampleAnswers {
        var result = self
        for node in nodes { (result.answer[node], result.part[node]) = (nil, nil) }
        return result
    }
}

extension Examples {
    /// What is right, as far as some parts of the data say, in integers that `write` gives for each answer, so many of them.
    func reference(
        _ parts: Set<Part>, _ answers: ExampleAnswers, width: Int, _ write: ([Int]) -> [Int]
    ) -> ExampleReference {
        var known = Array(repeating: Answers.notAsked, count: beginnings.count * width)
        for node in answers.answer.indices {
            guard let part = answers.part[node], parts.contains(part), let answer = answers.answer[node] else { continue }
            known.replaceSubrange(node * width..<(node + 1) * width, with: write(answer))
        }
        return ExampleReference(beginnings, known: known, outputWidth: width)
    }

    /// The beginning that a node stands for, as the first row has it that goes through it.
    func word(of node: Int) -> Word {
        for (row, path) in nodes.enumerated() {
            guard let time = path.firstIndex(of: node) else { continue }
            return rows[row].word(through: time, width: code.width)
        }
        return []
    }
}
