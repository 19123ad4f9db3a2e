/// The answers of a network as formulas of state variables that a route has found, whose updates are known.
///
/// The answers are regressed on the variables after the step, and where that does not do, on those before it and the input.
struct TraceRegression {
    private let state: [Program.StateVariable]
    private let inputs: [String]
    /// Distinct rows, each with the answer there.
    private var after = RowTable()
    private var before = RowTable()

    /// How many formulas of one output are written out as programs.
    private static let alternatives = 3

    /// - Parameters:
    ///   - findings: the network is run on its sample.
    ///   - state: the variables, with their initial values.
    ///   - step: what they become when an input is read.
    init(_ findings: Findings, state: [Program.StateVariable], step: (_ state: [Int], _ input: [Int]) -> [Int]) {
        let sample = findings.sample
        let answers = findings.network.answers(to: sample)
        (self.state, inputs) = (state, findings.inputNames)
        for row in 0..<sample.count {
            var values = state.map(\.initial)
            for time in 0..<sample.length {
                let letter = sample.letter(row, at: time)
                let answer = answers.answer(row, at: time)
                let next = step(values, letter)
                before.add(values + letter, answer)
                after.add(next, answer)
                values = next
            }
        }
    }

    /// Programs that update the variables so and give the answers.
    ///
    /// - Parameter alternatives: ways to write what the variables become, in terms of old values and the input, one formula a
    ///   variable.
    /// - Returns: programs of the same answers on the sample, at least one.
    /// - Throws: `RouteFailed` where the answers are no function of the variables, or none was found.
    func programs(updates alternatives: [[Expression]]) throws(RouteFailed) -> [Program] {
        let names = state.map(\.name)
        let fromAfter = formulas(after, of: names)
        guard let outputs = fromAfter ?? formulas(before, of: names + inputs) else { throw failure }
        var written: [Program] = []
        for updates in alternatives {
            let renewed = fromAfter == nil ? [:] : Dictionary(uniqueKeysWithValues: zip(names, updates))
            for rank in 0..<min(Self.alternatives, outputs.map(\.count).max() ?? 0) {
                let chosen = outputs.map { $0[min(rank, $0.count - 1)].substituting(renewed) }
                if let program = program(updates, chosen) { written.append(program) }
            }
        }
        guard !written.isEmpty else { throw RouteFailed(reason: "no program could be written") }
        return written
    }

    private var failure: RouteFailed {
        let names = state.map(\.name)
        guard let row = before.contradiction, after.contradiction != nil else {
            return RouteFailed(reason: "no formula gives the answers from \(names.joined(separator: ", "))")
        }
        let values = zip(names + inputs, row).map { "\($0) = \($1)" }.joined(separator: ", ")
        return RouteFailed(reason: "the network has two answers where \(values)")
    }

    /// For each output its formulas; nil where one has none.
    private func formulas(_ table: RowTable, of variables: [String]) -> [[Expression]]? {
        guard table.contradiction == nil, !table.keys.isEmpty else { return nil }
        let targets = table.columns
        let solutions = EnumerativeRegression(variables: variables, rows: table.keys, targets: targets).solve()
        let bound = after.keys.reduce(0) { bound, row in row.reduce(bound) { max($0, abs($1)) } }
        let found = solutions.compactMap { $0?.expressions.preferringConstants(below: bound) }
        return found.count == targets.count ? found : nil
    }

    /// The program without the variables that nothing shown depends on.
    private func program(_ updates: [Expression], _ outputs: [Expression]) -> Program? {
        let names = state.map(\.name)
        var needed = Set(outputs.flatMap(\.variables))
        for _ in names {
            for (name, update) in zip(names, updates) where needed.contains(name) { needed.formUnion(update.variables) }
        }
        let kept = names.indices.filter { needed.contains(names[$0]) }
        let recurrence = try? Recurrence(
            inputs: inputs, state: kept.map { state[$0] }, next: kept.map { updates[$0] }, outputs: outputs)
        return recurrence.flatMap { try? Sequencing.program(for: $0) }
    }
}

extension [Expression] {
    /// Those without a constant as large as the variables got: it is there because the sample ends, as 11 in `total // 11` for
    /// the sign of a total of ten inputs. All of them if there are no others.
    func preferringConstants(below bound: Int) -> [Expression] {
        let others = filter { expression in
            expression.subexpressions.allSatisfy { part in
                guard case .constant(let value) = part else { return true }
                return value.magnitude <= 2 || value.magnitude < bound
            }
        }
        return others.isEmpty ? self : others
    }
}
