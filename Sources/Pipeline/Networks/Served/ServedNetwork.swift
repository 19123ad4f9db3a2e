import Synchronization

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
        var results = words.map(known.answers)
        let unknown = results.indices.filter { results[$0] == nil }
        var places: [[Int]: Int] = [:]
        var asked: [Int] = []
        for row in unknown where places[words[row]] == nil {
            places[words[row]] = places.count
            asked += words[row]
        }
        if !unknown.isEmpty {
            let length = letters / inputWidth
            let scores = self.asked(asked, length: length, hidden: 0).scores
            let values = decision.answers(to: scores, width: scoreWidth)
            let width = length * outputWidth
            for row in unknown {
                let start = places[words[row], default: 0] * width
                results[row] = Array(values[start..<start + width])
            }
            for row in unknown { note(words[row], results[row] ?? []) }
        }
        return results.map { $0 ?? [] }
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

/// What was answered to words, and so to all of their beginnings.
private final class KnownAnswers: Sendable {
    private let letterWidth: Int
    private let answerWidth: Int
    private let isUsed: Bool
    private let memory: Mutex<Memory>

    private struct Memory {
        var beginnings: PrefixTree
        /// `[node][output]`
        var answers: [Int]
    }

    /// Beginnings that are kept: some 64 MiB.
    private static let most = 1 << 20

    init(letterWidth: Int, answerWidth: Int, isUsed: Bool) {
        (self.letterWidth, self.answerWidth, self.isUsed) = (letterWidth, answerWidth, isUsed)
        memory = Mutex(
            Memory(beginnings: PrefixTree(width: letterWidth), answers: Array(repeating: 0, count: answerWidth)))
    }

    /// The answers to a word, flat; nil where they are not all known.
    func answers(_ word: [Int]) -> [Int]? {
        guard isUsed else { return nil }
        return memory.withLock { memory in
            var (node, answers) = (PrefixTree.root, [Int]())
            for start in stride(from: 0, to: word.count, by: letterWidth) {
                guard let next = memory.beginnings.child(of: node, word.span, at: start) else { return nil }
                answers += memory.answers[next * answerWidth..<(next + 1) * answerWidth]
                node = next
            }
            return answers
        }
    }

    /// Keeps the answers to a word.
    ///
    /// - Returns: the length of its shortest beginning that was answered otherwise before; nil where there is none.
    func note(_ word: [Int], _ answers: [Int]) -> Int? {
        guard isUsed else { return nil }
        return memory.withLock { memory in
            var node = PrefixTree.root
            for time in 0..<word.count / letterWidth {
                let own = answers[time * answerWidth..<(time + 1) * answerWidth]
                let child = memory.beginnings.child(of: node, word.span, at: time * letterWidth)
                if let child {
                    if memory.answers[child * answerWidth..<(child + 1) * answerWidth] != own { return time + 1 }
                    node = child
                    continue
                }
                guard memory.beginnings.count < Self.most else { return nil }
                node = memory.beginnings.insert(after: node, word.span, at: time * letterWidth)
                memory.answers += own
            }
            return nil
        }
    }
}
