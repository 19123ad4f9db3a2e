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
        let window = HorizonMachine(findings.network, letters: letters, sample: findings.sample)
        if let (one, other) = window.mergedWords {
            throw RouteFailed(
                reason: "words are forgotten: the network answers alike whatever follows \(spelled(one, letters)) and "
                    + spelled(other, letters))
        }
        let base = letters.count
        guard (0..<findings.sample.length).reduce(1, { size, _ in min(size * base, Self.greatest + 1) }) <= Self.greatest else {
            throw RouteFailed(reason: "words of \(findings.sample.length) letters are too large as numbers")
        }
        let state = [Program.StateVariable("u"), Program.StateVariable("v"), Program.StateVariable("p", initial: 1)]
        let trace = TraceRegression(findings, state: state) { values, letter in
            let digit = letter[0] - lowest
            return [base * values[0] + digit, values[1] + values[2] * digit, base * values[2]]
        }
        let (u, v, p) = (Expression.variable("u"), Expression.variable("v"), Expression.variable("p"))
        let digit = Expression.variable(findings.inputNames[0]) - .constant(lowest)
        return try trace.programs(updates: [[.constant(base) * u + digit, v + p * digit, .constant(base) * p]])
    }

    /// Beyond it regression does not take numbers.
    private static let greatest = 1 << 21

    private func spelled(_ word: [Int], _ letters: [[Int]]) -> String {
        word.isEmpty ? "nothing" : word.map { letters[$0].map(String.init).joined(separator: ",") }.joined(separator: " ")
    }
}
