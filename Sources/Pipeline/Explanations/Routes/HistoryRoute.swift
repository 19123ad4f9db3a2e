/// The whole history as numbers: where every word leads to a state of its own, what was read is written down as digits,
/// forwards in one number and backwards in another.
struct HistoryRoute: ExplanationRoute {
    let name = "history"

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        try findings.requireUnbounded()
        let letters = try findings.requireLetters()
        guard let lowest = letters.first?.first, letters.count > 1,
            letters.enumerated().allSatisfy({ $1 == [lowest + $0] })
        else {
            throw RouteFailed(reason: "inputs are not the digits of a number")
        }
        let base = letters.count
        // The greatest number is a power of the base; regression does not take greater ones than it holds.
        let size = (0..<findings.sample.length).reduce(1) { size, _ in ValueTable.holds(size) ? size * base : size }
        guard ValueTable.holds(size) else {
            throw RouteFailed(reason: "words of \(findings.sample.length) letters are too large as numbers")
        }
        let window = HorizonMachine(findings.network, letters: letters, sample: findings.sample)
        if let (one, other) = window.mergedWords {
            throw RouteFailed(
                reason: "words are forgotten: the network answers alike whatever follows \(Self.named(one)) and "
                    + Self.named(other))
        }
        // Forwards, backwards and the power of the base: of the letters that say nothing, as rate and level would of change.
        let state = [Program.StateVariable("u"), Program.StateVariable("w"), Program.StateVariable("q", initial: 1)]
        let trace = TraceRegression(findings, state: state) { values, letter in
            let digit = letter[0] - lowest
            return [base * values[0] + digit, values[1] + values[2] * digit, base * values[2]]
        }
        let (u, w, q) = (Expression.variable("u"), Expression.variable("w"), Expression.variable("q"))
        let digit = Expression.variable(findings.inputNames[0]) - .constant(lowest)
        return try trace.programs(updates: [[.constant(base) * u + digit, w + q * digit, .constant(base) * q]])
    }

    private static func named(_ word: Word) -> String {
        word.isEmpty ? "nothing" : word.spelled
    }
}
