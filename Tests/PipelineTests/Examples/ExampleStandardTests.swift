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
        #expect(standard.asked == 300 - heldOut && standard.tolerated(of: 10) == nil)
    }

    @Test("Suspects are not asked; errors are tolerated at their rate")
    func suspects() throws {
        let (examples, answers) = try parity(300, 9...9)
        let suspects = Array(answers.nodes(of: .training).prefix(6))
        let standard = ExampleStandard(examples, answers, suspects: suspects)
        #expect(standard.suspects == 6)
        #expect(standard.recorded.map(\.words.count).reduce(0, +) == examples.rows.count { $0.part != .testing } - 6)
        let expected = Binomial(trials: 30, rate: 6 / Double(standard.asked)).quantile(0.99)
        #expect(standard.tolerated(of: 30) == expected && expected > 0 && expected < 5)
        #expect(standard.tolerated(of: 0) == 0)
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
