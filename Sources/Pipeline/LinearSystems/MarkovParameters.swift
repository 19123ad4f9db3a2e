/// What determines a time-invariant affine system within a horizon: y_t = z_t + Σ_{k ≤ t} M_k x_{t−k} for t = 0, 1, ….
public struct MarkovParameters: Hashable, Sendable, Codable {
    /// z_t, the zero-input response: `[time][output]`.
    public let zeroInput: [[Int]]
    /// M_k, the impulse response: outputs × inputs.
    public let impulse: [IntegerMatrix]

    /// - Precondition: as many steps of one as of the other.
    init(zeroInput: [[Int]], impulse: [IntegerMatrix]) {
        precondition(zeroInput.count == impulse.count)
        self.zeroInput = zeroInput
        self.impulse = impulse
    }

    /// Positions at which the parameters tell the outputs.
    public var horizon: Int { zeroInput.count }
    /// Outputs at a position.
    var outputWidth: Int { zeroInput.first?.count ?? 0 }
    /// Inputs at a position.
    var inputWidth: Int { impulse.first?.columns ?? 0 }
    /// Numbers in all parameters.
    var count: Int { horizon * outputWidth * (inputWidth + 1) }

    /// The outputs `[time][output]` on a word within the horizon; nil on overflow.
    ///
    /// - Complexity: O(length² · outputs · inputs).
    func outputs(on sequence: Word) -> [[Int]]? {
        precondition(sequence.count <= horizon)
        var result: [[Int]] = []
        for time in sequence.indices {
            var sum = zeroInput[time]
            for delay in 0...time {
                guard let added = impulse[delay].image(of: sequence[time - delay], plus: sum) else {
                    return nil
                }
                sum = added
            }
            result.append(sum)
        }
        return result
    }

    /// A shortest word on which the outputs differ from those by `other`; nil where there is none.
    ///
    /// - Precondition: the same horizon and widths.
    func distinguishingSequence(from other: MarkovParameters) -> Word? {
        precondition(horizon == other.horizon && outputWidth == other.outputWidth && inputWidth == other.inputWidth)
        for step in 0..<horizon {
            let zeros = Word(repeating: Array(repeating: 0, count: inputWidth), count: step + 1)
            if zeroInput[step] != other.zeroInput[step] { return zeros }
            for input in 0..<inputWidth where impulse[step].column(input) != other.impulse[step].column(input) {
                var sequence = zeros
                sequence[0][input] = 1
                return sequence
            }
        }
        return nil
    }
}
