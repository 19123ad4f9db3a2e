/// Integer sequences of one length, stored flat as `[sequence][time][feature]`.
///
/// ```swift
/// let word = Sequences(one: [[1], [0], [1]], width: 1)
/// print(word.count, "word of", word.length, "letters:", trained.network.run(word).answers)
/// ```
public struct Sequences: Sendable, Equatable {
    public let count: Int
    /// Positions in each sequence.
    public let length: Int
    /// Integers at each position.
    public let width: Int
    public var values: [Int]

    public init(count: Int, length: Int, width: Int, values: [Int]) {
        precondition(values.count == count * length * width)
        self.count = count
        self.length = length
        self.width = width
        self.values = values
    }

    /// As many sequences as the values make; none of length zero.
    public init(length: Int, width: Int, values: [Int]) {
        self.init(count: values.count / max(1, length * width), length: length, width: width, values: values)
    }

    public init(count: Int, length: Int, width: Int) {
        self.init(count: count, length: length, width: width, values: Array(repeating: 0, count: count * length * width))
    }

    /// One word, of letters of that width.
    public init(one word: Word, width: Int) {
        self.init(count: 1, length: word.count, width: width, values: word.flatMap(\.self))
    }

    /// The same word `count` times; `width`, of its letters, is needed where it has none.
    public init(repeating word: Word, count: Int, width: Int) {
        let letters = word.flatMap(\.self)
        var values: [Int] = []
        values.reserveCapacity(count * letters.count)
        for _ in 0..<count { values += letters }
        self.init(count: count, length: word.count, width: width, values: values)
    }

    /// The sequence at `index`.
    public subscript(index: Int) -> Word {
        Word((0..<length).map { letter(index, at: $0) })
    }

    /// The integers of sequence `index` at position `time`.
    public func letter(_ index: Int, at time: Int) -> Letter {
        let start = (index * length + time) * width
        return Array(values[start..<start + width])
    }

    /// How many positions the sequence at `row` begins with that the one before it begins with too.
    func lengthShared(by row: Int) -> Int {
        guard row > 0 else { return 0 }
        let start = row * length * width
        let before = start - length * width
        return (0..<length).first { time in
            (time * width..<(time + 1) * width).contains { values[start + $0] != values[before + $0] }
        } ?? length
    }

    /// Each sequence by itself, flat: `[time][feature]`.
    var words: [ArraySlice<Int>] {
        let stride = length * width
        return (0..<count).map { values[$0 * stride..<($0 + 1) * stride] }
    }

    /// The sequences whose indices lie in `range`.
    public func slice(_ range: Range<Int>) -> Sequences {
        let stride = length * width
        return Sequences(
            count: range.count, length: length, width: width,
            values: Array(values[range.lowerBound * stride..<range.upperBound * stride]))
    }

    /// The sequences at these indices, in their order.
    func selecting(_ rows: [Int]) -> Sequences {
        Sequences(
            count: rows.count, length: length, width: width, values: rows.flatMap { slice($0..<$0 + 1).values })
    }

    /// The first `length` positions of every sequence.
    func beginnings(_ length: Int) -> Sequences {
        let stride = self.length * width
        return Sequences(
            count: count, length: length, width: width,
            values: (0..<count).flatMap { values[$0 * stride..<$0 * stride + length * width] })
    }

    /// The sequences that do not hold `word` anywhere.
    ///
    /// ```swift
    /// let clean = Sequences.all(over: task.letters, length: 6).avoiding([[1], [1], [1]])
    /// print(clean.count, "words without three ones in a row")
    /// ```
    ///
    /// - Complexity: O(count · length · length of the word)
    public func avoiding(_ word: Word) -> Sequences {
        let pattern = word.flatMap(\.self)
        let starts = stride(from: 0, through: length * width - pattern.count, by: width)
        let rows = (0..<count).filter { row in
            !starts.contains { start in
                let first = row * length * width + start
                return values[first..<first + pattern.count].elementsEqual(pattern)
            }
        }
        return selecting(rows)
    }

    /// The sequences over `letters` of the given length, in lexicographic order; there are `letters.count`^`length`. Only
    /// those whose numbers lie in `rows`, if given.
    ///
    /// ```swift
    /// let every = Sequences.all(over: [[0], [1]], length: 4)
    /// print(every.count == 16)
    /// ```
    ///
    /// - Precondition: their number fits in `Int`.
    public static func all(over letters: [Letter], length: Int, rows: Range<Int>? = nil) -> Sequences {
        let width = letters.first?.count ?? 0
        let rows = rows ?? 0..<(0..<length).reduce(1) { count, _ in count * letters.count }
        let symbols = letters.flatMap(\.self)
        var result = Sequences(count: rows.count, length: length, width: width)
        var values = result.values.mutableSpan
        for (index, row) in rows.enumerated() {
            var rest = row
            for time in stride(from: length - 1, through: 0, by: -1) {
                let letter = rest % letters.count
                rest /= letters.count
                for feature in 0..<width {
                    values[(index * length + time) * width + feature] = symbols[letter * width + feature]
                }
            }
        }
        return result
    }
}
