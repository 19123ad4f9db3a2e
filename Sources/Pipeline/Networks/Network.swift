/// What answers: it reads a word letter by letter, remembers something, and answers after every letter.
///
/// All that the algorithms ask which know a network by its behaviour alone: L*, the horizon machine, prefix exchange. A new kind of network is one type with one method:
///
///     struct Parity: Network {
///         var inputWidth: Int { 1 }
///         var outputWidth: Int { 1 }
///         var initialState: Int { 0 }
///
///         func read(_ words: Sequences, from states: [Int]) -> Reading<Int> {
///             Reading(words, from: states) { state, letter in
///                 let next = (state + letter[0]) % 2
///                 return (next, [next])
///             }
///         }
///     }
///
/// One whose state is a vector is a `VectorNetwork`, of which more can be asked.
public protocol Network<State>: Sendable {
    /// All that the network remembers of what it has read: a vector, a number, a prefix with its cache.
    associatedtype State: Sendable

    /// Integers in a letter.
    var inputWidth: Int { get }
    /// Integers in an answer.
    var outputWidth: Int { get }
    /// The state before anything is read.
    var initialState: State { get }

    /// Words of one length of which all can be asked within seconds.
    var mostAskedWords: Int { get }
    /// Letters of the longest word that can be asked; nil where there is none, as unless it says otherwise. To each letter beyond,
    /// `Int.min` is answered.
    var mostLetters: Int? { get }

    /// Reads each of the words, which are of one length, from a state of its own.
    ///
    /// - Parameters:
    ///   - words: `[word][time][inputWidth]`.
    ///   - states: one for each word.
    /// - Returns: an answer after every letter, and the state after the last one.
    func read(_ words: Sequences, from states: [State]) -> Reading<State>
}

/// What a network answers to words, and what it has come to at their ends.
public struct Reading<State: Sendable>: Sendable {
    /// `[word][time][outputWidth]`
    public let answers: Answers
    /// One for each word: the state after its last letter; the one that it began in where it has none.
    public let states: [State]

    public init(answers: Answers, states: [State]) {
        precondition(answers.count == states.count)
        self.answers = answers
        self.states = states
    }

    /// Reads words one step at a time; `step` gives the state and the answer after a letter that is read in a state.
    public init(
        _ words: Sequences, from states: [State], outputWidth: Int = 1,
        step: (_ state: State, _ letter: Letter) -> (state: State, answer: [Int])
    ) {
        var ends = states
        var values: [Int] = []
        values.reserveCapacity(words.count * words.length * outputWidth)
        for row in 0..<words.count {
            for time in 0..<words.length {
                let (state, answer) = step(ends[row], words.letter(row, at: time))
                precondition(answer.count == outputWidth, "an answer of \(answer.count) integers; expected \(outputWidth)")
                ends[row] = state
                values += answer
            }
        }
        self.init(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: values), states: ends)
    }
}

extension Network {
    /// 2²⁰, so that ten positions of two bits are within it.
    public var mostAskedWords: Int { 1 << 20 }
    public var mostLetters: Int? { nil }

    /// The answers to words that are read from the beginning.
    public func answers(to words: Sequences) -> Answers {
        answers(to: words, from: Array(repeating: initialState, count: words.count))
    }

    /// The answers to words, each read from a state of its own.
    public func answers(to words: Sequences, from states: [State]) -> Answers {
        read(words, from: states).answers
    }

    /// The answer after the last letter of `word`, from each of the states; `[state][output]`.
    ///
    /// - Precondition: the word has a letter.
    func lastAnswers(to word: Word, from states: [State]) -> [[Int]] {
        let words = Sequences(repeating: word, count: states.count, width: inputWidth)
        let answers = answers(to: words, from: states)
        return states.indices.map { answers.answer($0, at: word.count - 1) }
    }

    /// The answer after the last letter of `word`, read from the beginning.
    ///
    /// - Precondition: the word has a letter.
    func lastAnswer(to word: Word) -> [Int] { lastAnswers(to: word, from: [initialState])[0] }

    /// The state after a letter that is read in a state.
    func step(_ state: State, _ letter: Letter) -> State {
        read(Sequences(repeating: [letter], count: 1, width: inputWidth), from: [state]).states[0]
    }
}
