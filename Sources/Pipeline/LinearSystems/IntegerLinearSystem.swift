/// s' = M s + N x + c,  y = P s + Q x + r  in integers, from s = s₀: an affine system whose output reads the old state.
public struct IntegerLinearSystem: Hashable, Sendable, Codable {
    /// M
    var transition: IntegerMatrix
    /// N
    var input: IntegerMatrix
    /// c
    var drift: [Int]
    /// P
    var readout: IntegerMatrix
    /// Q
    var feedthrough: IntegerMatrix
    /// r
    var offset: [Int]
    var initial: [Int]

    /// State variables.
    public var order: Int { transition.rows }
    var inputWidth: Int { input.columns }
    var outputWidth: Int { readout.rows }
}

extension IntegerLinearSystem {
    /// Zero-input and impulse response within a horizon; nil on overflow.
    ///
    /// - Complexity: O(horizon · order² · width).
    func markovParameters(horizon: Int) -> MarkovParameters? {
        var (state, directions) = (initial, input)
        var zeroInput: [[Int]] = []
        var impulse: [IntegerMatrix] = []
        for time in 0..<horizon {
            guard let answer = readout.image(of: state, plus: offset) else { return nil }
            zeroInput.append(answer)
            if time > 0 {
                guard let response = readout.multiplied(by: directions) else { return nil }
                impulse.append(response)
            } else {
                impulse.append(feedthrough)
            }
            // What only later steps need must not fail the last one.
            guard time + 1 < horizon else { break }
            guard let next = transition.image(of: state, plus: drift) else { return nil }
            state = next
            guard time > 0 else { continue }
            guard let moved = transition.multiplied(by: directions) else { return nil }
            directions = moved
        }
        return MarkovParameters(zeroInput: zeroInput, impulse: impulse)
    }
}
