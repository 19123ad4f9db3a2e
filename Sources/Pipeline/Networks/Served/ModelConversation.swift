import BoundedProcess
import Foundation
import Synchronization

/// A served model that is asked batches of words: what it prints is bounded and checked, and where it dies it is started again and asked
/// less at a time.
///
/// Networks answer without throwing, so that algorithms over them need not know of processes: the first failure is kept, all is answered
/// with zeros from then on, and whoever asked for the whole has to look (`failure`) before anything is told.
final class ModelConversation: Sendable {
    let command: String
    private let directory: URL
    private let state: Mutex<State>

    private struct State {
        var conversation: LineConversation?
        var greeting: Data
        var restarts = 0
        var failure: ModelFailed?
    }

    /// Scores, and hidden vectors where they were wanted and are shown, flat.
    struct Answer {
        var scores: [Double] = []
        var states: [Double] = []
    }

    private static let limits = LineConversation.Limits(seconds: 120, lineBytes: 1 << 28)
    private static let mostRestarts = 8
    /// Letters of a batch: few enough for a model that keeps all it computes, many enough for one that is quick.
    private static let mostLetters = 1 << 15
    /// Numbers that a line may hold.
    private static let mostNumbers = 1 << 21

    /// Starts a model and hears its first line.
    ///
    /// - Parameters:
    ///   - command: as a shell reads it.
    ///   - directory: that it runs in.
    /// - Throws: `ModelFailed`.
    init(_ command: String, in directory: URL) throws(ModelFailed) {
        (self.command, self.directory) = (command, directory)
        let (conversation, greeting) = try Self.start(command, directory)
        state = Mutex(State(conversation: conversation, greeting: greeting))
    }

    deinit { end() }

    /// The first line.
    var greeting: Data { state.withLock { $0.greeting } }

    /// Why it is not believed any more; nil as long as it is.
    var failure: ModelFailed? { state.withLock { $0.failure } }

    /// Ends the model; it is started again if it is asked once more.
    func end() {
        state.withLock {
            $0.conversation?.end()
            $0.conversation = nil
        }
    }

    /// Says that it is not to be believed.
    func fail(_ found: String, expected: String) {
        state.withLock { $0.failure = $0.failure ?? ModelFailed(command, found, expected: expected) }
    }

    /// What is to be known of words before they are asked.
    struct Shape: Sendable {
        /// Numbers of each position; nil where these are the numbers of letters.
        let streams: Int?
        /// Scores after a letter.
        let scores: Int
        /// Numbers of a state that are wanted; 0 where none are.
        let hidden: Int
    }

    /// Asks words of one length, batch by batch.
    ///
    /// - Parameters:
    ///   - letters: `[word][time][stream]`, flat.
    ///   - length: of each word.
    ///   - shape: of letters and answers.
    /// - Returns: zeros once it has failed.
    func ask(_ letters: [Int], length: Int, _ shape: Shape) -> Answer {
        let width = length * (shape.streams ?? 1)
        let words = min(
            max(1, Self.mostLetters / length), max(1, Self.mostNumbers / (length * (shape.scores + shape.hidden))))
        var answer = Answer()
        state.withLock { state in
            for start in stride(from: 0, to: letters.count, by: words * width) {
                let batch = Array(letters[start..<min(letters.count, start + words * width)])
                self.ask(batch, length, shape, &state, into: &answer)
            }
        }
        return answer
    }

