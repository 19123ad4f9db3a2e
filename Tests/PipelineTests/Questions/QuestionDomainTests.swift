import Determinism
import Testing

@testable import Pipeline

struct QuestionDomainTests {
    private func domain(_ conditions: [String], _ letters: [String] = ["0", "1", "+"]) throws -> QuestionDomain {
        try QuestionDomain(conditions, letters: letters)
    }

    @Test func patternsMeanWhatTheySay() throws {
        let sums = try domain(["(0|1[01]*)\\+(0|1[01]*)"])
        #expect(sums.contains([0, 2, 1]))
        #expect(sums.contains([1, 0, 2, 1, 1]))
        #expect(!sums.contains([0, 1, 2, 1]))
        #expect(!sums.contains([1, 2]))
        #expect(!sums.contains([]))
        #expect(sums.questions(ofLength: 3, over: [0, 1, 2], most: 10) == [[0, 2, 0], [0, 2, 1], [1, 2, 0], [1, 2, 1]])
        let threes = try domain(["(...)+"], ["a", "b"])
        #expect(threes.questions(ofLength: 4, over: [0, 1], most: 100) == [])
        #expect(threes.questions(ofLength: 6, over: [0, 1], most: 100)?.count == 64)
        let named = try domain(["<10>.{2}<9>?"], ["9", "10", "11"])
        #expect(named.contains([1, 2, 2]))
        #expect(named.contains([1, 2, 2, 0]))
        #expect(!named.contains([0, 2, 2]))
    }

    @Test func conditionsHoldTogether() throws {
        let pairs = try domain(["increasing", ".."], ["a", "b", "c"])
        #expect(pairs.questions(ofLength: 2, over: [0, 1, 2], most: 10) == [[0, 1], [0, 2], [1, 2]])
        #expect(pairs.questions(ofLength: 1, over: [0, 1, 2], most: 10) == [])
        #expect(try domain(["distinct"]).questions(ofLength: 3, over: [0, 1, 2], most: 10)?.count == 6)
        #expect(try domain([]).questions(ofLength: 3, over: [0, 1, 2], most: 26) == nil)
        #expect(try domain(["all"]).questions(ofLength: 3, over: [0, 1, 2], most: 27)?.count == 27)
    }

    /// What is drawn, what is listed and what is contained are the same questions.
    @Test(arguments: [["distinct"], ["increasing"], ["0.*"], ["(0|1[01]*)\\+(0|1[01]*)"], ["distinct", "[01]*\\+?"]])
    func drawnQuestionsAreListed(conditions: [String]) throws {
        let domain = try domain(conditions)
        var random = CounterRandom(3, 1)
        for length in 1...4 {
            let listed = try #require(domain.questions(ofLength: length, over: [0, 1, 2], most: 100))
            let words = (0..<81).map { number in (0..<length).map { number / [1, 3, 9, 27][$0] % 3 } }
            #expect(Set(listed) == Set(words.filter(domain.contains)), "\(conditions), length \(length)")
            for _ in 0..<20 {
                let drawn = domain.question(ofLength: length, over: [0, 1, 2], &random)
                #expect(drawn.map(listed.contains) ?? listed.isEmpty, "seed 3, \(conditions), length \(length)")
            }
        }
    }

    @Test(arguments: [
        "(", ")", "[", "[0", "x", "*", "0{", "0{99999}", "((0{64}){64}){64}", "(){4096}{4096}{4096}{4096}", "0?{4096}",
        "(|){512}{2}", "<", "<12", "\\", "0{-1}", "[*]",
    ])
    func patternsThatAreNoneAreRefused(text: String) throws {
        #expect(throws: QuestionDomainError.self) { try domain([text]) }
    }

    @Test func patternsAreBounded() throws {
        let deep = String(repeating: "(", count: 500) + "0" + String(repeating: ")", count: 500)
        #expect(throws: QuestionDomainError.self) { try domain([deep]) }
        #expect(throws: QuestionDomainError.self) { try domain([String(repeating: "0", count: 5000)]) }
        // Its automaton doubles with every letter.
        #expect(throws: QuestionDomainError.self) { try domain([".*0" + String(repeating: ".", count: 20)]) }
        #expect(throws: QuestionDomainError.self) { try domain(Array(repeating: "0*", count: 9)) }
    }
}
