/// A word that two machines, or two networks, answer otherwise after its last letter.
public struct DifferingWord: Sendable, Codable, Equatable {
    public let word: Word
    /// The answers after its last letter.
    public let left: [Int]
    public let right: [Int]

    public init(_ word: Word, left: [Int], right: [Int]) { (self.word, self.left, self.right) = (word, left, right) }
}

/// How many words of one length are answered otherwise after their last letter.
public struct LengthDifference: Sendable, Codable, Equatable {
    public let length: Int
    /// All words of that length, and those that are answered otherwise; nil where they are more than 64 bits hold.
    public let words: Int?
    public let differing: Int?
    /// The part of all words that is answered otherwise, 0 to 1, but for rounding.
    public let share: Double
}
