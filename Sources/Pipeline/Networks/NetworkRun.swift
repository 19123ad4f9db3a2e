/// What a network whose state is a vector does on many sequences.
///
/// ```swift
/// let run = trained.network.run(Sequences(one: [[1], [0], [1]], width: 1))
/// print(run.answers, run.state(0, after: 2))
/// ```
public struct NetworkRun: Sendable {
    public let count: Int
    public let length: Int
    public let hidden: Int
    /// Scores at a position.
    public let scoreWidth: Int
    /// How they become answers.
    public let decision: Decision
    /// `[sequence][time][hidden]`, flat: the state after reading the input at `time`.
    public let states: [Double]
    /// `[sequence][time][score]`, flat: what is computed of these states.
    public let scores: [Double]

    /// - Precondition: a state and its scores for every position of every sequence.
    public init(
        count: Int, length: Int, hidden: Int, scoreWidth: Int, decision: Decision, states: [Double], scores: [Double]
    ) {
        precondition(states.count == count * length * hidden, "\(states.count) numbers are not a state at every position")
        precondition(scores.count == count * length * scoreWidth, "\(scores.count) scores are not as many at every position")
        (self.count, self.length, self.hidden, self.scoreWidth) = (count, length, hidden, scoreWidth)
        (self.decision, self.states, self.scores) = (decision, states, scores)
    }

    public func state(_ sequence: Int, after time: Int) -> [Double] {
        let start = (sequence * length + time) * hidden
        return Array(states[start..<start + hidden])
    }

    /// The network's answer after reading the input at `time`.
    func answer(_ sequence: Int, at time: Int) -> [Int] {
        let start = (sequence * length + time) * scoreWidth
        return decision.answers(to: scores[start..<start + scoreWidth], width: scoreWidth)
    }

    /// The network's answers, `[sequence][time][output]`, flat.
    public var answers: [Int] { decision.answers(to: scores, width: scoreWidth) }
}
