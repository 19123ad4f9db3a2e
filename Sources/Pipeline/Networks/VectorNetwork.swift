/// A network whose state is a vector: h' = step(h, x), with scores of h' that its decision makes answers of.
///
/// All that is asked of a network to read its states as integers, to ground a program's variables in them, and to move them. A new
/// kind of cell is one type with two methods:
///
///     /// Whether an odd number of ones was read; two saturating units are "at least one" and "both" of the parity and the bit.
///     struct TanhParity: VectorNetwork {
///         let inputWidth = 1
///         let scoreWidth = 1
///         let initialState = [-1.0, -1.0]
///
///         func step(_ state: [Double], _ letter: [Int]) -> [Double] {
///             let sum = scores(state)[0] + Double(letter[0])
///             return [tanh(8 * (sum - 0.5)), tanh(8 * (sum - 1.5))]
///         }
///
///         func scores(_ state: [Double]) -> [Double] { [(state[0] - state[1]) / 2] }
///     }
///
/// One that can run many words at once has a `run` of its own, one that is affine in its state says so, and one that knows how
/// training would start with it offers that as a control; none has to.
public protocol VectorNetwork: ObservedNetwork where State == [Double] {
    /// Numbers that are computed of a state, which the decision makes an answer of.
    var scoreWidth: Int { get }
    /// How scores become answers; the nearest integers unless it says otherwise.
    var decision: Decision { get }

    /// The state after a letter that is read in a state.
    func step(_ state: [Double], _ letter: Letter) -> [Double]
    /// What is computed of a state, right after it was come to.
    func scores(_ state: [Double]) -> [Double]
    /// Reads each of the words from its state in `starts`, from `initialState` where that is nil; letter by letter unless there is
    /// a faster way.
    func run(_ words: Sequences, from starts: [[Double]]?) -> NetworkRun

    /// What is affine in the state, and in the letter, of a step: all of it, or else nil, as it is unless it says otherwise.
    var affineTransition: AffineTransition? { get }
    /// What is affine in the state of the scores: all of it, or else nil, as it is unless it says otherwise.
    var affineReadout: AffineReadout? { get }
}

/// h ↦ hidden · h + input · x + bias: a step that is affine in state and letter.
public struct AffineTransition: Sendable, Equatable {
    /// `[next state][state]`
    public let hidden: Matrix
    /// `[next state][feature]`
    public let input: Matrix
    public let bias: [Double]

    /// - Precondition: `hidden` is square, and all have as many rows.
    public init(hidden: Matrix, input: Matrix, bias: [Double]) {
        precondition(hidden.rows == hidden.columns && input.rows == hidden.rows && bias.count == hidden.rows)
        (self.hidden, self.input, self.bias) = (hidden, input, bias)
    }
}

/// h ↦ weights · h + bias: scores that are affine in the state.
public struct AffineReadout: Sendable, Equatable {
    /// `[score][state]`
    public let weights: Matrix
    public let bias: [Double]

    /// - Precondition: a bias for each row of the weights.
    public init(weights: Matrix, bias: [Double]) {
        precondition(weights.rows == bias.count)
        (self.weights, self.bias) = (weights, bias)
    }

    func callAsFunction(_ state: [Double]) -> [Double] { zip(weights * state, bias).map { $0 + $1 } }
}

extension VectorNetwork {
    public var hiddenSize: Int { initialState.count }
    public var decision: Decision { .nearestInteger }
    public var outputWidth: Int { decision.answerWidth(scores: scoreWidth) }
    public var affineTransition: AffineTransition? { nil }
    public var affineReadout: AffineReadout? { nil }
    /// Whether answers are affine in all inputs so far, but for rounding.
    public var isAffine: Bool { affineTransition != nil && affineReadout != nil && decision == .nearestInteger }

    /// The answer in a state.
    public func answers(at state: [Double]) -> [Int] { decision.answers(to: scores(state), width: scoreWidth) }

    /// Reads each of the words from the beginning.
    public func run(_ words: Sequences) -> NetworkRun { run(words, from: nil) }

    public func read(_ words: Sequences, from states: [[Double]]) -> Reading<[Double]> {
        guard words.length > 0 else {
            return Reading(answers: Answers(count: words.count, length: 0, width: outputWidth, values: []), states: states)
        }
        let run = run(words, from: states)
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: run.answers),
            states: (0..<words.count).map { run.state($0, after: words.length - 1) })
    }

    /// Letter by letter.
    ///
    /// What a word begins with as the one before it, from the same state, is not read again: in lexicographic order, as all words
    /// of a length come, that is most of it.
    ///
    /// - Complexity: at most words · length steps; fewer than two a word for all words of a length.
    public func run(_ words: Sequences, from starts: [[Double]]?) -> NetworkRun {
        precondition(words.width == inputWidth && starts?.count ?? words.count == words.count)
        var (states, scores): ([Double], [Double]) = ([], [])
        states.reserveCapacity(words.count * words.length * hiddenSize)
        scores.reserveCapacity(words.count * words.length * scoreWidth)
        for row in 0..<words.count {
            let start = starts?[row] ?? initialState
            let isAgain = row > 0 && starts.map { $0[row - 1] == start } ?? true
            let shared = isAgain ? words.lengthShared(by: row) : 0
            let before = (row - 1) * words.length
            if shared > 0 {
                states += Array(states[before * hiddenSize..<(before + shared) * hiddenSize])
                scores += Array(scores[before * scoreWidth..<(before + shared) * scoreWidth])
            }
            var state = shared > 0 ? Array(states.suffix(hiddenSize)) : start
            for time in shared..<words.length {
                state = step(state, words.letter(row, at: time))
                precondition(state.count == hiddenSize, "a state of \(state.count) numbers; expected \(hiddenSize)")
                states += state
                scores += self.scores(state)
            }
        }
        return NetworkRun(
            count: words.count, length: words.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: states, scores: scores)
    }
}
