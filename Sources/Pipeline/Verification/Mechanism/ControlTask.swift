import Determinism

/// The control task of Hewitt and Liang (2019): what is one thing to a probe is given the value of another, drawn at random, so that
/// nothing is left to be read but what the probe can make up, or learn by heart.
struct ControlTask {
    /// Of fewer things the values are shuffled more than once.
    static let few = 32
    private static let shufflesOfFew = 8

    /// Of each state the number of what it is one with, in the order of their first states.
    private let units: [Int]
    /// Of each unit the value of its first state.
    private let labels: [Int]

    init(_ values: [Int], units: [Int]) {
        var labels: [Int] = []
        for state in units.indices where units[state] == labels.count { labels.append(values[state]) }
        (self.units, self.labels) = (units, labels)
    }

    /// What a probe makes of shuffled values, over all shuffles.
    func control(
        _ randomness: CounterRandom, _ score: (_ values: [Int], _ random: CounterRandom) -> ProbeScore
    ) -> Grounding.Control {
        let scores = (0..<(labels.count < Self.few ? Self.shufflesOfFew : 1)).map { round in
            var random = randomness[UInt64(units.count + round)]
            var shuffled = labels
            for last in shuffled.indices.dropFirst().reversed() { shuffled.swapAt(last, random.integer(in: 0..<last + 1)) }
            return score(units.map { shuffled[$0] }, random)
        }
        return Grounding.Control(
            judged: scores.reduce(0) { $0 + $1.judged }, errors: scores.reduce(0) { $0 + $1.errors })
    }
}
