import Determinism

/// The letters that can be read at a position: all combinations of ranges of integers, or letters that are listed one by one.
///
/// ```swift
/// let all = Sequences.all(over: task.inputs.alphabet.letters, length: 3)
/// print(all.count, "words of three letters")
/// ```
public struct Alphabet: Sendable, Hashable {
    private enum Letters: Hashable {
        /// One range a feature; every combination is a letter.
        case product([Range<Int>])
        /// Different letters of one width, and what people call them.
        case listed([Letter], names: [String]?)
    }

    private let kind: Letters
    /// Of a listed alphabet: the number of each letter.
    private let numbers: [Letter: Int]

    /// Every combination of a value from each range, the first feature's range first.
    ///
    /// - Precondition: at least one range, none empty.
    public init(_ ranges: [Range<Int>]) {
        precondition(!ranges.isEmpty && ranges.allSatisfy { !$0.isEmpty })
        kind = .product(ranges)
        numbers = [:]
    }

    /// These letters, in this order.
    ///
    /// - Parameters:
    ///   - letters: all different, of one width of at least 1.
    ///   - names: one for each letter, as people write it; nil where its integers are its name.
    /// - Precondition: at least one letter, and as many names as letters.
    public init(letters: [Letter], names: [String]? = nil) {
        let width = letters.first?.count ?? 0
        precondition(width > 0 && letters.allSatisfy { $0.count == width } && names?.count ?? letters.count == letters.count)
        kind = .listed(letters, names: names)
        numbers = letters.letterNumbers
    }

    /// Integers in a letter.
    public var width: Int {
        switch kind {
        case .product(let ranges): ranges.count
        case .listed(let letters, _): letters[0].count
        }
    }

    /// The number of letters; nil where it exceeds `Int`.
    public var count: Int? {
        switch kind {
        case .product(let ranges):
            ranges.reduce(1) { product, range in
                product.flatMap {
                    let (value, overflow) = $0.multipliedReportingOverflow(by: range.count)
                    return overflow ? nil : value
                }
            }
        case .listed(let letters, _): letters.count
        }
    }

    /// Whether it is one of the letters.
    public func contains(_ letter: Letter) -> Bool {
        switch kind {
        case .product(let ranges): letter.count == ranges.count && zip(ranges, letter).allSatisfy { $0.contains($1) }
        case .listed: numbers[letter] != nil
        }
    }

    /// Every letter: in lexicographic order, or as listed.
    ///
    /// - Precondition: they can be counted, and fit in memory.
    public var letters: [Letter] {
        switch kind {
        case .product(let ranges): Self.combinations(ranges)
        case .listed(let letters, _): letters
        }
    }

    /// `letters`, unless there are more than `most`.
    public func letters(atMost most: Int) -> [Letter]? { count.flatMap { $0 <= most ? letters : nil } }

    /// The values that some letter has in each feature, from the least to the greatest.
    public var ranges: [ClosedRange<Int>] {
        switch kind {
        case .product(let ranges): ranges.map { $0.lowerBound...$0.upperBound - 1 }
        case .listed(let letters, _):
            (0..<width).map { feature in
                letters.reduce(letters[0][feature]...letters[0][feature]) { range, letter in
                    min(range.lowerBound, letter[feature])...max(range.upperBound, letter[feature])
                }
            }
        }
    }

    /// What people call a letter: the name that it was listed with, else its integers as `program.py` takes them.
    public func name(of letter: Letter) -> String {
        if case .listed(_, let names?) = kind, let number = numbers[letter] { return names[number] }
        return letter.spelled
    }

    /// Letters from everywhere in the alphabet: all where there are at most `most`, else evenly spaced ones.
    public func spread(atMost most: Int) -> [Letter] {
        precondition(most > 0)
        switch kind {
        case .listed(let letters, _):
            let step = (letters.count - 1) / most + 1
            return stride(from: 0, to: letters.count, by: step).map { letters[$0] }
        case .product(let ranges):
            // The greatest number of values a feature of which all combinations are at most `most`.
            let perFeature = (1...most).last { values in
                ranges.reduce(1) { product, _ in min(most + 1, product * values) } <= most
            }
            return Self.combinations(ranges, perFeature ?? 1)
        }
    }

    /// Letters nearest to zero: those of the `count` least magnitudes in each feature. Where there are so many features that these are
    /// more than 64, the last features keep the value nearest to zero.
    public func smallest(_ count: Int) -> [Letter] {
        func nearest(_ values: some Sequence<Int>, _ count: Int) -> [Int] {
            Set(values).sorted { ($0.magnitude, -$0) < ($1.magnitude, -$1) }.prefix(count).sorted()
        }
        switch kind {
        case .product(let ranges):
            var combined = 1
            return Self.combinations(
                ranges.map { range in
                    let values = nearest(Self.nearZero(range, count), count)
                    guard combined * values.count <= 64 else { return nearest(values, 1) }
                    combined *= values.count
                    return values
                })
        case .listed(let letters, _):
            let kept = (0..<width).map { feature in Set(nearest(letters.map { $0[feature] }, count)) }
            return letters.filter { letter in zip(kept, letter).allSatisfy { $0.contains($1) } }
        }
    }

    /// The range that every feature has, where all have the same and every combination is a letter.
    var commonRange: Range<Int>? {
        guard case .product(let ranges) = kind, ranges.allSatisfy({ $0 == ranges[0] }) else { return nil }
        return ranges[0]
    }

    /// A letter, each as likely as any other.
    func draw(_ random: inout CounterRandom, into letter: inout MutableSpan<Int>, at start: Int) {
        switch kind {
        case .product(let ranges):
            for (feature, range) in ranges.enumerated() { letter[start + feature] = random.integer(in: range) }
        case .listed(let letters, _):
            let drawn = letters[random.integer(in: letters.indices)]
            for (feature, value) in drawn.enumerated() { letter[start + feature] = value }
        }
    }

    private static func combinations(_ ranges: [Range<Int>], _ perFeature: Int = .max) -> [Letter] {
        combinations(
            ranges.map { range in
                Array(stride(from: range.lowerBound, to: range.upperBound, by: (range.count - 1) / perFeature + 1))
            })
    }

    private static func combinations(_ values: [[Int]]) -> [Letter] {
        values.reduce([[]]) { partial, values in partial.flatMap { letter in values.map { letter + [$0] } } }
    }

    /// A part of a range in which its `count` values nearest to zero are.
    private static func nearZero(_ range: Range<Int>, _ count: Int) -> Range<Int> {
        let centre = min(max(0, range.lowerBound), range.upperBound - 1)
        return range.clamped(to: max(range.lowerBound, centre - count)..<min(range.upperBound, centre + count + 1))
    }
}

extension Alphabet: CustomStringConvertible {
    /// All that it holds: equal alphabets have equal descriptions, others different ones.
    public var description: String {
        switch kind {
        case .product(let ranges): ranges.map(\.description).joined(separator: " × ")
        case .listed(let letters, let names): "\(letters)" + (names.map { " named \($0)" } ?? "")
        }
    }
}

extension [Letter] {
    /// The number of each letter: its place among these, which are all different.
    var letterNumbers: [Letter: Int] { Dictionary(uniqueKeysWithValues: enumerated().map { ($1, $0) }) }
}
