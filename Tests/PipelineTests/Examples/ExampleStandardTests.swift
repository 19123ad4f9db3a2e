import Testing

@testable import Pipeline

@Suite("What a program is judged by where data are all that is known")
struct ExampleStandardTests {
    private func parity(_ count: Int, _ lengths: ClosedRange<Int>) throws -> (Examples, ExampleAnswers) {
        let words = HandMadeData.words(count, lengths: lengths, seed: 2)
        let examples = try Examples(
            HandMadeData.recording(HandMadeData.labelled(words) { _, word in word.reduce(0, +) % 2 == 1 }))
        return (examples, ExampleAnswers(examples))
    }

    @Test("Held-out sequences are those of the testing part, and all are all, once, by length")
    func groups() throws {
        let (examples, answers) = try parity(300, 5...9)
        let standard = ExampleStandard(examples, answers, suspects: [])
        #expect(standard.recorded.map(\.words.length) == [5, 6, 7, 8, 9])
        #expect(standard.recorded.map(\.words.count).reduce(0, +) == examples.rows.count { $0.part != .testing })
        let heldOut = answers.nodes(of: .testing).count
        // Each answer counts once.
        let counted = standard.heldOut.flatMap { group in
            (0..<group.words.count).map { row in (0..<group.words.length).count { group.answers.isAsked(row, at: $0) } }
        }
        #expect(counted.reduce(0, +) == heldOut && counted.allSatisfy { $0 > 0 } && heldOut > 0)
        for group in standard.recorded {
            for row in 0..<group.words.count {
                let asked = (0..<group.words.length).filter { group.answers.isAsked(row, at: $0) }
                #expect(asked.last == group.words.length - 1)
                for time in asked {
                    #expect(group.answers.answer(row, at: time) == [group.words[row][...time].joined().reduce(0, +) % 2])
                }
            }
        }
        #expect(standard.asked == 300 - heldOut && standard.tolerated == nil)
    }

    @Test("Suspects are not asked; errors are tolerated at their rate")
    func suspects() throws {
        let (examples, answers) = try parity(300, 9...9)
        let suspects = Array(answers.nodes(of: .training).prefix(6))
        let standard = ExampleStandard(examples, answers, suspects: suspects)
        #expect(standard.suspects == 6)
        #expect(standard.recorded.map(\.words.count).reduce(0, +) == examples.rows.count { $0.part != .testing } - 6)
        // One answer a sequence.
        let count = standard.heldOut.reduce(0) { $0 + $1.words.count }
        let expected = Binomial(trials: count, rate: 6 / Double(standard.asked)).quantile(0.99)
        #expect(standard.tolerated == expected && expected > 0 && expected < 5)
    }

    @Test("A sequence of many answers errs as often as one of them is wrong")
    func manyAnswers() throws {
        let words = HandMadeData.words(300, lengths: 40...40, seed: 3)
        let rows = words.map { word in
            RecordedSequence(
                letters: word.map { [.integer($0)] },
                answers: word.indices.map { [.integer(word[...$0].reduce(0, +) % 2)] }, line: 1)
        }
        let examples = try Examples(HandMadeData.recording(rows))
        let answers = ExampleAnswers(examples)
        let standard = ExampleStandard(examples, answers, suspects: Array(answers.nodes(of: .training).prefix(80)))
        let sequences = standard.heldOut.reduce(0) { $0 + $1.words.count }
        // Of some thirty answers of its own, one in a hundred wrong, about a quarter of sequences has one.
        let tolerated = try #require(standard.tolerated)
        #expect(20...45 ~= sequences && 8...20 ~= tolerated, "\(tolerated) of \(sequences)")
    }

    @Test("A held-out word is a case of its own, also where longer words that were trained on begin with it")
    func beginnings() throws {
        let held = ["ab", "ba", "aab", "abb", "bab", "bba", "aaab", "abab", "babb"].first { word in
            Examples.part(of: word.map { [.text(String($0))] }) == .testing
        }
        let word = try #require(held)
        let longer = HandMadeData.words(60, lengths: 6...6, seed: 4).map { letters in
            word + letters.map { $0 == 0 ? "a" : "b" }.joined()
        }
        let rows = (longer + [word, word]).map { text in (text, String(repeating: "·", count: text.count - 1) + "x") }
        let examples = try Examples(HandMadeData.recording(HandMadeData.spelled(rows)))
        let answers = ExampleAnswers(examples)
        let cases = ExampleStandard.heldOut(examples, answers)
        #expect(cases.first.map { $0.words.length == word.count && $0.words.count == 1 } == true)
        // Each word once, though the file has one of them twice, and others begin with it.
        let different = Set(examples.rows.filter { $0.part == .testing }.map(\.word)).count
        #expect(cases.reduce(0) { $0 + $1.words.count } == different)
    }

    @Test("Sequences that the file repeats are judged once; other data are told apart")
    func repetitions() throws {
        let rows = HandMadeData.spelled([("ab", "xy"), ("ab", "xy"), ("b", "y")])
        let examples = try Examples(HandMadeData.recording(rows))
        let standard = ExampleStandard(examples, ExampleAnswers(examples), suspects: [])
        #expect(standard.recorded.map(\.words.count) == [1, 1] && standard.heldOut.isEmpty)
        let other = try Examples(HandMadeData.recording(HandMadeData.spelled([("ab", "xy"), ("ab", "xx"), ("b", "y")])))
        #expect(other.rows != examples.rows)
        #expect(try Examples(HandMadeData.recording(rows)).rows == examples.rows && standard.rows == examples.rows)
    }

    @Test("Answers that others outvote are counted, and both where as many say the one as the other")
    func outvoted() throws {
        let rows = HandMadeData.spelled([("a", "x"), ("a", "y"), ("a", "x"), ("b", "x"), ("b", "y"), ("bb", "·y")])
        let examples = try Examples(HandMadeData.recording(rows))
        let standard = ExampleStandard(examples, ExampleAnswers(examples), suspects: [])
        #expect(standard.outvoted == 3 && standard.suspects == 0)
        #expect(standard.recorded.map(\.words.count) == [1, 1])
    }
}
