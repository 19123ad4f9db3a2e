/// What a network does on many sequences.
public struct NetworkRun: Sendable {
    public let count: Int
    public let length: Int
    public let hidden: Int
    /// Numbers that g computes at a position.
    public let scoreWidth: Int
    /// How they become answers.
    public let decision: Decision
    /// `[sequence][time][hidden]`, flat: the state after reading the input at `time`.
    public let states: [Double]
    /// `[sequence][time][score]`, flat: what g computes.
    public let scores: [Double]

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

    /// What stands beside each right answer, to be compared with it: the score that is rounded to it, or else the answer.
    var estimates: [Double] { decision == .nearestInteger ? scores : answers.map(Double.init) }
}

extension RecurrentNetwork: Network {
    public func read(_ words: Sequences, from states: [[Double]]) -> Reading<[Double]> {
        guard words.length > 0 else {
            return Reading(answers: Answers(count: words.count, length: 0, width: outputWidth, values: []), states: states)
        }
        let run = run(words, from: states)
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: run.answers),
            states: (0..<words.count).map { run.state($0, after: words.length - 1) })
    }

    /// The network's answer in a hidden state.
    public func answers(at state: [Double]) -> [Int] { decision.answers(to: scores(state), width: scoreWidth) }

    /// Runs the network on all sequences, by the vectorised kernel in blocks.
    ///
    /// Each sequence starts from its hidden state in `starts`, from `initialState` where that is nil.
    ///
    /// - Complexity: O(sequences · length · parameters)
    public func run(_ inputs: Sequences, from starts: [[Double]]? = nil) -> NetworkRun {
        var states: [Double] = []
        var scores: [Double] = []
        states.reserveCapacity(inputs.count * inputs.length * hiddenSize)
        scores.reserveCapacity(inputs.count * inputs.length * scoreWidth)
        forEachBlock(of: inputs, from: starts) { run in
            states += run.states
            scores += run.scores
        }
        return NetworkRun(
            count: inputs.count, length: inputs.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: states, scores: scores)
    }

    /// `run` a block of sequences at a time, for more sequences than fit in memory at once.
    public func forEachBlock(
        of inputs: Sequences, from starts: [[Double]]? = nil, _ body: (NetworkRun) throws -> Void
    ) rethrows {
        precondition(inputs.width == inputWidth && starts?.count ?? inputs.count == inputs.count)
        let multiple = NetworkKernel<Double>.batchMultiple
        let block = min(256, (inputs.count + multiple - 1) / multiple * multiple)
        guard block > 0, inputs.length > 0 else { return }
        var kernel = NetworkKernel<Double>(Architecture(of: self), length: inputs.length, batch: block)
        let parameters = parameterVector
        for first in stride(from: 0, to: inputs.count, by: block) {
            let rows = first..<min(first + block, inputs.count)
            var initial = Array(repeating: 0.0, count: hiddenSize * block)
            for (lane, row) in rows.enumerated() {
                let start = starts?[row] ?? initialState
                for unit in 0..<hiddenSize { initial[unit * block + lane] = start[unit] }
            }
            let (outputs, states) = kernel.run(
                parameters, from: initial, inputs: inputs.featureMajor(rows, batch: block, scale: 1))
            try body(
                NetworkRun(
                    count: rows.count, length: inputs.length, hidden: hiddenSize, scoreWidth: scoreWidth,
                    decision: decision,
                    states: states.sequenceMajor(rows.count, length: inputs.length, width: hiddenSize, batch: block),
                    scores: outputs.sequenceMajor(rows.count, length: inputs.length, width: scoreWidth, batch: block)))
        }
    }
}

extension Sequences {
    /// The sequences of `rows` times `scale`, transposed to `[time][feature][batch]`; lanes beyond them are zero.
    func featureMajor<Scalar: KernelScalar>(_ rows: Range<Int>, batch: Int, scale: Scalar) -> [Scalar] {
        let stride = length * width
        var result = Array(repeating: Scalar.zero, count: stride * batch)
        let source = values.span
        var target = result.mutableSpan
        for (lane, row) in rows.enumerated() {
            for position in 0..<stride {
                target[position * batch + lane] = Scalar(source[row * stride + position]) * scale
            }
        }
        return result
    }
}

extension Array where Element == Double {
    /// From `[time][feature][batch]` to `[sequence][time][feature]`, without the lanes beyond `count`.
    fileprivate func sequenceMajor(_ count: Int, length: Int, width: Int, batch: Int) -> [Double] {
        var result = Array(repeating: 0.0, count: count * length * width)
        for lane in 0..<count {
            for position in 0..<length * width {
                result[lane * length * width + position] = self[position * batch + lane]
            }
        }
        return result
    }
}
