/// The state is the last few outputs together with the last few inputs: a scrambler, a count of changes, a difference equation.
///
/// Where they decide the answer on the sample, outputs are looked for as formulas of them; that this is what the network does is
/// decided afterwards, as for every route, by comparing with it on other sequences. One output alone is left to `LastOutputRoute`,
/// inputs alone to `WindowRoute`.
struct MixedMemoryRoute: ExplanationRoute {
    let name = "last outputs and inputs"
    let leastVariables = 2
    /// Outputs and inputs remembered at most, together.
    private let most = 4

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let history = SampledHistory(findings)
        try history.requireIntegers()
        for total in 1...most {
            let deciding = (0...total).compactMap { outputs in
                decided(history, by: Memory(outputs: outputs, inputs: total - outputs)).map { (outputs, $0) }
            }
            // Where fewer do it, more of them say nothing new.
            guard !deciding.isEmpty else { continue }
            guard total > 1 else { throw RouteFailed(reason: "the last output or the last input alone decides the answer") }
            let programs = deciding.filter { $0.0 > 0 }.flatMap { $0.1.programs() }
            guard !programs.isEmpty else {
                throw RouteFailed(
                    reason: "the last \(total) outputs and inputs decide the answer, but no formula of them was found")
            }
            return programs
        }
        throw RouteFailed(reason: "the last \(most) outputs and inputs do not decide the answer")
    }

    private func decided(_ history: SampledHistory, by memory: Memory) -> LabelledTransitions? {
        paddings(history).lazy.compactMap { rows(history, memory, padding: $0) }.first
    }

    private struct Memory {
        let outputs: Int
        let inputs: Int
    }

    /// What outputs may have been before the first, most natural first; inputs were 0.
    private func paddings(_ history: SampledHistory) -> [Int] {
        let first = Set((0..<history.inputs.count).flatMap { history.answer($0, 0) }).sorted()
        return [0, 1] + first.prefix(1).filter { $0 != 0 && $0 != 1 }
    }

    /// Nil where the memory does not decide the answer.
    private func rows(_ history: SampledHistory, _ memory: Memory, padding: Int) -> LabelledTransitions? {
        let (width, answered) = (history.inputs.width, history.outputWidth)
        var table = RowTable()
        for row in 0..<history.inputs.count {
            for time in 0..<history.length {
                let outputs = (1..<memory.outputs + 1).flatMap { delay in
                    time >= delay ? history.answer(row, time - delay) : Array(repeating: padding, count: answered)
                }
                let inputs = (1..<memory.inputs + 1).flatMap { delay in
                    time >= delay ? history.inputs.letter(row, at: time - delay) : Array(repeating: 0, count: width)
                }
                table.add(outputs + inputs + history.inputs.letter(row, at: time), history.answer(row, time))
            }
            if table.contradiction != nil { return nil }
        }
        let names = history.inputNames
        let past = Recurrence.stateNames(memory.outputs * answered)
        let read = (0..<memory.inputs).flatMap { delay in names.map { "\($0)_\(delay + 1)" } }
        let next =
            table.columns.map { LabelledTransitions.Next.values($0) }
            + past.dropLast(answered).map { .formula(.variable($0)) }
            + (names + read).prefix(read.count).map { .formula(.variable($0)) }
        return LabelledTransitions(
            state: past.map { Program.StateVariable($0, initial: padding) } + read.map { Program.StateVariable($0) },
            inputs: names, rows: table.keys, next: next, outputs: table.columns, limits: LabelledTransitions.brief)
    }
}
