import Testing

@testable import Pipeline

@Suite("Differences of networks")
struct NetworkDifferencesTests {
    private let space = InputSpace(Alphabet(letters: HandMade.bits), length: 4)

    private func differences(
        _ left: MealyMachine, _ right: MealyMachine, budget: NetworkDifferences.Budget = .init(), jobs: Int = 1
    ) async throws -> NetworkDifferences {
        try await NetworkDifferences(
            (HandMade.network(of: left), 1), (HandMade.network(of: right), 1), over: [space, space], budget: budget, seed: 1,
            jobs: jobs)
    }

    @Test("Networks that compute machines differ as the product of these says")
    func asTheirMachines() async throws {
        let (left, right) = (HandMade.counter(3, shown: 3), HandMade.counter(2, shown: 2))
        let expected = try #require(MachineDifferences(left, right))
        var budget = NetworkDifferences.Budget()
        budget.length = 12
        let found = try await differences(left, right, budget: budget, jobs: 2)
        #expect(found.shortest == expected.shortest && found.isShortest && found.exhaustiveLength == 12)
        #expect(found.byLength == Array(expected.byLength.prefix(12)))
        let again = try await differences(left, right, budget: budget)
        #expect(again == found)
    }

    @Test("Networks that answer alike are said to on what was asked only")
    func alike() async throws {
        let found = try await differences(HandMade.counter(4, shown: 2), HandMade.counter(2, shown: 2))
        #expect(found.shortest == nil && found.exhaustiveLength == 20)
        #expect(found.byLength.last?.words == 1 << 20 && found.byLength.last?.differing == 0)
        #expect(found.drawn.map(\.length) == [40, 40] && found.drawn.allSatisfy { $0.differing == 0 })
        #expect(found.drawn.map(\.words) == [4000, 2])
    }

    @Test("What work allows is asked, and words beyond are drawn")
    func budget() async throws {
        var budget = NetworkDifferences.Budget()
        budget.work = 64
        let found = try await differences(HandMade.counter(7, shown: 7), HandMade.counter(8, shown: 8), budget: budget)
        // 32 words for two networks that cost 1 each.
        #expect(found.exhaustiveLength == 5)
        #expect(found.drawn.filter { $0.kind == .words }.map(\.length) == [8, 20, 40])
        // The run of seven ones and more is not among the words that were all asked.
        let shortest = try #require(found.shortest)
        #expect(shortest.word.letters == Array(repeating: [1], count: 7) && !found.isShortest)
        #expect(shortest.left == [0] && shortest.right == [7])
    }

    @Test("Of letters that are too many to be listed words are drawn")
    func manyLetters() async throws {
        let numbers = InputSpace(Alphabet([0..<1 << 20]), length: 5)
        let found = try await NetworkDifferences(
            (HandMade.totalNetwork, 3), (HandMade.totalNetwork, 3), over: [numbers], seed: 1)
        #expect(found.exhaustiveLength == 0 && found.shortest == nil && found.drawn.map(\.length) == [5, 10, 25, 50, 50])
    }
}
