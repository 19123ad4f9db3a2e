/// A network behind a command: all that can be asked is what it answers to whole words, and, where it shows them, its hidden vectors.
///
/// A state is a beginning, which is read again with what follows. Answers are kept by the words' content, so that no beginning is asked
/// twice where it need not be; one that is asked again, alone or with other letters after it, has to be answered as before, or the
/// model is not believed.
public struct ServedNetwork: ObservedNetwork {
    /// Letters that were read, flat.
    public typealias State = [Int]

    public let hiddenSize: Int
    public let decision: Decision
    let reading: StackedNetwork.LetterReading
    private let scoreWidth: Int
    /// Which of the model's classes each class is; nil where there are none.
    private let order: [Int]?
    /// The number of each letter; empty where numbers are read.
    private let numbers: [Letter: Int]
    private let conversation: ModelConversation
    private let known: KnownAnswers

    /// - Parameters:
    ///   - conversation: with the model.
    ///   - reading: what it reads.
    ///   - scores: after every letter.
    ///   - answers: how they become answers.
    ///   - hidden: numbers in a state that it shows; 0 where it shows none.
    ///   - remembers: whether its letters are so few that words begin alike.
    init(
        _ conversation: ModelConversation, reading: StackedNetwork.LetterReading, scores: Int, answers: AnswerNames,
        hidden: Int, remembers: Bool
    ) {
        (self.conversation, self.reading, scoreWidth, hiddenSize) = (conversation, reading, scores, hidden)
        (decision, order) = (answers.decision, answers.order)
        var numbers: [Letter: Int] = [:]
        if case .table(let letters, _) = reading {
            numbers = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, $0) })
        }
        self.numbers = numbers
        known = KnownAnswers(
            letterWidth: reading.inputWidth, answerWidth: answers.decision.answerWidth(scores: scores), isUsed: remembers)
    }

    public var inputWidth: Int { reading.inputWidth }
    public var outputWidth: Int { decision.answerWidth(scores: scoreWidth) }
    public var initialState: [Int] { [] }
    /// Every letter goes over the wire.
    public var mostAskedWords: Int { 1 << 16 }

    public func read(_ words: Sequences, from states: [[Int]]) -> Reading<[Int]> {
        let stride = words.length * words.width
        let ends = states.indices.map { states[$0] + words.values[$0 * stride..<($0 + 1) * stride] }
        var values = Array(repeating: 0, count: words.count * words.length * outputWidth)
        let width = words.length * outputWidth
        for (_, rows) in Dictionary(grouping: ends.indices, by: { ends[$0].count }).sorted(by: { $0.key < $1.key }) {
            let answers = answers(to: rows.map { ends[$0] })
            for (place, row) in rows.enumerated() {
                values.replaceSubrange(row * width..<(row + 1) * width, with: answers[place].suffix(width))
            }
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: values), states: ends)
    }

    public func run(_ words: Sequences) -> NetworkRun {
        let answer = asked(words.values, length: words.length, hidden: hiddenSize)
        return NetworkRun(
            count: words.count, length: words.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: answer.states, scores: answer.scores)
    }

    /// The answers to words of one length, flat; only those are asked that are not known.
    private func answers(to words: [[Int]]) -> [[Int]] {
        guard let letters = words.first?.count, letters > 0 else { return words }
        return known.answers(to: words) { asked in
            let scores = self.asked(Array(asked.joined()), length: letters / inputWidth, hidden: 0).scores
            return decision.answers(to: scores, width: scoreWidth)
        } noting: {
            note($0, $1)
        }
    }

    private func note(_ word: [Int], _ answers: [Int]) {
        guard conversation.failure == nil, let length = known.note(word, answers) else { return }
        conversation.fail(
            "answered a word of \(length) letters (\(spelled(word.prefix(length * inputWidth)))) in two ways, once with other letters after it",
            expected: "the same answers to the same word every time, whatever follows; is dropout on, or does it read ahead?")
    }

    private func spelled(_ word: ArraySlice<Int>) -> String {
        numbered(Array(word)).prefix(20).map(String.init).joined(separator: " ")
    }

    /// Scores in the order of the classes, and states.
    private func asked(_ letters: [Int], length: Int, hidden: Int) -> ModelConversation.Answer {
        guard length > 0, !letters.isEmpty else { return .init() }
        let streams: Int? = if case .numbers(let width) = reading { width } else { nil }
        var answer = conversation.ask(
            numbered(letters), length: length, .init(streams: streams, scores: scoreWidth, hidden: hidden))
        if let order {
            answer.scores = stride(from: 0, to: answer.scores.count, by: scoreWidth).flatMap { start in
                order.map { answer.scores[start + $0] }
            }
        }
        return answer
    }

    /// Letters as the model numbers them.
    private func numbered(_ letters: [Int]) -> [Int] {
        guard !numbers.isEmpty else { return letters }
        return stride(from: 0, to: letters.count, by: inputWidth).map {
            numbers[Array(letters[$0..<$0 + inputWidth])] ?? 0
        }
    }
}
