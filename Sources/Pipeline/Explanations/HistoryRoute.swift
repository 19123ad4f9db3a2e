/// The whole history as numbers: where every word leads to a state of its own, what was read is written down as digits, forwards in
/// one number and backwards in another.
struct HistoryRoute: ExplanationRoute {
    let name = "history"

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        try findings.requireUnbounded()
        let letters = try findings.requireLetters()
        guard let lowest = letters.first?.first, letters.count > 1, letters.enumerated().allSatisfy({ $1 == [lowest + $0] }) else {
            throw RouteFailed(reason: "inputs are not the digits of a number")
        }
        let window = HorizonMachine(findings.network, letters: letters, sample: findings.sample)
        if let (one, other) = window.mergedWords {
            throw RouteFailed(
                reason: "words are forgotten: the network answers alike whatever follows \(spelled(one, letters)) and "
                    + spelled(other, letters))
        }
        let base = Expression.constant(letters.count)
        let (digit, x) = (Expression.variable(findings.inputNames[0]) - .constant(lowest), letters.count)
        let state = [Program.StateVariable("u"), Program.StateVariable("v"), Program.StateVariable("p", initial: 1)]
        let trace = TraceRegression(findings, state: state) { values, letter in
            let digit = letter[0] - lowest
            return [x &* values[0] &+ digit, values[1] &+ values[2] &* digit, x &* values[2]]
        }
        return try trace.programs(updates: [
            [base * .variable("u") + digit, .variable("v") + .variable("p") * digit, base * .variable("p")]
        ])
    }

    private func spelled(_ word: [Int], _ letters: [[Int]]) -> String {
        word.map { letters[$0].map(String.init).joined(separator: ",") }.joined(separator: " ")
    }
}
