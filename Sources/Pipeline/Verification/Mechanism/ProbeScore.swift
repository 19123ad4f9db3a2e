/// What came of judging a probe.
struct ProbeScore: Sendable {
    var judged = 0
    var errors = 0
    /// Errors that only longer words than are asked could show.
    var unasked = 0
    /// States of which the fitted ones say nothing.
    var notJudged = 0
    /// Negative where there are errors.
    var margin: Double?
    /// Values that judged states have.
    private var values: Set<Int> = []

    /// - Parameters:
    ///   - value: of the state that is judged.
    ///   - isRight: whether it was read.
    ///   - counts: asked where it was not: whether the difference counts.
    mutating func note(_ value: Int, isRight: Bool, counts: @autoclosure () -> Bool) {
        judged += 1
        values.insert(value)
        guard !isRight else { return }
        errors += 1
        if !counts() { unasked += 1 }
    }

    /// The same with nothing judged where all that was has one value, and was read rightly: a probe that always reads that value
    /// does as well.
    var ofSeveralValues: ProbeScore {
        guard errors == 0, values.count < 2 else { return self }
        return ProbeScore(notJudged: judged + notJudged)
    }
}