    /// Asks one word twice, before anything else is known of the model.
    ///
    /// - Parameters:
    ///   - word: by the numbers of its letters, `[time][stream]`, flat.
    ///   - length: of it.
    ///   - streams: numbers at a position; nil where these are the numbers of letters.
    ///   - scores: that are expected after every letter.
    /// - Returns: numbers in a state that it shows; 0 where it shows none.
    /// - Throws: `ModelFailed` where it does not answer, or otherwise the second time.
    func shownHiddenSize(askingTwice word: [Int], length: Int, streams: Int?, scores: Int) throws(ModelFailed) -> Int {
        let question = ModelLine.question(word, length: length, streams: streams, states: true)
        var lines: [ModelLine] = []
        for _ in 0..<2 {
            let said: Result<Data, LineConversation.Failure> = state.withLock { state in
                Result { () throws(LineConversation.Failure) in
                    guard let conversation = state.conversation else { throw .notStarted("it was ended") }
                    return try conversation.ask(question)
                }
            }
            switch said {
            case .failure(let error): throw ModelFailed(command, error, asked: "when it was asked a word of \(length) letters")
            case .success(let line):
                lines.append(try ModelLine(line, words: 1, length: length, width: scores, of: command))
            }
        }
        guard zip(lines[0].scores, lines[1].scores).allSatisfy({ abs($0 - $1) <= 1e-3 * max(1, abs($0)) }) else {
            throw ModelFailed(
                command, "scored the same word in two ways", expected: "the same scores every time; is dropout on?")
        }
        return lines[0].states == nil ? 0 : lines[0].hidden
    }

    private func ask(_ letters: [Int], _ length: Int, _ shape: Shape, _ state: inout State, into answer: inout Answer) {
        let words = letters.count / (length * (shape.streams ?? 1))
        if state.failure == nil {
            do throws(ModelFailed) {
                if let line = try line(letters, words, length, shape, &state) {
                    answer.scores += line.scores
                    answer.states += shape.hidden > 0 ? line.states ?? [] : []
                    return
                }
                // It died of this batch, and may not of halves of it.
                let half = (words + 1) / 2 * length * (shape.streams ?? 1)
                ask(Array(letters[..<half]), length, shape, &state, into: &answer)
                if half < letters.count { ask(Array(letters[half...]), length, shape, &state, into: &answer) }
                return
            } catch { state.failure = error }
        }
        answer.scores += Array(repeating: 0, count: words * length * shape.scores)
        answer.states += Array(repeating: 0, count: words * length * shape.hidden)
    }

    /// One batch asked; nil where the model died of it and was started again.
    private func line(
        _ letters: [Int], _ words: Int, _ length: Int, _ shape: Shape, _ state: inout State
    ) throws(ModelFailed) -> ModelLine? {
        if state.conversation == nil { try restart(&state) }
        guard let conversation = state.conversation else { return nil }
        let question = ModelLine.question(letters, length: length, streams: shape.streams, states: shape.hidden > 0)
        let said: Data
        do throws(LineConversation.Failure) { said = try conversation.ask(question) } catch {
            state.conversation = nil
            if case .ended = error, state.restarts < Self.mostRestarts {
                state.restarts += 1
                try restart(&state)
                return nil
            }
            throw ModelFailed(command, error, asked: "when it was asked \(words) words of \(length) letters")
        }
        let line = try ModelLine(said, words: words, length: length, width: shape.scores, of: command)
        guard shape.hidden == 0 || line.states != nil && line.hidden == shape.hidden else {
            throw ModelFailed(
                command, "showed \(line.states == nil ? "no hidden vectors" : "hidden vectors of \(line.hidden) numbers")",
                expected: "\(shape.hidden) numbers for every letter, as at first")
        }
        return line
    }

    private func restart(_ state: inout State) throws(ModelFailed) {
        let (conversation, greeting) = try Self.start(command, directory)
        guard greeting == state.greeting else {
            throw ModelFailed(command, "describes itself otherwise than at first", expected: "the same first line every time")
        }
        state.conversation = conversation
    }

    private static func start(
        _ command: String, _ directory: URL
    ) throws(ModelFailed) -> (conversation: LineConversation, greeting: Data) {
        do throws(LineConversation.Failure) {
            let conversation = try LineConversation(command: command, directory: directory, limits: limits)
            return (conversation, try conversation.listen())
        } catch { throw ModelFailed(command, error, asked: "before it had described itself") }
    }
}
