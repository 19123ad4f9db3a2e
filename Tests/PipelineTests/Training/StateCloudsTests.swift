import Determinism
import Testing

@testable import Pipeline

@Suite("Clouds of states")
struct StateCloudsTests {
    /// The walk along words of bits through the places that `place` gives the states of a machine, `spread` about them.
    private func walk(
        _ words: [[Int]], spread: Double, seed: UInt64 = 5, place: (Int) -> [Double], next: (Int, Int) -> Int,
        answer: (Int) -> Double
    ) -> StateWalk {
        var random = CounterRandom(seed)
        var states = [place(0)]
        var steps: [StateWalk.Step] = []
        for word in words {
            var (state, from) = (0, 0)
            for letter in word {
                state = next(state, letter)
                steps.append(.init(from: from, letter: letter, to: states.count, answer: [answer(state)]))
                from = states.count
                states.append(place(state).map { $0 + spread * (random.unit() - 0.5) })
            }
        }
        return StateWalk(states: states, letters: [[0], [1]], steps: steps)
    }

    private func words(_ count: Int, length: Int) -> [[Int]] {
        var random = CounterRandom(9)
        return (0..<count).map { _ in (0..<length).map { _ in random.integer(in: 0..<2) } }
    }

    @Test("A finite machine has a cloud for each of its states, in which its letters lead on")
    func remainders() throws {
        let places = [[0.0, 0], [1, 0.5], [0.2, 1]]
        let clouds = try #require(
            StateClouds(
                walk(
                    words(60, length: 8), spread: 0.1, place: { places[$0] }, next: { ($0 + $1) % 3 },
                    answer: { Double($0) })))
        #expect(clouds.centres.count == 3 && clouds.moves.count == 6)
        for (centre, place) in zip(clouds.centres, places) {
            #expect(zip(centre, place).allSatisfy { abs($0 - $1) < 0.03 }, "\(centre)")
        }
        for move in clouds.moves {
            #expect(move.to == (move.from + Int(move.letter[0])) % 3 && move.answer == [Double(move.to)])
        }
    }

    @Test(
        "States of one answer that are continued alike are one cloud, however many there are; where nothing is asked any will do"
    )
    func coarsest() throws {
        // The parity, and beside it the last letter, which makes no difference.
        let clouds = try #require(
            StateClouds(
                walk(
                    words(60, length: 8), spread: 0, place: { [Double($0 % 2), 0.2 * Double($0 / 2)] },
                    next: { ($0 + $1) % 2 + 2 * $1 }, answer: { $0 == 3 ? .nan : Double($0 % 2) })))
        #expect(clouds.centres.count == 2 && clouds.moves.count == 4)
        #expect(clouds.moves.allSatisfy { $0.answer == [Double($0.to)] })
    }

    @Test(
        "What counts has no clouds: the number that it comes to last is followed by nothing; nor has what is answered in two ways"
    )
    func none() {
        #expect(
            StateClouds(
                walk(words(200, length: 6), spread: 0, place: { [Double($0)] }, next: { $0 + $1 }, answer: { Double($0) }))
                == nil)
        #expect(
            StateClouds(
                walk(words(60, length: 8), spread: 0, place: { _ in [0.5] }, next: { ($0 + $1) % 2 }, answer: { Double($0) }))
                == nil)
    }
}
