/// Sequences on which two ways to compute the same outputs differ.
///
/// ```swift
/// let words = Sequences.all(over: task.letters, length: 5)
/// let comparison = Comparison(
///     of: trained.network.run(words).answers, with: task.outputs(for: words).values, on: words)
/// print(comparison.errors, "of", words.count, "words are answered wrongly")
/// ```
public struct Comparison: Sendable {
    public private(set) var cases = 0
    public private(set) var errors = 0
    public private(set) var firstError: Claim.Disagreement?
    /// Sequences, those at which nothing was asked too.
    private var rows = 0
    /// Its index among these.
    private(set) var firstErrorRow: Int?
    /// The least number of letters that a sequence has before an answer differs; nil where none does.
    private(set) var earliestError: Int?

    /// Compares flat outputs `[sequence][time][output]` for the sequences of `inputs`.
    ///
    /// Where `expected` is `Answers.notAsked` nothing is compared; a sequence at which nothing was asked is no case.
    public init(of program: [Int], with expected: [Int], on inputs: Sequences) {
        let stride = inputs.count == 0 ? 0 : expected.count / inputs.count
        rows = inputs.count
        for row in 0..<inputs.count {
            let range = row * stride..<(row + 1) * stride
            cases += expected[range].contains { $0 != Answers.notAsked } ? 1 : 0
            guard program[range] != expected[range],
                range.contains(where: { expected[$0] != program[$0] && expected[$0] != Answers.notAsked })
            else { continue }
            errors += 1
            let place = range.first { expected[$0] != program[$0] && expected[$0] != Answers.notAsked } ?? range.lowerBound
            let time = (place - range.lowerBound) / max(1, stride / max(1, inputs.length))
            earliestError = min(earliestError ?? time, time)
            if firstError == nil {
                firstErrorRow = row
                firstError = Claim.Disagreement(
                    input: inputs[row], program: Self.letters(program[range], count: inputs.length),
                    expected: Self.letters(expected[range], count: inputs.length))
            }
        }
    }

    /// Both together, `other` after this one.
    func and(_ other: Comparison) -> Comparison {
        var sum = self
        sum.firstErrorRow = firstErrorRow ?? other.firstErrorRow.map { rows + $0 }
        sum.rows += other.rows
        sum.cases += other.cases
        sum.errors += other.errors
        sum.firstError = firstError ?? other.firstError
        sum.earliestError = [earliestError, other.earliestError].compactMap(\.self).min()
        return sum
    }

    private static func letters(_ values: ArraySlice<Int>, count: Int) -> [[Int]] {
        let width = values.count / max(1, count)
        return (0..<count).map { Array(values[(values.startIndex + $0 * width)..<(values.startIndex + ($0 + 1) * width)]) }
    }
}
