/// What is read at one position: an integer for each feature.
public typealias Letter = [Int]

/// Letters in the order in which they are read.
///
/// Written as an array of letters, in Swift and in JSON: `[[1, 0], [1, 1]]`.
///
/// ```swift
/// let trigger = Word([1, 0, 1].map { [$0] })
/// print(trigger.count, "letters, the last of which is", trigger.letters[2])
/// ```
public struct Word: Sendable, Hashable {
    public var letters: [Letter]

    public init(_ letters: some Sequence<Letter>) { self.letters = Array(letters) }
}

extension Word: RandomAccessCollection, RangeReplaceableCollection, MutableCollection {
    public init() { letters = [] }

    public var startIndex: Int { 0 }
    public var endIndex: Int { letters.count }

    public subscript(index: Int) -> Letter {
        get { letters[index] }
        set { letters[index] = newValue }
    }

    public mutating func replaceSubrange(_ range: Range<Int>, with replacement: some Collection<Letter>) {
        letters.replaceSubrange(range, with: replacement)
    }
}

extension Word: ExpressibleByArrayLiteral {
    public init(arrayLiteral letters: Letter...) { self.letters = letters }
}

extension Word: Codable {
    public init(from decoder: any Decoder) throws {
        letters = try decoder.singleValueContainer().decode([Letter].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(letters)
    }
}

extension Collection<[Int]> {
    /// The letters of a sequence as `program.py` takes them for arguments: "1 0 1", or "1,0 0,1" where a letter holds several
    /// integers.
    public var spelled: String { map(\.spelled).joined(separator: " ") }
}

extension [Int] {
    /// A letter, or an output, as an argument of `program.py`: its integers with commas between them.
    public var spelled: String { map(String.init).joined(separator: ",") }
}
