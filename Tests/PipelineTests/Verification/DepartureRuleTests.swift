import Testing

@testable import Pipeline

/// Parity of ones, turned over where a condition of the ones and zeros so far is met.
private struct TurnedParity: Network {
    let inputWidth = 1
    let outputWidth = 1
    let initialState = [0, 0]
    let isTurned: @Sendable (_ zeros: Int, _ ones: Int) -> Bool

    func read(_ words: Sequences, from states: [[Int]]) -> Reading<[Int]> {
        Reading(words, from: states) { state, letter in
            let next = [state[0] + 1 - letter[0], state[1] + letter[0]]
            return (next, [isTurned(next[0], next[1]) ? 1 - next[1] % 2 : next[1] % 2])
        }
    }
}

@Suite struct DepartureRuleTests {
    private func rule(_ isTurned: @escaping @Sendable (Int, Int) -> Bool, after kept: Int) throws -> DepartureRule? {
        DepartureRule(
            of: TurnedParity(isTurned: isTurned), from: try HandMade.parityProgram(), over: [[0], [1]], after: kept)
    }

    @Test func aThresholdOfACountIsFound() throws {
        let found = try #require(try rule({ $1 >= 7 }, after: 6))
        #expect(found.conditions == [.init(feature: .count(of: 1), isAtLeast: true, threshold: 7)])
        #expect(found.heldOut.precision == 1 && found.heldOut.recall == 1 && found.heldOutLengths == 15...16)
        // Words of 15 and 16 letters with seven ones or more.
        func choose(_ n: Int, _ k: Int) -> Int { (0..<k).reduce(1) { $0 * (n - $1) / ($1 + 1) } }
        #expect(
            found.heldOut.departing
                == [15, 16].reduce(0) { $0 + (7...$1).map { [length = $1] in choose(length, $0) }.reduce(0, +) })
    }

    @Test func twoConditionsAreFoundWhereOneIsNotEnough() throws {
        let found = try #require(try rule({ $0 >= 6 && $1 >= 6 }, after: 11))
        #expect(found.conditions.count == 2 && found.heldOut.precision == 1 && found.heldOut.recall == 1, "\(found)")
    }

    @Test func whatHasNoShortRuleGetsNone() throws {
        #expect(try rule({ ($0 &* 2_654_435_761 ^ $1 &* 40_503) >> 3 & 7 == 0 && $0 + $1 > 6 }, after: 6) == nil)
        // Departures of the longest words only leave nothing to be judged.
        #expect(try rule({ $0 + $1 >= 15 }, after: 14) == nil)
    }
}
