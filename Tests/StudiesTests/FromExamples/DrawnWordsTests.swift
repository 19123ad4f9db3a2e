import Testing

@testable import Pipeline
@testable import Studies

@Suite struct StudiesDrawnWordsTests {
    private func words(_ drawn: DrawnWords) -> [[[Symbol]]] { drawn.recording.sequences.map(\.letters) }
    private func labels(_ drawn: DrawnWords) -> [[Symbol]?] { drawn.recording.sequences.map { $0.answers.last ?? nil } }

    @Test func wordsAreDifferentOfEveryLengthAndHalfOfThemAreAccepted() {
        let drawn = DrawnWords(KnownLanguage.tomita[4], count: 1000, wrong: 0, seed: 1)
        let words = words(drawn)
        #expect(Set(words).count == 1000 && Set(words.map(\.count)) == Set(1...16))
        let accepted = labels(drawn).count { $0 == [.truth(true)] }
        #expect((400...600).contains(accepted), "\(accepted)")
        #expect(drawn.wrong.isEmpty && drawn.recording.sequences.map(\.line) == Array(1...1000))
    }

    @Test func labelsAreRightButForThoseThatAreSaidToBeWrong() {
        let language = KnownLanguage.tomita[6]
        let drawn = DrawnWords(language, count: 200, wrong: 3, seed: 2)
        #expect(drawn.wrong.count == 6)
        for sequence in drawn.recording.sequences {
            let word = sequence.letters.map { $0 == [.integer(1)] ? 1 : 0 }
            let isRight = sequence.answers.last == [.truth(language.accepts(word))]
            #expect(isRight != drawn.wrong.contains(sequence.line), "line \(sequence.line)")
        }
    }

    @Test func aLanguageOfFewWordsUsesThemUp() {
        let drawn = DrawnWords(KnownLanguage.tomita[0], count: 500, wrong: 0, seed: 1)
        #expect(labels(drawn).count { $0 == [.truth(true)] } == 16)
    }

    @Test func fewerWordsAreTheBeginningOfMoreAndWrongLabelsChangeNoWord() {
        let language = KnownLanguage.tomita[2]
        let many = DrawnWords(language, count: 300, wrong: 0, seed: 7)
        #expect(words(DrawnWords(language, count: 50, wrong: 3, seed: 7)) == Array(words(many).prefix(50)))
        #expect(words(many) != words(DrawnWords(language, count: 300, wrong: 0, seed: 8)))
    }
}
