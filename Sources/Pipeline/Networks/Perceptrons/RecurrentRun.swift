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
