import Testing

@testable import Pipeline

@Suite struct ReferenceComparisonTests {
    /// Parity of up to three ones, from then on 1.
    private struct Tired: Network {
        var inputWidth: Int { 1 }
        var outputWidth: Int { 1 }
        var initialState: Int { 0 }

        func read(_ words: Sequences, from states: [Int]) -> Reading<Int> {
            Reading(words, from: states) { ones, letter in
                let now = min(4, ones + letter[0])
                return (now, [now > 3 ? 1 : now % 2])
            }
        }
    }

    private static let parity = SequenceTask(
        name: "parity", summary: "the parity", inputRange: 0..<2,
        behaviour: { word, answers in
            var ones = 0
            for time in word.indices {
                ones += word[time]
                answers[time] = ones % 2
            }
        })

    private static var task: SequenceTask {
        SequenceTask(
            name: "tired", summary: "what it answers", inputs: parity.inputs, reference: NetworkReference(Tired()))
    }

    /// Of words of four letters one has four ones; of five letters, with 4 of 5 (wrong by 1) and none with 5 (parity is 1 too): five.
    @Test func itsShortestErrorsAreFoundAndCounted() throws {
        let found = try ReferenceComparison(
            of: Tired(), program: nil, for: Self.task, against: Self.parity, fingerprint: nil, seed: 1)
        #expect(found.exhaustive == 15)
        #expect(found.words.prefix(5).map(\.networkReference) == [0, 0, 0, 1, 5])
        #expect(found.words.prefix(5).map(\.count) == [2, 4, 8, 16, 32])
        #expect(found.words.allSatisfy { $0.programNetwork == nil })
        let first = try #require(found.errors.first)
        #expect(first.word == [[1], [1], [1], [1]] && first.network == [1] && first.reference == [0])
        #expect(found.errors.map(\.word.count) == found.errors.map(\.word.count).sorted())
    }

    @Test func rowsOfDataJudgeToo() throws {
        func word(_ letters: String) -> [[Symbol]] { letters.map { [.text(String($0))] } }
        // Rows that are alike judge once.
        let rows = ["bb", "bbbb", "a", "bbb", "bbbb", "bbbb"].enumerated().map { line, letters in
            RecordedSequence(word: word(letters), label: [.truth(letters == "bbb")], line: line + 1)
        }
        let examples = try Examples(Recording(name: "log", inputNames: ["x"], outputNames: ["y"], sequences: rows))
        let named = SequenceTask(
            name: "tired", summary: "what it answers", inputs: Self.parity.inputs, reference: NetworkReference(Tired()),
            symbols: try SymbolCode(letters: [[.text("a")], [.text("b")]], answers: [[.text("no")], [.text("yes")]]))
        let found = try ReferenceComparison(of: Tired(), program: nil, for: named, against: examples, fingerprint: "f")
        #expect(found.words.map(\.count) == [1, 1, 1, 1] && found.words.map(\.networkReference) == [0, 0, 0, 1])
        #expect(found.errors.map(\.word) == [[[1], [1], [1], [1]]])
    }

    /// Of another width, or with letters that the reference does not have: asked of them, a definition would end the process.
    @Test func onlyWhatBothReadIsAsked() throws {
        let pairs = SequenceTask(
            name: "pairs", summary: "", inputs: InputSpace(Alphabet([0..<2, 0..<2]), length: 5),
            reference: FunctionReference(outputWidth: 1) { _, _ in })
        #expect(ReferenceComparison.misfit(of: Self.task, against: pairs) == NoReference("pairs", lacks: "letter"))
        #expect(throws: NoReference("pairs", lacks: "letter")) {
            _ = try ReferenceComparison(of: Tired(), program: nil, for: Self.task, against: pairs, fingerprint: nil, seed: 1)
        }
        let wide = SequenceTask(
            name: "wide", summary: "", inputs: InputSpace(Alphabet([0..<5]), length: 5), reference: NetworkReference(Tired()))
        let found = try ReferenceComparison(
            of: Tired(), program: nil, for: wide, against: Self.parity, fingerprint: nil, seed: 1)
        #expect(found.words.first?.count == 2)
        #expect(ReferenceComparison.misfit(of: wide, against: Self.parity) == nil)
        let two = SequenceTask(
            name: "two", summary: "", inputs: Self.parity.inputs, reference: FunctionReference(outputWidth: 2) { _, _ in })
        #expect(throws: NoReference("two", lacks: "answer")) {
            _ = try ReferenceComparison(of: Tired(), program: nil, for: Self.task, against: two, fingerprint: nil, seed: 1)
        }
    }

    @Test func whatHasNothingInCommonIsRefused() throws {
        let other = SequenceTask(
            name: "letters", summary: "", inputs: Self.parity.inputs, reference: Self.parity.reference,
            symbols: try SymbolCode(letters: [[.text("x")], [.text("y")]], answers: [[.integer(0)], [.integer(1)]]))
        #expect(throws: NoReference("letters", lacks: "letter")) {
            _ = try ReferenceComparison(
                of: Tired(), program: nil, for: Self.task, against: other, fingerprint: nil, seed: 1)
        }
    }

    @Test func symbolsThatAreWrittenOtherwiseAreTheSame() throws {
        let texts = try SymbolCode(letters: [[.text("0")], [.text("1")]], answers: [[.text("no")], [.text("yes")]])
        let integers = SymbolTranslation(from: texts, to: nil)
        #expect(integers.letter([1]) == [1] && integers.answer(ofOther: [1]) == [1])
        let truths = try SymbolCode(letters: [[.integer(0)], [.integer(1)]], answers: [[.truth(false)], [.truth(true)]])
        let translation = SymbolTranslation(from: nil, to: truths)
        #expect(translation.letter([1]) == [1] && translation.letter([2]) == nil)
        #expect(translation.answer(ofOther: [1]) == [1] && translation.letter(ofOther: [0]) == [0])
    }
}
