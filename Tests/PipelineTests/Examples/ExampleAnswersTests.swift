import Testing

@testable import Pipeline

@Suite("What the data say, each answer in one part")
struct ExampleAnswersTests {
    private func answers(_ rows: [(word: String, answers: String)]) throws -> (Examples, ExampleAnswers) {
        let examples = try Examples(HandMadeData.recording(HandMadeData.spelled(rows)))
        return (examples, ExampleAnswers(examples))
    }

    /// What is right after the last letter of a row.
    private func last(_ row: Int, _ examples: Examples, _ answers: ExampleAnswers) -> [Int]? {
        examples.nodes[row].last.flatMap { answers.answer[$0] }
    }

    @Test("Answers to a shared beginning belong to the first part that has them")
    func sharedBeginnings() throws {
        let seed: UInt64 = 5
        let words = HandMadeData.words(400, lengths: 3...12, seed: seed)
        let sequences = words.enumerated().map { index, word in
            RecordedSequence(
                letters: word.map { [.integer($0)] },
                answers: word.indices.map { [.integer(word[...$0].reduce(0, +))] }, line: index + 1)
        }
        let examples = try Examples(HandMadeData.recording(sequences))
        let answers = ExampleAnswers(examples)
        var first: [Int: Int] = [:]
        for (row, nodes) in examples.nodes.enumerated() {
            let rank = Examples.Part.allCases.firstIndex(of: examples.rows[row].part) ?? 0
            for node in nodes { first[node] = min(first[node] ?? rank, rank) }
        }
        for (node, rank) in first { #expect(answers.part[node] == Examples.Part.allCases[rank], "seed \(seed), node \(node)") }
        let counts = Examples.Part.allCases.map { answers.nodes(of: $0).count }
        #expect(counts.reduce(0, +) == first.count && counts.allSatisfy { $0 > 0 }, "seed \(seed): \(counts)")
        #expect(answers.contradictions.isEmpty)
    }

    @Test("Rows that contradict each other are told with both lines, in the order of the file")
    func contradictions() throws {
        let (examples, answers) = try answers([("ab", "xy"), ("b", "x"), ("ab", "xx"), ("b", "y")])
        #expect(answers.contradictions.map(\.lines) == [[1, 3], [2, 4]])
        #expect(answers.contradictions.map(\.answers) == [[[1], [0]], [[0], [1]]])
        #expect(answers.word(of: answers.contradictions[0], in: examples) == [[0], [1]])
    }

    @Test("What most rows say is taken for right, and nothing where as many say otherwise")
    func majority() throws {
        let (examples, answers) = try answers([("a", "x"), ("a", "y"), ("a", "y"), ("b", "x"), ("b", "y"), ("ba", "·x")])
        #expect(last(0, examples, answers) == [1] && last(3, examples, answers) == nil && last(5, examples, answers) == [0])
        #expect(examples.nodes[3].last.map { answers.part[$0] == nil } == true)
        #expect(answers.contradictions.map(\.lines) == [[1, 2], [1, 3], [4, 5]])
    }

    @Test("Nothing is known where nothing was asked, and no more where answers are taken out")
    func notAsked() throws {
        let (examples, answers) = try answers([("aba", "··y"), ("b", "x")])
        #expect(answers.nodes(of: .training).count == 2 && answers.answer[examples.nodes[0][0]] == nil)
        let fewer = answers.without([examples.nodes[0][2]])
        #expect(fewer.nodes(of: .training) == [examples.nodes[1][0]])
        let word = Sequences(length: 3, width: 1, values: [0, 1, 0])
        let reference = examples.reference([.training], answers, width: 1) { $0 }
        #expect(reference.answers(to: word).values == [Answers.notAsked, Answers.notAsked, 1])
        let none = examples.reference([.testing], answers, width: 1) { $0 }
        #expect(none.answers(to: word).values.allSatisfy { $0 == Answers.notAsked })
    }

    @Test("Positions beyond what is trained on only test")
    func longRows() throws {
        let long = RecordedSequence(
            letters: Array(repeating: [1], count: 130), answers: (0..<130).map { [.integer($0)] }, line: 1)
        let examples = try Examples(HandMadeData.recording([long]))
        let answers = ExampleAnswers(examples)
        #expect(answers.nodes(of: .training).count == 128 && answers.nodes(of: .testing).count == 2)
    }
}
