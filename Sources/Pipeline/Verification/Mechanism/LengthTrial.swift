import Determinism

/// A linear probe with a score for each value, see `ScoreProbe`, fitted on the states after shorter prefixes and judged on those after
/// longer ones: what it learned by heart of the former helps it with the latter only as far as states recur, see `ControlTask`.
struct LengthTrial {
    /// Lengths of prefixes that are judged: the greatest.
    private static let judgedLengths = 2
    /// With more values it is no classification.
    static let mostValues = 64

    let fitted: [Int]
    let judged: [Int]
    private let states: [[Double]]
    private let values: [Int]
    private let randomness: CounterRandom
    private let meaning: (Int) -> Int
    private let counts: ProbeTrial.Difference

    /// - Parameters:
    ///   - states: one for each prefix.
    ///   - values: what is told apart: the variable's values, or numbers of what gives it a value.
    ///   - lengths: of the prefixes.
    ///   - randomness: what labels are shuffled by.
    ///   - meaning: the variable's value for one of `values`.
    ///   - counts: unless given every difference counts, as it does of controls.
    init(
        _ states: [[Double]], values: [Int], lengths: [Int], randomness: CounterRandom,
        meaning: @escaping (Int) -> Int = { $0 }, counts: @escaping ProbeTrial.Difference = { _, _ in true }
    ) {
        let isLong = Self.areLong(lengths)
        fitted = states.indices.filter { !isLong[$0] }
        judged = states.indices.filter { isLong[$0] }
        (self.states, self.values, self.randomness) = (states, values, randomness)
        (self.meaning, self.counts) = (meaning, counts)
    }

    /// Which of the prefixes of these lengths are judged.
    static func areLong(_ lengths: [Int]) -> [Bool] {
        let first = (lengths.max() ?? 0) - judgedLengths + 1
        return lengths.map { $0 >= first }
    }

    /// What the probe reads; values that no fitted state has are not judged.
    ///
    /// - Complexity: that of `ScoreProbe`.
    var score: ProbeScore { score(values, counts) }

    /// The same with values shuffled over units: of each state the number of what it is one with, in the order of their first states.
    func shuffled(over units: [Int]) -> Grounding.Control {
        ControlTask(values, units: units).control(randomness) { values, _ in score(values) { _, _ in true } }
    }

    private func score(_ labels: [Int], _ counts: ProbeTrial.Difference) -> ProbeScore {
        var score = ProbeScore()
        let known = Set(fitted.map { labels[$0] })
        let probe =
            known.count <= Self.mostValues
            ? ScoreProbe(reading: fitted.map { labels[$0] }, from: fitted.map { states[$0] }) : nil
        for state in judged {
            guard let probe, known.contains(labels[state]) else {
                score.notJudged += 1
                continue
            }
            let (value, read) = (meaning(labels[state]), meaning(probe(states[state])))
            score.note(value, isRight: read == value, counts: counts(state, read))
        }
        return score
    }
}
