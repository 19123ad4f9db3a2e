import Testing

@testable import Pipeline

@Suite("Routes to machines without end")
struct UnboundedRoutesTests {
    private func findings(_ network: RecurrentNetwork, _ range: Range<Int>) -> Findings {
        let task = HandMade.task(range, length: 10)
        return Findings(
            network: network, code: nil, machine: .failure(.notSettled(states: 9, letters: range.count)),
            sample: task.sample(400, for: .extraction, seed: 1), check: task.sample(400, for: .agreement, seed: 1),
            letters: task.inputs.alphabet.letters)
    }

    /// The cheapest program, which has to give the network's answers on fresh, longer sequences.
    private func program(_ route: some ExplanationRoute, _ network: RecurrentNetwork, _ range: Range<Int>) throws -> Program {
        let programs = try route.programs(for: findings(network, range))
        let cheapest = try #require(programs.min { $0.cost < $1.cost })
        // The hand-made palindrome holds no more bits.
        let longer = HandMade.task(range, length: 18).sample(500, for: .longer, seed: 1)
        #expect(Agreement(of: cheapest, on: longer, with: network.run(longer).answers).isPerfect)
        return cheapest
    }

    private func reason(_ route: some ExplanationRoute, _ network: RecurrentNetwork, _ range: Range<Int>) -> String? {
        do throws(RouteFailed) {
            _ = try route.programs(for: findings(network, range))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("A majority is the sign of one total; a constant that only bounds the sample is not preferred")
    func majority() throws {
        let program = try program(CounterRoute(), HandMade.majorityNetwork, 0..<2)
        #expect(program.state.map(\.name) == ["total"])
    }

    @Test("The smaller of two counts")
    func smallerCount() throws {
        let program = try program(CounterRoute(), HandMade.smallerCountNetwork, 0..<3)
        #expect(program.state.map(\.name) == ["count_0", "count_1"])
    }

    @Test("Brackets are a depth that stays below zero for good")
    func brackets() throws {
        let program = try program(PotentialRoute(), HandMade.bracketsNetwork, 0..<2)
        #expect(program.state.map(\.name) == ["depth"])
        #expect(reason(CounterRoute(), HandMade.bracketsNetwork, 0..<2)?.hasPrefix("the order of letters matters") == true)
        #expect(reason(HistoryRoute(), HandMade.bracketsNetwork, 0..<2)?.hasPrefix("words are forgotten") == true)
    }

    @Test("A palindrome compares the bits read forwards with those read backwards")
    func palindrome() throws {
        let program = try program(HistoryRoute(), HandMade.palindromeNetwork, 0..<2)
        #expect(program.state.map(\.name) == ["u", "w", "q"])
        #expect(program.readingCost.strain == program.cost.strain + 9, "none of these names says what it holds")
        #expect(reason(PotentialRoute(), HandMade.palindromeNetwork, 0..<2)?.hasPrefix("no numbering of the 63 states") == true)
    }

    @Test("Inputs that are no digits, too many to write a word in one number, or forgotten")
    func noDigits() {
        #expect(reason(HistoryRoute(), HandMade.majorityNetwork, 0..<1) == "inputs are not the digits of a number")
        #expect(
            reason(HistoryRoute(), HandMade.majorityNetwork, 0..<5) == "words of 10 letters are too large as numbers")
        #expect(reason(HistoryRoute(), HandMade.counter([0, 1, 2]), 0..<3)?.hasPrefix("words are forgotten") == true)
    }
}
