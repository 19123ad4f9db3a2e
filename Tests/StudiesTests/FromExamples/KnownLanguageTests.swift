import Testing

@testable import Pipeline
@testable import Studies

@Suite struct StudiesKnownLanguageTests {
    /// All words of up to 10 letters.
    private static let words = (1...10).flatMap { length in
        (0..<1 << length).map { number in (0..<length).map { number >> $0 & 1 } }
    }

    @Test func tomitasAutomataAreHisLanguages() {
        let rules: [OrdinaryRule] = [
            .tomita1(one: 1), .tomita2(one: 1), .tomita3(one: 1), .tomita4(one: 1), .tomita5(one: 1), .tomita6(one: 1),
            .tomita7(one: 1),
        ]
        #expect(KnownLanguage.tomita.count == 7)
        for (language, rule) in zip(KnownLanguage.tomita, rules) {
            let answers = { (word: [Int]) in Truth.rule(rule).cautiousBehaviour(word)?.last == 1 }
            #expect(Self.words.first { language.accepts($0) != answers($0) } == nil, "\(language.name)")
        }
    }

    @Test func automataAreMinimalAndDefinitionsOfThemselves() throws {
        let drawn = (0..<10).compactMap { KnownLanguage.drawn($0, seed: 1) }
        #expect(drawn.map(\.transitions.count) == [3, 4, 5, 6, 7, 8, 3, 4, 5, 6])
        #expect(KnownLanguage.tomita.map(\.transitions.count) == [2, 3, 5, 4, 4, 3, 5])
        for language in KnownLanguage.tomita + drawn {
            let machine = MealyMachine(
                letters: [[0], [1]], transitions: language.transitions,
                outputs: language.transitions.map { row in row.map { [language.accepting[$0] ? 1 : 0] } })
            #expect(machine.minimised.stateCount == language.transitions.count, "\(language.name)")
            let code = try SymbolCode(letters: [[.integer(0)], [.integer(1)]], answers: [[.truth(false)], [.truth(true)]])
            #expect(language.machine.departure(of: machine, code) == nil, "\(language.name)")
        }
    }

    @Test func theSeedDecides() {
        let one = KnownLanguage.drawn(4, seed: 1)
        #expect(one?.transitions == KnownLanguage.drawn(4, seed: 1)?.transitions)
        #expect(one?.transitions != KnownLanguage.drawn(4, seed: 2)?.transitions)
    }
}
