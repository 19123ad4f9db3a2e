/// What is answered to words, or would be right to answer: an answer of some integers at every position.
///
/// Positions at which nothing was asked are masked; they are never compared. A word that is shorter than the others of its batch
/// is one whose last positions are masked.
///
/// ```swift
/// let words = task.inputs.sample(100, for: .testing, seed: Experiment.seed)
/// print(task.outputs(for: words).values.count { $0 == 1 }, "answers are 1")
/// ```
public struct Answers: Sendable, Equatable {
    public let count: Int
    /// Positions in each word.
    public let length: Int
    /// Integers in each answer.
    public let width: Int
    /// `[word][time][width]`, flat; `notAsked` where nothing was asked.
    public let values: [Int]

    /// Stands for every integer of an answer that nobody asked for.
    public static let notAsked = Int.max

    public init(count: Int, length: Int, width: Int, values: [Int]) {
        precondition(values.count == count * length * width)
        (self.count, self.length, self.width, self.values) = (count, length, width, values)
    }

    /// A position of one of the words.
    public struct Place: Sendable, Hashable {
        public let row: Int
        public let time: Int
    }

    /// The integers answered to word `row` after its letter at `time`.
    public func answer(_ row: Int, at time: Int) -> [Int] {
        let start = (row * length + time) * width
        return Array(values[start..<start + width])
    }

    /// All answers to one word, `[time][width]`.
    public subscript(row: Int) -> [[Int]] { (0..<length).map { answer(row, at: $0) } }

    /// Whether an answer was asked for at this position.
    public func isAsked(_ row: Int, at time: Int) -> Bool {
        width == 0 || values[(row * length + time) * width] != Self.notAsked
    }

    /// The values, where those of words whose last position was not asked for are all masked.
    var valuesOfWholeWords: [Int] {
        var values = values
        let stride = length * width
        for row in 0..<count where !isAsked(row, at: length - 1) {
            for place in row * stride..<(row + 1) * stride { values[place] = Self.notAsked }
        }
        return values
    }

    /// The first position, word by word, at which both are asked for and differ; nil where there is none.
    ///
    /// - Precondition: answers to the same words.
    /// - Complexity: O(values).
    public func firstDifference(from other: Answers) -> Place? {
        precondition(count == other.count && length == other.length && width == other.width)
        if values == other.values { return nil }
        for row in 0..<count {
            for time in 0..<length where differs(from: other, row, time) { return Place(row: row, time: time) }
        }
        return nil
    }

    private func differs(from other: Answers, _ row: Int, _ time: Int) -> Bool {
        let range = (row * length + time) * width..<(row * length + time + 1) * width
        return isAsked(row, at: time) && other.isAsked(row, at: time) && values[range] != other.values[range]
    }
}

extension Sequences {
    /// The answers as sequences of integers, masked ones as `Answers.notAsked`.
    public init(_ answers: Answers) {
        self.init(count: answers.count, length: answers.length, width: answers.width, values: answers.values)
    }
}
