import Testing

@testable import Pipeline

@Suite("Rows with what is known of them")
struct KnownRowTests {
    private func examples(_ rows: [(word: String, answers: String)]) throws -> (Examples, ExampleAnswers) {
        let examples = try Examples(HandMadeData.recording(HandMadeData.spelled(rows)))
        return (examples, ExampleAnswers(examples))
    }

    @Test("Rows end with their last answer, and those without one are left out")
    func ends() throws {
        let (examples, answers) = try examples([("abb", "·n·"), ("ba", "··"), ("b", "y")])
        let rows = examples.knownRows([.training], answers)
        let letters = try ["a", "b"].map { try #require(examples.code.letter([.text($0)])) }
        let (no, yes) = try (#require(examples.code.answer(["n"])), #require(examples.code.answer(["y"])))
        // The first letter of the second row is answered by none; that of the third is.
        #expect(rows.map(\.letters) == [[letters[0], letters[1]], [letters[1]], [letters[1]]])
        #expect(rows.map(\.answers) == [[nil, no], [yes], [yes]])
    }

    @Test("Each answer counts once where that is asked")
    func once() throws {
        let (examples, answers) = try examples([("ab", "ny"), ("aa", "nn"), ("ab", "ny")])
        let all = examples.knownRows([.training], answers)
        let once = examples.knownRows([.training], answers, once: true)
        #expect(all.count == 3 && all.flatMap(\.answers).count { $0 != nil } == 6)
        #expect(once.count == 2 && once.flatMap(\.answers).count { $0 != nil } == 3)
    }

    @Test("Parts are kept apart, and together are everything")
    func parts() throws {
        let words = HandMadeData.words(200, lengths: 1...10, seed: 3)
        let examples = try Examples(HandMadeData.recording(HandMadeData.labelled(words) { _, word in word.last == 1 }))
        let answers = ExampleAnswers(examples)
        let told = examples.knownRows([.training, .choosing], answers, once: true)
        let kept = examples.knownRows([.testing], answers, once: true)
        // A row through a shorter one has that one's answer too.
        #expect((told + kept).flatMap(\.answers).count { $0 != nil } == 200 && !kept.isEmpty)
        #expect(Set(told.map(\.letters)).isDisjoint(with: kept.map(\.letters)))
    }
}
