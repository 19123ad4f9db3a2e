import Foundation

/// A model of any kind that answers over standard input and output, as `glassbox.serve` has it, and what its letters and answers are
/// called.
///
///     let model = try ServedModel("python3 serve.py", in: folder)
///     let result = try await distill(model.network, for: model.task, seed: 1)
///     try model.check()
public struct ServedModel: Sendable {
    public let name: String
    /// As a shell reads it.
    public let command: String
    public let network: ServedNetwork
    /// What people read and answer; nil where these are the integers themselves.
    public let symbols: SymbolCode?
    /// All that it said of itself, and was said of it.
    public let description: NetworkDescription
    /// Its first line, as it was printed.
    public let greeting: Data
    private let conversation: ModelConversation
    private let inputs: DescribedInputs

    /// With fewer, words begin alike, and their beginnings' answers are worth keeping.
    private static let fewLetters = 64

    /// Starts a model, hears what it says of itself, and asks it a word twice.
    ///
    /// - Parameters:
    ///   - command: that serves it. Whoever names one has it run: nothing that was received may.
    ///   - directory: that it runs in.
    ///   - stated: what is said beside it, which wins over what it says.
    /// - Throws: `ModelFailed` where it cannot be asked.
    public init(_ command: String, in directory: URL, stated: NetworkDescription = .init()) throws(ModelFailed) {
        let conversation = try ModelConversation(command, in: directory)
        greeting = conversation.greeting
        let said = try ModelGreeting(greeting, of: command, stated: stated)
        let (reading, answers) = try Self.names(said, command)
        let hidden = try Self.hiddenSize(conversation, said)
        let all = DescribedInputs(reading.reading, nil, said.description).space.alphabet.count
        let network = ServedNetwork(
            conversation, reading: reading.reading, scores: said.scores, answers: answers, hidden: hidden,
            remembers: all ?? .max <= Self.fewLetters)
        do throws(SafetensorsError) {
            symbols = try reading.symbols(with: answers, of: network)
        } catch { throw ModelFailed(command, "was refused: \(error.found)", expected: error.expected) }
        self.network = network
        inputs = DescribedInputs(reading.reading, symbols, said.description).knowing(network)
        if let failure = conversation.failure { throw failure }
        (self.command, self.conversation, description) = (command, conversation, said.description)
        name = said.description.name ?? "model"
    }

    /// What letters and answers are called.
    private static func names(
        _ said: ModelGreeting, _ command: String
    ) throws(ModelFailed) -> (letters: LetterNames, answers: AnswerNames) {
        do throws(SafetensorsError) {
            let features = said.description.numbers?.count ?? said.description.letters?.count ?? 0
            return (
                try LetterNames(embedding: nil, features: features, said.description),
                try AnswerNames(scores: said.scores, said.description)
            )
        } catch { throw ModelFailed(command, "was refused: \(error.found)", expected: error.expected) }
    }

    /// Of two letters, the first and the last, so that a model with too few is found out.
    private static func hiddenSize(
        _ conversation: ModelConversation, _ said: ModelGreeting
    ) throws(ModelFailed) -> Int {
        let word =
            said.description.numbers.map { $0.map { $0[0] } + $0.map { $0[1] } }
            ?? [0, (said.description.letters?.count ?? 1) - 1]
        return try conversation.shownHiddenSize(
            askingTwice: word, length: 2, streams: said.description.numbers?.count, scores: said.scores)
    }

    /// What it reads, and that what it answers itself is right.
    public var task: SequenceTask {
        SequenceTask(
            name: name, summary: "what the network answers", inputs: inputs.space, reference: NetworkReference(network),
            symbols: symbols)
    }

    /// Whether all that it was asked was answered as it should be: to be called before anything is told.
    ///
    /// - Throws: `ModelFailed` where it was not.
    public func check() throws(ModelFailed) { if let failure = conversation.failure { throw failure } }

    /// Ends its process; it is started again if it is asked once more.
    public func end() { conversation.end() }
}
