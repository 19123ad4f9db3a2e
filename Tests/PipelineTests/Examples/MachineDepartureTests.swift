import Testing

@testable import Pipeline

@Suite("A machine against the one that is written down")
struct MachineDepartureTests {
    /// Parity of a; b leaves it as it is, or, in a partial machine, is never read in the first state.
    private func parity(isPartial: Bool = false) -> RecordedMachine {
        RecordedMachine(
            name: "parity", letters: [["a"], ["b"]], initial: 0,
            transitions: [
                [.init(target: 1, answer: ["odd"]), isPartial ? nil : .init(target: 0, answer: ["even"])],
                [.init(target: 0, answer: ["even"]), .init(target: 1, answer: ["odd"])],
            ])
    }

    private let code: SymbolCode

    init() throws { code = try SymbolCode(letters: [["a"], ["b"]], answers: [["even"], ["odd"]]) }

    /// Over letters and answers of the code, with letters in an order of its own.
    private func machine(_ letters: [String], _ transitions: [[Int]], _ answers: [[Symbol]]) throws -> MealyMachine {
        MealyMachine(
            letters: try letters.map { try #require(code.letter([.text($0)])) }, transitions: transitions,
            outputs: try answers.map { try $0.map { try #require(code.answer([$0])) } })
    }

    @Test("Equal machines are equal in whatever order their letters come, and with states to spare")
    func equal() throws {
        let found = try machine(
            ["b", "a"], [[0, 1], [1, 2], [2, 1]], [["even", "odd"], ["odd", "even"], ["even", "odd"]])
        #expect(parity().departure(of: found, code) == nil)
    }

    @Test("The shortest word that differs is told")
    func departs() throws {
        // b forgets.
        let found = try machine(["a", "b"], [[1, 0], [0, 0]], [["odd", "even"], ["even", "even"]])
        let letters = try ["a", "b"].map { try #require(code.letter([.text($0)])) }
        #expect(parity().departure(of: found, code) == Word(letters))
    }

    @Test("What a partial machine has no transition for is not asked")
    func partial() throws {
        let found = try machine(["a", "b"], [[1, 1], [0, 1]], [["odd", "odd"], ["even", "odd"]])
        #expect(parity(isPartial: true).departure(of: found, code) == nil && parity().departure(of: found, code) != nil)
    }

    @Test("Of a letter or an answer that it does not have it knows nothing")
    func unknown() throws {
        let short = try machine(["a"], [[1], [0]], [["odd"], ["even"]])
        let silent = MealyMachine(
            letters: try ["a", "b"].map { try #require(code.letter([.text($0)])) }, transitions: [[0, 0]],
            outputs: [[[], []]])
        #expect(parity().departure(of: short, code)?.count == 1 && parity().departure(of: silent, code)?.count == 1)
    }
}
