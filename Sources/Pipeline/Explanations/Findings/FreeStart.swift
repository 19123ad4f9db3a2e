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
