/// What a network does on many sequences.
public struct NetworkRun: Sendable {
    public let count: Int
    public let length: Int
    public let hidden: Int
    public let outputWidth: Int
    /// `[sequence][time][hidden]`, flat: the state after reading the input at `time`.
    public let states: [Double]
    /// `[sequence][time][output]`, flat, before rounding.
    public let outputs: [Double]

    public func state(_ sequence: Int, after time: Int) -> [Double] {
        let start = (sequence * length + time) * hidden
        return Array(states[start..<start + hidden])
    }

    /// The network's answer after reading the input at `time`.
    func answer(_ sequence: Int, at time: Int) -> [Int] {
        let start = (sequence * length + time) * outputWidth
        return outputs[start..<start + outputWidth].map(Self.answer)
    }

    /// The network's answers: its outputs to the nearest integer, halves away from zero.
    ///
    /// Outputs beyond ±2⁵³, or not a number, become `Int.min`, which no task asks for.
    public var answers: [Int] { outputs.map(Self.answer) }

    static func answer(_ output: Double) -> Int {
        abs(output) < 0x1p53 ? Int(output.rounded()) : Int.min
    }
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

    /// The network's answers in a hidden state: its outputs there to the nearest integer.
    public func answers(at state: [Double]) -> [Int] { output(state).map(NetworkRun.answer) }

    /// Runs the network on all sequences, by the vectorised kernel in blocks.
    ///
    /// Each sequence starts from its hidden state in `starts`, from `initialState` where that is nil.
    ///
    /// - Complexity: O(sequences · length · parameters)
    public func run(_ inputs: Sequences, from starts: [[Double]]? = nil) -> NetworkRun {
        var states: [Double] = []
        var outputs: [Double] = []
        states.reserveCapacity(inputs.count * inputs.length * hiddenSize)
        outputs.reserveCapacity(inputs.count * inputs.length * outputWidth)
        forEachBlock(of: inputs, from: starts) { run in
            states += run.states
            outputs += run.outputs
        }
        return NetworkRun(
            count: inputs.count, length: inputs.length, hidden: hiddenSize, outputWidth: outputWidth, states: states,
            outputs: outputs)
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
                    count: rows.count, length: inputs.length, hidden: hiddenSize, outputWidth: outputWidth,
                    states: states.sequenceMajor(rows.count, length: inputs.length, width: hiddenSize, batch: block),
                    outputs: outputs.sequenceMajor(rows.count, length: inputs.length, width: outputWidth, batch: block)))
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
