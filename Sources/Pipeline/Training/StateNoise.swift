import Determinism

/// Noise on hidden states during training: states that a computation need not tell apart draw together, those that it must
/// tell apart move away from each other.
///
/// Bell-shaped: the sum of four uniform numbers, whose variance is that of the Gaussian it stands for.
struct StateNoise<Scalar: KernelScalar>: Sendable {
    /// `[time][hidden][batch]`, to be added to each new hidden state.
    private(set) var values: [Scalar]
    private let hidden: Int
    private let batch: Int

    init(hidden: Int, length: Int, batch: Int) {
        self.hidden = hidden
        self.batch = batch
        values = Array(repeating: 0, count: length * hidden * batch)
    }

    /// Draws anew, a pure function of `randomness`.
    ///
    /// - Parameters:
    ///   - deviations: the standard deviation for each coordinate of the hidden state.
    ///   - randomness: where the numbers come from.
    mutating func draw(_ deviations: [Scalar], from randomness: CounterRandom) {
        precondition(deviations.count == hidden)
        var random = randomness
        let (hidden, batch) = (hidden, batch)
        var span = values.mutableSpan
        for start in stride(from: 0, to: span.count, by: batch) {
            let deviation = deviations[start / batch % hidden]
            for index in start..<start + batch { span[index] = deviation * Self.bell(random.next()) }
        }
    }

    /// The standard deviation of each coordinate of states `[time][hidden][batch]`.
    func deviations(of states: [Scalar]) -> [Double] {
        (0..<hidden).map { unit in
            var (count, sum, squares) = (0.0, 0.0, 0.0)
            for start in stride(from: unit * batch, to: states.count, by: hidden * batch) {
                for index in start..<start + batch {
                    let value = Double(states[index])
                    (count, sum, squares) = (count + 1, sum + value, squares + value * value)
                }
            }
            return max(0, squares / count - (sum / count) * (sum / count)).squareRoot()
        }
    }

    /// Mean 0 and variance 1: four numbers of 16 bits, each of variance 1/12.
    private static func bell(_ bits: UInt64) -> Scalar {
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        return (Scalar(sum) * 0x1p-16 - (2 - 0x1p-15)) * Scalar(3).squareRoot()
    }
}
