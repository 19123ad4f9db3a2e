/// Where a machine starts that never comes back to its start: what it does there is one thing, what number stands for it another.
///
/// A greatest number so far has none before the first number is read; formulas of the other states, which do not have to fit some
/// number of the initial one's, say which number may stand for it: one at which they do what the machine does.
struct FreeStart {
    /// What is read in the initial state.
    let letters: [[Int]]
    /// `[letter][state variable]`: what the state becomes.
    let next: [[Int]]
    /// `[letter][output]`
    let outputs: [[Int]]
    /// The values that each state variable has in other states.
    let values: [ClosedRange<Int>]

    /// Starts that are tried.
    private static let most = 20_000

    /// The recurrence from a start at which it does what the machine does in its initial state, the nearest to zero; nil where
    /// there is none.
    func starting(_ recurrence: Recurrence) -> Recurrence? {
        let names = recurrence.state.map(\.name) + recurrence.inputs
        let compiled = (recurrence.next + recurrence.outputs).compactMap { CompiledExpression($0, names: names) }
        guard compiled.count == recurrence.next.count + recurrence.outputs.count else { return nil }
        let start = candidates.first { start in
            letters.indices.allSatisfy { index in
                zip(compiled, next[index] + outputs[index]).allSatisfy { $0.evaluate(start + letters[index]) == $1 }
            }
        }
        return start.flatMap { start in
            try? Recurrence(
                inputs: recurrence.inputs,
                state: zip(recurrence.state, start).map { Program.StateVariable($0.name, initial: $1) },
                next: recurrence.next, outputs: recurrence.outputs, outputNames: recurrence.outputNames)
        }
    }

    /// All combinations of values within the ranges and one beyond them.
    private var candidates: [[Int]] {
        let choices = values.map { (($0.lowerBound - 1)...($0.upperBound + 1)).sorted { (abs($0), $0) < (abs($1), $1) } }
        let count = choices.reduce(1) { min(Self.most + 1, $0 * $1.count) }
        guard count <= Self.most else { return [] }
        return choices.reduce([[]]) { partial, values in partial.flatMap { chosen in values.map { chosen + [$0] } } }
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
