/// The state is the last few inputs, verified on the network: it answers alike whatever came before them. Of a finite machine that
/// is known exactly; otherwise what came before is exchanged.
///
/// Where it is so, outputs are a function of the window, which is then looked for on what the network answers. No window at
/// all is a function of the present input.
struct WindowRoute: ExplanationRoute {
    let name = "last inputs"
    /// Values that may stand before the first input, beside 0 and one that is no input.
    private let mostPaddings = 16

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let history = SampledHistory(findings)
        let size = try size(history, machine: try? findings.machine.get().minimal)
        guard let padded = paddings(history).lazy.compactMap({ rows(history, size, padding: $0) }).first else {
            throw RouteFailed(reason: "nothing that stands for missing inputs explains the first positions")
        }
        let programs = padded.programs()
        guard !programs.isEmpty else {
            throw RouteFailed(reason: "the last \(size) inputs decide the answer, but no formula of them was found")
        }
        return programs
    }

    private func size(_ history: SampledHistory, machine: MealyMachine?) throws(RouteFailed) -> Int {
        if let machine {
            guard let size = machine.definiteness else {
                throw RouteFailed(reason: "no number of last inputs decides the machine's state")
            }
            return size
        }
        guard history.length < 2 || history.inputs.count > 1 else {
            throw RouteFailed(reason: "there is no other sequence to exchange a past with")
        }
        let reach = max(0, history.length - 2)
        guard let size = (0...reach).first(where: { history.isDetermined(byLast: $0) }) else {
            throw RouteFailed(reason: "what came before the last \(reach) inputs still changes the network's answers")
        }
        return size
    }

    /// What the window may hold before the first input, most natural first.
    private func paddings(_ history: SampledHistory) -> [Int] {
        let values = Set(history.inputs.values).sorted()
        let step = (values.count - 1) / mostPaddings + 1
        let some = stride(from: 0, to: values.count, by: step).map { values[$0] }
        return [0] + some.filter { $0 != 0 } + [(values.first ?? 0) - 1]
    }

    /// Nil where the first positions contradict the padding.
    private func rows(_ history: SampledHistory, _ size: Int, padding: Int) -> LabelledTransitions? {
        let width = history.inputs.width
        var table = RowTable()
        for row in 0..<history.inputs.count {
            for time in 0..<history.length {
                let window = (1...max(1, size)).prefix(size).flatMap { delay in
                    time >= delay ? history.inputs.letter(row, at: time - delay) : Array(repeating: padding, count: width)
                }
                table.add(window + history.inputs.letter(row, at: time), history.answer(row, time))
            }
        }
        guard table.contradiction == nil else { return nil }
        let inputs = history.inputNames
        let names = (0..<size).flatMap { delay in inputs.map { "\($0)_\(delay + 1)" } }
        let next = (inputs + names).prefix(names.count).map { LabelledTransitions.Next.formula(.variable($0)) }
        return LabelledTransitions(
            state: names.map { Program.StateVariable($0, initial: padding) }, inputs: inputs, rows: table.keys, next: next,
            outputs: table.columns)
    }
}
