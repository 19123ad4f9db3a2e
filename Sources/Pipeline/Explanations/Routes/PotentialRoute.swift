/// One number to which each letter adds something almost everywhere, such as the depth of brackets, with exceptions that a case
/// distinction states: a floor, a ceiling, a state for good.
struct PotentialRoute: ExplanationRoute {
    let name = "potential"
    /// Numberings of the states that are regressed.
    private let labellings = 3
    /// Formulas of the next number that are written out as programs.
    private let alternatives = 3

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        try findings.requireUnbounded()
        let letters = try findings.requireLetters()
        let window = HorizonMachine(findings.network, letters: letters, sample: findings.sample)
        guard !window.isCut else {
            throw RouteFailed(reason: "more than \(window.words.count) states show in half the trained length")
        }
        var failure = RouteFailed(
            reason:
                "no numbering of the \(window.words.count) states in half the trained length grows by the same "
                + "wherever a letter is read"
        )
        var found: [Program] = []
        for labelling in PotentialLabelling.best(labellings, of: window.transitions) {
            do throws(RouteFailed) {
                found += try programs(labelling, letters, findings)
            } catch {
                failure = RouteFailed(reason: "the states can be numbered, but \(error.reason)")
            }
        }
        guard !found.isEmpty else { throw failure }
        return found
    }

    private func programs(
        _ labelling: PotentialLabelling, _ letters: [[Int]], _ findings: Findings
    ) throws(RouteFailed) -> [Program] {
        let number = letters.letterNumbers
        let name = name(of: labelling)
        func step(_ label: Int, _ letter: [Int]) -> Int { number[letter].map { labelling.step(label, $0) } ?? label }
        let met = met(findings.sample, step)
        let solutions = EnumerativeRegression(
            variables: [name] + findings.inputNames, rows: met.keys, targets: met.columns
        ).solve()
        guard let solution = solutions.compactMap(\.self).first else {
            throw RouteFailed(reason: "no formula gives the next number")
        }
        let trace = TraceRegression(findings, state: [Program.StateVariable(name)]) { [step($0[0], $1)] }
        let bound = met.keys.reduce(0) { max($0, abs($1[0])) }
        let updates = solution.expressions.preferringConstants(below: bound).prefix(alternatives)
        return try trace.programs(updates: updates.map { [$0] })
    }

    /// What goes up and down by one, but not everywhere, is a `depth`.
    private func name(of labelling: PotentialLabelling) -> String {
        if labelling.increments.allSatisfy({ $0 == 0 || $0 == 1 }) { return "count" }
        let isUniform = labelling.exceptions == 0 && !labelling.hasSinks
        return isUniform || labelling.increments.contains { abs($0) > 1 } ? "total" : "depth"
    }

    /// The next number, for numbers and inputs that the sample shows together.
    private func met(_ sample: Sequences, _ step: (Int, [Int]) -> Int) -> RowTable {
        var table = RowTable()
        for row in 0..<sample.count {
            var label = 0
            for time in 0..<sample.length {
                let letter = sample.letter(row, at: time)
                let next = step(label, letter)
                table.add([label] + letter, [next])
                label = next
            }
        }
        return table
    }
}
