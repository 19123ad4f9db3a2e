/// The machine that comes nearest to a network that computes none, and where the network contradicts it, and so itself: two words
/// that lead to one state as far as could be asked are answered differently.
public struct NearestMachine: Sendable, Codable, Equatable {
    public let states: Int
    /// Words on which machine and network were compared, and those with a different answer at some position.
    public let cases: Int
    public let errors: Int
    /// The shortest word with a wrong last answer, and the word that stands for the same state and ends with the same letter.
    public let word: Word
    public let rival: Word
    /// What the network answers to the last letter of each.
    public let answer: [Int]
    public let rivalAnswer: [Int]
}
