extension RecurrentNetwork: VectorNetwork {
    public var affineTransition: AffineTransition? {
        guard transition.isAffine else { return nil }
        let (hidden, input) = inputLayer
        return AffineTransition(hidden: hidden, input: input, bias: transition.layers[0].biases)
    }

    public var affineReadout: AffineReadout? {
        guard readout.isAffine else { return nil }
        return AffineReadout(weights: readout.layers[0].weights, bias: readout.layers[0].biases)
    }

    /// Runs the network on all sequences, by the vectorised kernel in blocks.
    ///
    /// Each sequence starts from its hidden state in `starts`, from `initialState` where that is nil.
    ///
    /// - Complexity: O(sequences · length · parameters)
    public func run(_ inputs: Sequences, from starts: [[Double]]?) -> NetworkRun {
        var states: [Double] = []
        var scores: [Double] = []
        states.reserveCapacity(inputs.count * inputs.length * hiddenSize)
        scores.reserveCapacity(inputs.count * inputs.length * scoreWidth)
        forEachBlock(of: inputs, from: starts) { block in
            states += block.states
            scores += block.scores
        }
        return NetworkRun(
            count: inputs.count, length: inputs.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: states, scores: scores)
    }

    /// Answers and last states alone: the states on the way, most of what a run gives, are not kept.
    public func read(_ words: Sequences, from starts: [[Double]]) -> Reading<[Double]> {
        var answers: [Int] = []
        answers.reserveCapacity(words.count * words.length * outputWidth)
        var ends: [[Double]] = words.length > 0 ? [] : starts
        forEachBlock(of: words, from: starts) { block in
            answers += decision.answers(to: block.scores, width: scoreWidth)
            ends += block.lastStates
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: answers), states: ends)
    }

    /// Runs the network a block of sequences at a time, for more than fit in memory, or in the processor's cache, at once.
    func forEachBlock(
        of inputs: Sequences, from starts: [[Double]]? = nil, _ body: (KernelBlock) throws -> Void
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
                KernelBlock(
                    rows: rows, length: inputs.length, hidden: hiddenSize, scoreWidth: scoreWidth, batch: block,
                    scoresByLane: outputs, statesByLane: states))
        }
    }
}

/// What the kernel did on a few sequences, put in order when it is asked for.
struct KernelBlock {
    /// Which sequences of those that are run.
    let rows: Range<Int>
    let length: Int
    let hidden: Int
    let scoreWidth: Int
    fileprivate let batch: Int
    /// `[time][score][batch]` and `[time][hidden][batch]`, flat; lanes beyond the rows are of nobody.
    fileprivate let scoresByLane: [Double]
    fileprivate let statesByLane: [Double]

    /// `[sequence][time][score]`, flat.
    var scores: [Double] { scoresByLane.sequenceMajor(rows.count, length: length, width: scoreWidth, batch: batch) }
    /// `[sequence][time][hidden]`, flat.
    var states: [Double] { statesByLane.sequenceMajor(rows.count, length: length, width: hidden, batch: batch) }
    /// `[sequence][hidden]`: the states after the last letter.
    var lastStates: [[Double]] {
        let last = (length - 1) * hidden
        return rows.indices.map { row in
            (0..<hidden).map { statesByLane[(last + $0) * batch + row - rows.lowerBound] }
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
        let stride = length * width
        var result = Array(repeating: 0.0, count: count * stride)
        let source = span
        var target = result.mutableSpan
        for lane in 0..<count {
            for position in 0..<stride { target[lane * stride + position] = source[position * batch + lane] }
        }
        return result
    }
}
