/// What is right: a function, examples, or nothing but the network itself.
///
/// A new kind is one type with one method; positions at which it does not know what is right hold `Answers.notAsked`.
///
///     struct Echo: Reference {
///         let outputWidth = 1
///
///         func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
///             for time in answers.indices { answers[time] = word[time] }
///         }
///     }
public protocol Reference: Sendable {
    /// Integers in an answer.
    var outputWidth: Int { get }

    /// Writes what is right to answer to one word.
    ///
    /// - Parameters:
    ///   - word: `[time][feature]`.
    ///   - answers: `[time][outputWidth]`, zero at first.
    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>)

    /// What is right to answer to each of the words. By default they are asked one by one.
    func answers(to words: Sequences) -> Answers

    /// Whether the network that is opened is what is right: then it cannot err, but a program can depart from it. False unless it says
    /// otherwise.
    var isNetworkItself: Bool { get }

    /// Whether it is a machine that lacks transitions, and says nothing of words that would take them. False unless it says otherwise.
    var isPartial: Bool { get }

    /// The words over `letters`, in their order, of which such a machine says anything, as walks; nil where that is all of them.
    func askedWords(over letters: [Letter]) -> AskedWords?
}

/// The words that a machine has a transition for at every letter.
public struct AskedWords: Sendable, Equatable {
    public let initial: Int
    /// Where each letter leads from each state: `[state][letter]`; nil where no word goes on with it.
    public let targets: [[Int?]]

    public init(initial: Int, targets: [[Int?]]) {
        (self.initial, self.targets) = (initial, targets)
    }
}

extension Reference {
    public var isNetworkItself: Bool { false }

    public var isPartial: Bool { false }

    public func askedWords(over letters: [Letter]) -> AskedWords? { nil }

    public func answers(to words: Sequences) -> Answers {
        let stride = words.length * words.width
        let source = words.values.span
        var values: [Int] = []
        values.reserveCapacity(words.count * words.length * outputWidth)
        var row = Array(repeating: 0, count: words.length * outputWidth)
        for index in 0..<words.count {
            var answers = row.mutableSpan
            for place in answers.indices { answers[place] = 0 }
            answer(source.extracting(index * stride..<(index + 1) * stride), into: &answers)
            values += row
        }
        return Answers(count: words.count, length: words.length, width: outputWidth, values: values)
    }
}

/// A function of sequences that is known: every answer is.
public struct FunctionReference: Reference {
    /// Writes the answers `[time][output]` to one word `[time][feature]`.
    public typealias Behaviour = @Sendable (_ word: Span<Int>, _ answers: inout MutableSpan<Int>) -> Void

    public let outputWidth: Int
    private let behaviour: Behaviour

    public init(outputWidth: Int, _ behaviour: @escaping Behaviour) {
        self.outputWidth = outputWidth
        self.behaviour = behaviour
    }

    public func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        behaviour(word, &answers)
        // It would be taken for a position at which nothing was asked, and never be compared.
        for index in answers.indices { precondition(answers[index] != Answers.notAsked, "no task may answer \(Int.max)") }
    }
}

/// A network that is right by definition: what it answers is what is to be explained.
public struct NetworkReference<Asked: Network>: Reference {
    public let network: Asked

    public init(_ network: Asked) { self.network = network }

    public var outputWidth: Int { network.outputWidth }
    public var isNetworkItself: Bool { true }

    public func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        var values: [Int] = []
        for index in word.indices { values.append(word[index]) }
        let given = self.answers(
            to: Sequences(length: values.count / network.inputWidth, width: network.inputWidth, values: values))
        for index in answers.indices { answers[index] = given.values[index] }
    }

    public func answers(to words: Sequences) -> Answers { network.answers(to: words) }
}
