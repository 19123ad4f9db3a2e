import Determinism
import Testing

@testable import Pipeline

struct QuestionOpeningTests {
    private func open(
        _ network: FunctionNetwork, _ questions: [String], seed: UInt64 = 1
    ) async throws -> QuestionOpening {
        try await openQuestions(
            network, domain: try QuestionDomain(questions, letters: network.letters), name: "made by hand", seed: seed)
    }

    @Test func copyingIsTheLetterAfter() async throws {
        let opening = try await open(.copier, ["distinct"])
        #expect(opening.heart == "return after(w, last(a))")
        #expect(opening.verdict == .formula)
        #expect(opening.exception == nil)
        #expect(opening.claims.firstDeparture == nil)
        #expect(opening.claims.offPath.allSatisfy { $0.alike == $0.prompts && $0.prompts > 0 })
        // 12 + 12 · 11 + 12 · 11 · 10 + 12 · 11 · 10 · 9
        #expect(opening.claims.exactLengths == 1...4)
        #expect(opening.claims.exactQuestions == 12 + 132 + 1320 + 11880)
    }

    /// 12, 132, 1,320 and 11,880 questions, the last in three parts, and then longer ones.
    @Test func howMuchIsComparedIsTold() async throws {
        var told: [StageProgress] = []
        _ = try await openQuestions(
            FunctionNetwork.copier, domain: try QuestionDomain(["distinct"], letters: FunctionNetwork.copier.letters),
            name: "made by hand", seed: 1, report: { told.append($0) })
        let compared = told.filter { $0.text.hasPrefix("comparing") }.compactMap(\.fraction)
        #expect(compared.first == 0 && compared == compared.sorted() && compared.allSatisfy { $0 < 1 })
        #expect(told.filter { $0.text == "comparing 11880 questions, all of 4 letters" }.count == 3)
        #expect(told.first { $0.text.hasPrefix("looking for a formula:") }?.fraction == 0)
    }

    @Test func sortingIsTheLeastLetterAbove() async throws {
        let opening = try await open(.sorter, ["distinct"])
        #expect(opening.heart == "return above(w, last(a))")
        #expect(opening.verdict == .formula)
    }

    @Test func tiesAreToldApart() async throws {
        let opening = try await open(.majority, [])
        #expect(opening.exception == "tied(w)")
        #expect(opening.verdict == .formula)
        #expect(opening.heart.contains("most(w)"))
        // A third of the words of four letters and more than a fifth of those of twelve are ties.
        let fours = try #require(opening.claims.rows.first { $0.kind == .all && $0.length == 4 })
        #expect(fours.questions == 16 && fours.excepted == 6 && fours.isExact)
        #expect(opening.claims.firstDeparture == nil)
        #expect(opening.claims.firstException != nil)
    }

    @Test func sumsAreFound() async throws {
        let opening = try await open(.adder, ["(0|1[01]*)\\+(0|1[01]*)"])
        #expect(opening.heart == "return at(digits(value(up_to(w, \"+\"), 2) + value(past(w, \"+\"), 2), 2), len(a))")
        #expect(opening.verdict == .formula)
    }

    /// One wrong answer among all questions of three letters is found, and ends the exact lengths.
    @Test func oneWrongQuestionIsFound() async throws {
        let copier = FunctionNetwork.copier
        let network = FunctionNetwork(letters: copier.letters) { question, answer in
            question == [3, 7, 5] && answer == [3, 7] ? nil : copier.next(question, answer)
        }
        let opening = try await open(network, ["distinct"])
        #expect(opening.claims.exactLengths == 1...2 || opening.claims.exactLengths == 4...4)
        let departure = try #require(opening.claims.firstDeparture)
        #expect(departure.question == [3, 7, 5] && departure.before == [3, 7])
        #expect(departure.program == 5 && departure.network == nil && departure.margin == 1)
    }

    /// A few wrong answers without a law are departures: no condition is picked that happens to hold of them.
    @Test func fewDeparturesMakeNoException() async throws {
        let copier = FunctionNetwork.copier
        let network = FunctionNetwork(letters: copier.letters) { question, answer in
            var random = CounterRandom(9, UInt64(question.reduce(1) { ($0 * 13 + $1) % 1_000_003 }))
            return random.integer(in: 0..<60) == 0 && answer.count == 1 ? nil : copier.next(question, answer)
        }
        let opening = try await open(network, ["distinct"])
        #expect(opening.heart == "return after(w, last(a))")
        #expect(opening.exception == nil)
        #expect(opening.claims.firstDeparture != nil)
    }

    /// What follows no small rule is never called a formula.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func noiseIsNoFormula(seed: UInt64) async throws {
        let network = FunctionNetwork(letters: ["a", "b", "c"]) { question, answer in
            guard answer.count < question.count else { return nil }
            var random = CounterRandom(seed, UInt64(question.reduce(1) { $0 * 4 + $1 }), UInt64(answer.count))
            return random.integer(in: 0..<3)
        }
        let opening = try await open(network, [], seed: seed)
        #expect(opening.verdict != .formula, "seed \(seed): \(opening.heart)")
    }

    @Test func theSameSeedFindsTheSame() async throws {
        let (one, other) = (try await open(.sorter, ["distinct"], seed: 5), try await open(.sorter, ["distinct"], seed: 5))
        #expect(one == other)
    }

    @Test func aDomainWithoutQuestionsIsRefused() async throws {
        await #expect(throws: QuestionOpeningError.self) { try await open(.copier, ["distinct", "<1><1>"]) }
    }
}
