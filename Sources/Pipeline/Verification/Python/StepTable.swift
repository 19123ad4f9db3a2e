import BoundedProcess
import Foundation

/// What a program does in each state that words of some length lead it to, for each letter, as Python computes it: all words of that
/// length are followed in it without running each from its start.
///
/// A state is the values of the variables that stand before the program's loop. It is a `MealyMachine` but for the steps of states
/// that only whole words lead to, which nobody asks for; flat, as millions of steps are followed in it.
struct StepTable: Sendable, Equatable {
    let letterCount: Int
    let outputWidth: Int
    /// `[state · letter]`, states in the order in which words lead to them; those that only whole words lead to have no row.
    let following: [Int]
    /// `[state · letter · output]`
    let answers: [Int]

    /// The answers to some of all words of a length, numbered as in `Sequences.all`.
    ///
    /// - Returns: `[row][time][output]`
    /// - Complexity: O(rows · length · outputs) to write them; a word is followed from the first letter in which it differs from
    ///   the one before.
    func answers(toEvery length: Int, rows: Range<Int>) -> [Int] {
        var letters = Array(repeating: 0, count: length)
        var states = Array(repeating: 0, count: length + 1)
        let stride = length * outputWidth
        var result = Array(repeating: 0, count: rows.count * stride)
        var first = 0
        for (index, row) in rows.enumerated() {
            var rest = row
            var changed = length
            for time in Swift.stride(from: length - 1, through: 0, by: -1) {
                let letter = rest % letterCount
                rest /= letterCount
                if letters[time] != letter || index == 0 { changed = time }
                letters[time] = letter
            }
            for place in first..<first + changed * outputWidth { result[place] = result[place - stride] }
            for time in changed..<length {
                let step = states[time] * letterCount + letters[time]
                states[time + 1] = following[step]
                for output in 0..<outputWidth {
                    result[first + time * outputWidth + output] = answers[step * outputWidth + output]
                }
            }
            first += stride
        }
        return result
    }
}

extension PythonHarness {
    /// States times letters of a table: a program that takes more is run on the words themselves.
    private static let mostSteps = 1 << 18

    /// What a program does in each state that words of `length` letters lead it to.
    ///
    /// - Returns: nil where that is not to be had: the program is of another form than a loop over its letters whose variables are
    ///   integers, has very many states, or fails on some word. Then words are to be run.
    /// - Complexity: one process; states · letters steps.
    func steps(of programText: String, over letters: [Letter], length: Int, outputWidth: Int) async -> StepTable? {
        guard let width = letters.first?.count else { return nil }
        let mostStates = Self.mostSteps / letters.count
        let source = Data(programText.utf8)
        var request = Self.bytes(of: [source.count, letters.count, width, outputWidth, length, mostStates])
        request.append(source)
        request.append(Self.bytes(of: letters.flatMap(\.self)))
        let process = BoundedProcess(
            interpreter, ["-I", "-S", "-c", StepScript.text],
            limits: .init(seconds: seconds, outputBytes: 8 * (Self.mostSteps * (1 + outputWidth) + 2), memoryBytes: memoryBytes)
        )
        guard let outcome = try? await process.run(input: request), outcome.output.first == UInt8(ascii: "s") else {
            return nil
        }
        let numbers = Self.integers(in: outcome.output.dropFirst())
        guard let states = numbers.first, (0...mostStates).contains(states) else { return nil }
        let rows = states * letters.count
        guard numbers.count == 1 + rows * (1 + outputWidth) else { return nil }
        return StepTable(
            letterCount: letters.count, outputWidth: outputWidth, following: Array(numbers[1..<1 + rows]),
            answers: Array(numbers[(1 + rows)...]))
    }
}
