/// The state is the last output, verified on the network: from hidden states with the same output it goes on alike.
struct LastOutputRoute: ExplanationRoute {
    let name = "last output"

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let history = SampledHistory(findings)
        guard history.length > 1 else { throw RouteFailed(reason: "sequences of one position have no last output") }
        if let difference = history.firstDifferenceAfterEqualOutputs() {
            throw RouteFailed(reason: difference)
        }
        try history.requireIntegers()
        guard let labelled = starts(history).lazy.compactMap({ rows(history, start: $0) }).first else {
            throw RouteFailed(reason: "no output that might stand before the first explains the first position")
        }
        let programs = labelled.programs()
        guard !programs.isEmpty else {
            throw RouteFailed(reason: "the last output and the input decide the answer, but no formula of them was found")
        }
        return programs
    }

    /// What the last output may have been before the first, most natural first.
    private func starts(_ history: SampledHistory) -> [[Int]] {
        let columns = (0..<history.outputWidth).map { output in
            Set((0..<history.inputs.count).flatMap { row in (0..<history.length).map { history.answer(row, $0)[output] } })
                .sorted()
        }
        let candidates = columns.map { values in
            let (least, greatest) = (values.first ?? 0, values.last ?? 0)
            return [0, 1, least, greatest, least - 1, greatest + 1]
        }
        return (0..<6).map { index in candidates.map { $0[index] } }
    }

    private func rows(_ history: SampledHistory, start: [Int]) -> LabelledTransitions? {
        var table = RowTable()
        for row in 0..<history.inputs.count {
            for time in 0..<history.length {
                let last = time == 0 ? start : history.answer(row, time - 1)
                table.add(last + history.inputs.letter(row, at: time), history.answer(row, time))
            }
        }
        guard table.contradiction == nil else { return nil }
        let names = Recurrence.stateNames(history.outputWidth)
        return LabelledTransitions(
            state: zip(names, start).map { Program.StateVariable($0, initial: $1) }, inputs: history.inputNames,
            rows: table.keys, next: table.columns.map { .values($0) }, outputs: table.columns)
    }
}
