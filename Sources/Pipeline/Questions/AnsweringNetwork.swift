/// What answers a question letter by letter: a transformer that reads a start, the question, a separator and what it has answered so
/// far, and says what comes next, or that the answer has ended.
///
/// All that is needed to find its formula:
///
///     struct Copier: AnsweringNetwork {
///         let letters = ["a", "b"]
///         let hasEnd = true
///         let mostTokens = 64
///         let operationsPerToken = 1
///         func tokens(along exchanges: [Exchange]) -> [[NextToken]] {
///             exchanges.map { exchange in
///                 (0...exchange.answer.count).map { place in
///                     let letter = place < exchange.question.count ? exchange.question[place] : nil
///                     return NextToken(letter: letter, margin: 1)
///                 }
///             }
///         }
///     }
public protocol AnsweringNetwork: Sendable {
    /// What letters are called, those of questions and of answers.
    var letters: [String] { get }
    /// Whether it says where an answer ends; else every answer is one letter.
    var hasEnd: Bool { get }
    /// Letters of a question and its answer together, at most.
    var mostTokens: Int { get }
    /// Multiplications and additions for a token, roughly.
    var operationsPerToken: Int { get }

    /// What comes next after every beginning of each answer, the empty one and the whole one among them.
    ///
    /// - Parameter exchanges: with at most `mostTokens` letters each.
    /// - Returns: `[exchange][letters of the answer + 1]`; for a network without an end only the first of each counts.
    func tokens(along exchanges: [Exchange]) -> [[NextToken]]

    /// The whole answers to questions, each letter read before the next is asked for; made of `tokens` unless a network can do better.
    ///
    /// - Parameters:
    ///   - questions: by the numbers of their letters.
    ///   - most: letters of an answer, after which none are asked for any more.
    /// - Returns: for each question its answer and the tokens that made it; an answer that has not ended has no ending token.
    func answers(to questions: [[Int]], most: Int) -> [GivenAnswer]
}

/// An answer, and the tokens that made it.
public struct GivenAnswer: Hashable, Sendable, Codable {
    public var answer: [Int] = []
    public var tokens: [NextToken] = []

    public init() {}

    /// Adds what comes next; whether more is to be asked for.
    mutating func take(_ token: NextToken, most: Int) -> Bool {
        tokens.append(token)
        guard let letter = token.letter, answer.count < most else { return false }
        answer.append(letter)
        return true
    }
}

/// A question, and a whole answer or the beginning of one: letters by their numbers.
public struct Exchange: Hashable, Sendable, Codable {
    public var question: [Int]
    public var answer: [Int]

    public init(_ question: [Int], _ answer: [Int] = []) {
        (self.question, self.answer) = (question, answer)
    }
}

/// What comes next in an answer.
public struct NextToken: Hashable, Sendable, Codable {
    /// Nil where the answer ends.
    public let letter: Int?
    /// By how much its score is above that of the next best.
    public let margin: Double

    public init(letter: Int?, margin: Double) { (self.letter, self.margin) = (letter, margin) }
}

extension AnsweringNetwork {
    public func answers(to questions: [[Int]], most: Int) -> [GivenAnswer] {
        var results = Array(repeating: GivenAnswer(), count: questions.count)
        var open = Array(questions.indices)
        for length in 0..<(hasEnd ? most + 1 : 1) where !open.isEmpty {
            open.removeAll { questions[$0].count + length > mostTokens }
            let next = tokens(along: open.map { Exchange(questions[$0], results[$0].answer) })
            var going: [Int] = []
            for (row, tokens) in zip(open, next) where results[row].take(tokens[length], most: most) { going.append(row) }
            open = going
        }
        return results
    }
}
