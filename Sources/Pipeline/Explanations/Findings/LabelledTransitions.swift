/// What a network does, told in integers: for the values of some state variables and an input, the next values and the outputs.
///
/// The labels are what makes a formula short or long, so that routes differ in the labels that they propose; how formulas are found
/// for them is the same for all.
struct LabelledTransitions {
    /// Their initial values say where the machine starts.
    let state: [Program.StateVariable]
    let inputs: [String]
    /// `[row][state variables, then inputs]`
    let rows: [[Int]]
    /// For each state variable how its next value is known.
    private(set) var next: [Next]
    /// `[output][row]`
    let outputs: [[Int]]
    /// Where the search for formulas ends.
    var limits = Self.usual
    /// What has to be met by the choice of the initial values, where they are free; nil where they are given.
    var freeStart: FreeStart?

    enum Next {
        /// By its formula.
        case formula(Expression)
        /// By its value in each row.
        case values([Int])
    }

    /// Formulas of which a program is written out.
    private static let finalists = 3
    /// Labels that suit a machine suit it with short formulas.
    private static let usual = limits(checks: 10_000_000, stored: 200_000, leaves: 8)
    /// Where a formula is known already and a shorter one is hoped for, or the labels are a guess.
    static let brief = limits(checks: 2_000_000, stored: 40_000, leaves: 3)

    /// The labels are one of many guesses.
    static let guess = limits(checks: 400_000, stored: 20_000, leaves: 2)

    private static func limits(checks: Int, stored: Int, leaves: Int) -> EnumerationLimits {
        var limits = EnumerationLimits()
        (limits.checks, limits.stored, limits.leaves) = (checks, stored, leaves)
        return limits
    }

    private var variables: [String] { state.map(\.name) + inputs }

    /// Programs whose formulas fit all rows, at least one where formulas were found for everything; none otherwise.
    ///
    /// Where there are none, or none without a case distinction, which may be there for the start alone, and nothing leads back to
    /// the initial state, its number is also left to the formulas.
    func programs() -> [Program] {
        let found = fittingPrograms
        if found.contains(where: { !$0.distinguishesCases }) { return found }
        return found + (withFreeStart?.fittingPrograms ?? [])
    }

    /// Next states and outputs share one enumeration. Then each is looked for again with the parts of the other's formulas as
    /// leaves: t = 2 s + x serves t // 7 and t % 7.
    private var fittingPrograms: [Program] {
        let unknown = next.compactMap { next -> [Int]? in if case .values(let values) = next { values } else { nil } }
        let index = LinearIndex(variables: variables, rows: rows, targets: unknown + outputs).map { [$0.expression] } ?? []
        func draft(_ formulas: [[Expression]]) -> Draft {
            Draft(next: Array(formulas.prefix(unknown.count)), outputs: Array(formulas.dropFirst(unknown.count)))
        }
        let solved = solve(unknown + outputs, hints: knownParts, within: limits)
        guard let found = solved.all ?? completed(solved, next: unknown.count) else {
            guard !index.isEmpty, let found = solve(unknown + outputs, hints: knownParts + index, within: limits).all else {
                return []
            }
            return programs(of: [draft(found)])
        }
        var drafts = [draft(found)]
        let nextParts = drafts[0].next.compactMap(\.first).flatMap(\.parts)
        if !nextParts.isEmpty, let again = solve(outputs, hints: nextParts, within: Self.brief).all {
            drafts.append(Draft(next: drafts[0].next, outputs: again))
        }
        let outputParts = drafts[0].outputs.compactMap(\.first).flatMap(\.parts)
        if !unknown.isEmpty, !outputParts.isEmpty, let again = solve(unknown, hints: outputParts, within: Self.brief).all {
            drafts.append(Draft(next: again, outputs: drafts[0].outputs))
        }
        // What both are made of, though each alone may have a shorter formula: a + b + c for quotient and remainder.
        if !index.isEmpty, let again = solve(unknown + outputs, hints: index, within: Self.brief).all {
            drafts.append(draft(again))
        }
        return programs(of: drafts)
    }

    /// Outputs that have no formula, looked for once more as formulas of what the state becomes; nil where a next state has none.
    private func completed(_ solved: [[Expression]?], next: Int) -> [[Expression]]? {
        guard next > 0, let updates = Array(solved.prefix(next)).all else { return nil }
        return solve(outputs, hints: knownParts + updates.compactMap(\.first).flatMap(\.parts), within: Self.brief).all
            .map { updates + $0 }
    }

    private func programs(of drafts: [Draft]) -> [Program] {
        let areBits = rows.allSatisfy { $0.suffix(inputs.count).allSatisfy { $0 == 0 || $0 == 1 } }
        let recurrences = drafts.flatMap(recurrences)
        return (freeStart.map { recurrences.compactMap($0.starting) } ?? recurrences).compactMap {
            try? Sequencing.program(for: $0.meaningfullyNamed(inputsAreBits: areBits))
        }
    }

    private struct Draft {
        /// `[unknown next state][alternative]`
        let next: [[Expression]]
        let outputs: [[Expression]]
    }

