import Determinism
import Testing

@testable import Pipeline

struct SequenceOperationTests {
    private static let question = SequenceExpression(.question)
    private static let answer = SequenceExpression(.answer)

    private func letter(_ expression: SequenceExpression, _ question: [Int], _ answer: [Int] = []) -> Int? {
        expression.value(in: Exchange(question, answer), letters: 5).letter
    }

    private func number(_ expression: SequenceExpression, _ question: [Int]) -> Int {
        expression.value(in: Exchange(question), letters: 5).number
    }

    private func sequence(_ expression: SequenceExpression, _ question: [Int]) -> [Int] {
        expression.value(in: Exchange(question), letters: 5).sequence
    }

    @Test func lettersBesideLetters() {
        let last = SequenceExpression(.last, Self.answer)
        let after = SequenceExpression(.after, Self.question, last)
        let before = SequenceExpression(.before, Self.question, last)
        #expect(letter(after, [3, 1, 4], []) == 3)
        #expect(letter(after, [3, 1, 4], [1]) == 4)
        #expect(letter(after, [3, 1, 4], [4]) == nil)
        #expect(letter(after, [3, 1, 4], [0]) == nil)
        #expect(letter(before, [3, 1, 4], []) == 4)
        #expect(letter(before, [3, 1, 4], [4]) == 1)
        #expect(letter(before, [3, 1, 4], [3]) == nil)
        #expect(letter(before, [3, 1, 4], [0]) == nil)
    }

    @Test func orderAndCounts() {
        let last = SequenceExpression(.last, Self.answer)
        #expect(letter(SequenceExpression(.above, Self.question, last), [3, 1, 4], [1]) == 3)
        #expect(letter(SequenceExpression(.above, Self.question, last), [3, 1, 4], []) == 1)
        #expect(letter(SequenceExpression(.above, Self.question, last), [3, 1, 4], [4]) == nil)
        #expect(letter(SequenceExpression(.below, Self.question, last), [3, 1, 4], []) == 4)
        // Equal counts: the first.
        #expect(letter(SequenceExpression(.most, Self.question), [2, 1, 1, 2, 0]) == 2)
        #expect(letter(SequenceExpression(.rarest, Self.question), [2, 1, 1, 2, 0]) == 0)
        #expect(letter(SequenceExpression(.most, Self.question), []) == nil)
        #expect(letter(SequenceExpression(.successor, last), [0], [4]) == nil)
        #expect(letter(SequenceExpression(.predecessor, last), [0], [4]) == 3)
    }

    @Test func pairsAreFollowed() {
        let following = SequenceExpression(.following(2), Self.question, Self.answer)
        let question = [0, 1, 0, 2, 0]
        #expect(letter(following, question, []) == 0)
        #expect(letter(following, question, [0]) == 1)
        #expect(letter(following, question, [0, 1]) == 0)
        #expect(letter(following, question, [0, 1, 0]) == 2)
        #expect(letter(following, question, [0, 1, 0, 2, 0]) == nil)
        #expect(letter(following, question, [3, 3]) == nil)
    }

    @Test func sequencesAndDigits() {
        let number = { SequenceExpression(.number($0)) }
        #expect(sequence(SequenceExpression(.every(3), Self.question, number(1)), [0, 1, 2, 3, 4, 0, 1]) == [1, 4])
        #expect(sequence(SequenceExpression(.every(2), Self.question, number(4)), [0, 1]) == [])
        let minus = SequenceExpression(.subtract, number(0), number(1))
        #expect(sequence(SequenceExpression(.every(2), Self.question, minus), [0, 1]) == [])
        let two = SequenceExpression(.letter(2))
        #expect(sequence(SequenceExpression(.upTo, Self.question, two), [1, 0, 2, 1, 2]) == [1, 0])
        #expect(sequence(SequenceExpression(.past, Self.question, two), [1, 0, 2, 1, 2]) == [1, 2])
        #expect(sequence(SequenceExpression(.past, Self.question, two), [1, 0]) == [])
        #expect(sequence(SequenceExpression(.distinct, Self.question), [1, 0, 1, 2, 0]) == [1, 0, 2])
        #expect(self.number(SequenceExpression(.value(base: 2), Self.question), [1, 1, 0]) == 6)
        #expect(self.number(SequenceExpression(.value(base: 2), Self.question), [1, 2]) == -1)
        #expect(self.number(SequenceExpression(.value(base: 2), Self.question), []) == 0)
        let six = SequenceExpression(.add, number(4), number(2))
        #expect(sequence(SequenceExpression(.digits(base: 2), six), []) == [1, 1, 0])
        #expect(sequence(SequenceExpression(.digits(base: 2), minus), []) == [])
        #expect(self.number(SequenceExpression(.remainder(3), minus), []) == 2)
        #expect(self.number(SequenceExpression(.quotient(3), minus), []) == -1)
    }

    /// What a formula is in Swift and what its text is in Python, on formulas and exchanges that are drawn: letters that are integers,
    /// that are in Python's order, and that are not.
    @Test(arguments: [["0", "1", "2", "3", "4"], ["a", "b", "c"], ["0", "1", "+"], ["é", "'", "\\"]])
    func pythonDoesTheSame(letters: [String]) async throws {
        let seed: UInt64 = 11
        var random = CounterRandom(seed, UInt64(letters.count))
        let grammar = SequenceGrammar(letters: letters, readsAnswer: true)
        for number in 0..<12 {
            let cases = (0..<number % 3).map { _ in
                AnswerFormula.Case(
                    condition: Self.drawn(.truth, depth: 3, grammar, &random),
                    letter: Self.drawn(.letter, depth: 3, grammar, &random))
            }
            let formula = AnswerFormula(cases, otherwise: Self.drawn(.letter, depth: 4, grammar, &random))
            let exchanges = (0..<200).map { _ in
                Exchange(
                    (0..<random.integer(in: 0..<8)).map { _ in random.integer(in: letters.indices) },
                    (0..<random.integer(in: 0..<5)).map { _ in random.integer(in: letters.indices) })
            }
            let program = AnswerProgram(formula, letters: letters, hasEnd: true, most: 12, name: "a\nname")
            let harness = try PythonHarness()
            let own = exchanges.map { formula.letter(after: $0, letters: letters.count) }
            #expect(try await program.nextLetters(after: exchanges, harness) == own, "seed \(seed), \(program.heart)")
            let questions = exchanges.map(\.question)
            let answers = questions.map { formula.answer(to: $0, letters: letters.count, hasEnd: true, most: 12) }
            #expect(try await program.answers(to: questions, most: 12, harness) == answers, "seed \(seed), \(program.heart)")
        }
    }

    /// A formula of a kind, its steps drawn.
    static func drawn(
        _ kind: SequenceOperation.Kind, depth: Int, _ grammar: SequenceGrammar, _ random: inout CounterRandom
    ) -> SequenceExpression {
        let leaves = grammar.leaves.filter { $0.result == kind }
        let steps = grammar.steps.filter { $0.result == kind }
        let chosen = depth == 0 && !leaves.isEmpty ? random.choice(leaves) : random.choice(depth == 0 ? steps : leaves + steps)
        return SequenceExpression(chosen, chosen.operands.map { drawn($0, depth: max(0, depth - 1), grammar, &random) })
    }
}
