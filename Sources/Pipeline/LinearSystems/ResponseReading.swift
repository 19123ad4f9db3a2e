/// Reading a network's Markov parameters: from its weights where f and g are affine, from its answers otherwise.
extension MarkovParameters {
    /// The greatest distance from an integer that is rounded away.
    private static let nearness = 0.1

    /// C·Aᵏ·B and the zero-input response of affine f and g, rounded to integers.
    ///
    /// - Returns: the parameters, and the greatest distance of one from its integer before rounding.
    /// - Throws: `NotLinear` where f or g is not affine, or a parameter is not near to an integer.
    static func fromWeights(
        of network: some VectorNetwork, horizon: Int
    ) throws(NotLinear) -> (parameters: MarkovParameters, deviation: Double) {
        guard let step = network.affineTransition, let readout = network.affineReadout, network.decision == .nearestInteger
        else { throw NotLinear(reason: "f or g is not affine") }
        var (state, directions) = (network.initialState, step.input)
        var (zeroInput, impulse): ([[Int]], [IntegerMatrix]) = ([], [])
        var deviation = 0.0
        for time in 0..<horizon {
            state = zip(step.hidden * state, step.bias).map { $0 + $1 }
            let answers = Matrix([readout(state)])
            zeroInput += try rounded(answers, "the zero-input response at position \(time + 1)", &deviation).rowArrays
            let response = readout.weights * directions
            impulse.append(try rounded(response, "the response to an input \(time) positions ago", &deviation))
            directions = step.hidden * directions
        }
        return (MarkovParameters(zeroInput: zeroInput, impulse: impulse), deviation)
    }

    private static func rounded(
        _ matrix: Matrix, _ what: String, _ deviation: inout Double
    ) throws(NotLinear) -> IntegerMatrix {
        for value in matrix.elements {
            let distance = abs(value - value.rounded())
            guard value.magnitude < 0x1p53, distance <= nearness else {
                throw NotLinear(reason: "\(what) is \(decimal(value)), more than \(nearness) from an integer")
            }
            deviation = max(deviation, distance)
        }
        return IntegerMatrix(
            (0..<matrix.rows).map { matrix.row($0).map { Int($0.rounded()) } }, columns: matrix.columns)
    }

    private static func decimal(_ value: Double) -> String {
        guard value.magnitude < 1e6 else { return "\(value)" }
        let thousandths = Int((value * 1000).rounded())
        let fraction = String(thousandths.magnitude % 1000 + 1000).dropFirst()
        return "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000).\(fraction)"
    }

    /// The parameters from which the network's rounded answers on the sample follow by superposition.
    ///
    /// They are fitted exactly, in integers, to the answers on the first sequences: every z_t and every M_k is an unknown.
    ///
    /// - Throws: `NotLinear`, naming the first sequence that contradicts superposition or its independence of time.
    static func fromBehaviour(of network: some VectorNetwork, on sample: Sequences) throws(NotLinear) -> MarkovParameters {
        let inputs = sample.slice(0..<min(fitted, sample.count))
        let rows = (0..<inputs.count).flatMap { superposition(inputs[$0], horizon: inputs.length) }
        guard let columns = rows.first?.count, IntegerMatrix(rows).rank == columns else {
            throw NotLinear(reason: "the sampled sequences do not determine a response")
        }
        let (answers, width) = (network.run(inputs).answers, network.outputWidth)
        var responses: [[Int]] = []
        for output in 0..<width {
            let target = rows.indices.map { answers[$0 * width + output] }
            switch LinearRegression.fit(features: rows, target: target, withConstant: false) {
            case .success(let fit): responses.append(fit.coefficients)
            case .failure(.contradiction(let row)):
                throw NotLinear(contradictedBy: inputs[row / inputs.length], at: row % inputs.length)
            case .failure(.notIntegral): throw NotLinear(reason: "the network's response is linear only with fractions")
            case .failure(.overflow): throw NotLinear(reason: "the network's response leaves 64 bits")
            }
        }
        return MarkovParameters(responses, horizon: inputs.length, inputWidth: inputs.width)
    }

    /// Sequences that the parameters are fitted to.
    private static let fitted = 128

    /// For each position, the factors of z_0, z_1, … and then of M_0, M_1, … in its output.
    private static func superposition(_ sequence: Word, horizon: Int) -> [[Int]] {
        sequence.indices.map { time in
            let clock = (0..<horizon).map { $0 == time ? 1 : 0 }
            let past = (0..<horizon).flatMap { delay in
                delay <= time ? sequence[time - delay] : sequence[time].map { _ in 0 }
            }
            return clock + past
        }
    }

    /// From each output's coefficients, in the order of `superposition`.
    private init(_ responses: [[Int]], horizon: Int, inputWidth: Int) {
        self.init(
            zeroInput: (0..<horizon).map { time in responses.map { $0[time] } },
            impulse: (0..<horizon).map { delay in
                let start = horizon + delay * inputWidth
                return IntegerMatrix(responses.map { Array($0[start..<start + inputWidth]) }, columns: inputWidth)
            })
    }

    /// - Throws: `NotLinear`, naming the first sequence whose answers do not follow from the parameters.
    func verify(_ network: some VectorNetwork, on sample: Sequences) throws(NotLinear) {
        let (answers, stride) = (network.run(sample).answers, sample.length * network.outputWidth)
        for row in 0..<sample.count {
            let expected = outputs(on: sample[row])?.flatMap(\.self)
            let given = answers[row * stride..<(row + 1) * stride]
            if let expected, given.elementsEqual(expected) { continue }
            let place = expected.flatMap { zip($0, given).enumerated().first { $1.0 != $1.1 }?.offset }
            throw NotLinear(contradictedBy: sample[row], at: (place ?? 0) / max(1, network.outputWidth))
        }
    }
}

/// Why a network is not taken for a linear system.
public struct NotLinear: Error, Sendable, Hashable, Codable {
    public let reason: String

    init(reason: String) {
        self.reason = reason
    }

    /// An answer that does not follow from the others by superposition.
    init(contradictedBy sequence: Word, at position: Int) {
        reason = "superposition fails at position \(position + 1) of \(sequence.prefix(position + 1).spelled)"
    }
}
