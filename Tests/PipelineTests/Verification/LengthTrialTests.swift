import Determinism
import Testing

@testable import Pipeline

@Suite struct LengthTrialTests {
    /// States along a line, where value v lies around 3 · v, in `width` directions of which the others are noise.
    private func states(_ count: Int, width: Int, seed: UInt64) -> (states: [[Double]], values: [Int]) {
        var random = CounterRandom(seed)
        let values = (0..<count).map { _ in random.integer(in: 0..<4) }
        let states = values.map { value in
            (0..<width).map { $0 == 0 ? 3 * Double(value) + random.unit() - 0.5 : 0.1 * (random.unit() - 0.5) }
        }
        return (states, values)
    }

    @Test func valuesAlongALineAreRead() throws {
        let (states, values) = states(400, width: 30, seed: 1)
        let probe = try #require(LinearDiscriminant(reading: values, from: states))
        #expect(zip(states, values).allSatisfy { probe($0) == $1 })
    }

    @Test func oneValueIsNothingToBeRead() {
        #expect(LinearDiscriminant(reading: [1, 1], from: [[0], [1]]) == nil)
    }

    @Test func theLongestPrefixesAreJudgedAndShuffledLabelsAreNotRead() {
        let (states, values) = states(600, width: 8, seed: 2)
        let lengths = (0..<600).map { 1 + $0 * 9 / 600 }
        let trial = LengthTrial(states, values: values, lengths: lengths, randomness: CounterRandom(3))
        #expect(trial.judged.allSatisfy { lengths[$0] >= 8 } && trial.fitted.allSatisfy { lengths[$0] < 8 })
        #expect(trial.score.errors == 0 && trial.score.judged == trial.judged.count)
        let shuffled = trial.shuffled(over: Array(0..<600))
        #expect(Double(shuffled.errors) > 0.5 * Double(shuffled.judged))
    }

    @Test("Labels shuffled over few states that recur are known by heart; over many they are not read")
    func recurringStates() {
        let units = (0..<240).map { $0 % 6 }
        let states = units.map { unit in (0..<6).map { $0 == unit ? 1.0 : 0 } }
        let trial = LengthTrial(
            states, values: units.map { $0 % 2 }, lengths: (0..<240).map { 1 + $0 / 24 }, randomness: CounterRandom(5))
        #expect(trial.score.errors == 0 && trial.score.judged == 48)
        let (byHeart, unread) = (trial.shuffled(over: units), trial.shuffled(over: Array(0..<240)))
        #expect(byHeart.judged == 8 * 48 && byHeart.errors == 0)
        #expect(4 * unread.errors > unread.judged)
    }

    @Test func aValueThatOnlyLongPrefixesHaveIsNotJudged() {
        let states = (0..<100).map { [Double($0 % 2), 0.01 * Double($0 % 7)] }
        let values = (0..<100).map { $0 < 90 ? $0 % 2 : 5 }
        let trial = LengthTrial(
            states, values: values, lengths: (0..<100).map { $0 < 90 ? 1 + $0 % 3 : 5 }, randomness: CounterRandom(1))
        #expect(trial.score.notJudged == 10 && trial.score.judged == 0)
    }
}