    /// The parts of the formulas that are known, operands before what is made of them: the dividend of a remainder first.
    private var knownParts: [Expression] {
        let known = next.compactMap { next -> Expression? in
            if case .formula(let formula) = next { formula } else { nil }
        }
        return known.flatMap { formula in formula.children.filter { !$0.children.isEmpty } + formula.parts }
    }

    private func solve(_ targets: [[Int]], hints: [Expression], within limits: EnumerationLimits) -> [[Expression]?] {
        var distinct: [Expression] = []
        for hint in hints where !distinct.contains(hint) { distinct.append(hint) }
        return EnumerativeRegression(
            variables: variables, rows: rows, targets: targets, hints: distinct, limits: limits
        ).solve().map { $0?.expressions }
    }

    /// Each formula's best together, then every alternative to one of them with the best of the others: all combinations would be
    /// exponentially many.
    private func recurrences(_ draft: Draft) -> [Recurrence] {
        let all = (draft.next + draft.outputs).map { Array($0.prefix(Self.finalists)) }
        var choices = [all.compactMap(\.first)]
        for (index, alternatives) in all.enumerated() {
            for alternative in alternatives.dropFirst() {
                var choice = choices[0]
                choice[index] = alternative
                choices.append(choice)
            }
        }
        return choices.compactMap { choice in
            var unknown = choice.prefix(draft.next.count)
            let next = next.compactMap { next -> Expression? in
                if case .formula(let formula) = next { return formula }
                return unknown.popFirst()
            }
            return try? Recurrence(
                inputs: inputs, state: state, next: next, outputs: Array(choice.dropFirst(draft.next.count)))
        }
    }
}

extension LabelledTransitions {
    /// A finite machine whose state is one number, its label; of one state it needs none.
    ///
    /// - Parameters:
    ///   - machine: whose rows are listed state by state, letter by letter.
    ///   - labels: one a state, all different.
    ///   - inputs: the names of the inputs.
    ///   - next: how the next label is known; nil for by its values.
    init(_ machine: MealyMachine, labels: [Int], inputs: [String], next: Next? = nil) {
        self.init(machine, variables: machine.stateCount == 1 ? [] : [labels], inputs: inputs)
        if let next, machine.stateCount > 1 { self.next = [next] }
    }

    /// A finite machine whose state is some numbers, which together tell states apart.
    ///
    /// - Parameters:
    ///   - machine: whose rows are listed state by state, letter by letter.
    ///   - variables: `[variable][state]`
    ///   - inputs: the names of the inputs.
    init(_ machine: MealyMachine, variables: [[Int]], inputs: [String]) {
        var table = RowTable()
        for (state, transitions) in machine.transitions.enumerated() {
            for (letter, target) in transitions.enumerated() {
                table.add(
                    variables.map { $0[state] } + machine.letters[letter],
                    variables.map { $0[target] } + machine.outputs[state][letter])
            }
        }
        let columns = table.columns
        let names = Recurrence.stateNames(variables.count)
        self.init(
            state: zip(names, variables).map { Program.StateVariable($0, initial: $1[MealyMachine.initial]) }, inputs: inputs,
            rows: table.keys, next: columns.prefix(variables.count).map { .values($0) },
            outputs: Array(columns.dropFirst(variables.count)))
    }
}

extension LabelledTransitions {
    /// The transitions without those of the initial state, which are to be met by choosing the start; nil where some transition
    /// leads back to it, or nothing is left.
    var withFreeStart: LabelledTransitions? {
        let start = state.map(\.initial)
        let width = state.count
        let columns = next.compactMap { next -> [Int]? in if case .values(let values) = next { values } else { nil } }
        guard freeStart == nil, width > 0, columns.count == width else { return nil }
        let isStart = rows.map { Array($0.prefix(width)) == start }
        let targets = rows.indices.map { row in columns.map { $0[row] } }
        let kept = rows.indices.filter { !isStart[$0] }
        guard !targets.contains(start), !kept.isEmpty, kept.count < rows.count else { return nil }
        let first = rows.indices.filter { isStart[$0] }
        var others = LabelledTransitions(
            state: state, inputs: inputs, rows: kept.map { rows[$0] },
            next: columns.map { column in .values(kept.map { column[$0] }) },
            outputs: outputs.map { output in kept.map { output[$0] } }, limits: limits)
        others.freeStart = FreeStart(
            letters: first.map { Array(rows[$0].dropFirst(width)) }, next: first.map { targets[$0] },
            outputs: first.map { row in outputs.map { $0[row] } },
            values: (0..<width).map { column in
                let own = kept.map { rows[$0][column] }
                return (own.min() ?? 0)...(own.max() ?? 0)
            })
        return others
    }
}

extension Program {
    fileprivate var distinguishesCases: Bool {
        statements.flatMap(\.values).flatMap(\.subexpressions).contains { part in
            if case .conditional = part { true } else { false }
        }
    }
}

extension [[Expression]?] {
    /// The lists, if none is missing.
    fileprivate var all: [[Expression]]? {
        let found = compactMap(\.self)
        return found.count == count ? found : nil
    }
}

extension Expression {
    /// The parts that are operations: what another formula may share.
    fileprivate var parts: [Expression] { subexpressions.filter { !$0.children.isEmpty } }
}
