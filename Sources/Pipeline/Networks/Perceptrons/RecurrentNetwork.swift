import Untrusted

/// h_t = f(h_{t-1}, x_t), y_t = g(h_t): the network that is trained, opened and explained.
///
/// ```swift
/// print(trained.network.parameterCount, "parameters,", trained.network.hiddenSize, "hidden units")
/// ```
public struct RecurrentNetwork: Sendable, Equatable, Codable {
    /// f, which reads the hidden state first and then the inputs.
    public var transition: Perceptron
    /// g
    public var readout: Perceptron
    /// h_0: zero as trained, elsewhere after a change of coordinates.
    public var initialState: [Double]
    /// How g's scores become answers.
    public let decision: Decision

    /// A network of these parts; it starts at zero unless `initialState` is given.
    ///
    /// - Precondition: f's result is as wide as the hidden state, which g reads, and f reads that first; the decision is on as
    ///   many scores as g gives.
    public init(
        transition: Perceptron, readout: Perceptron, initialState: [Double]? = nil, decision: Decision = .nearestInteger
    ) {
        let hidden = transition.sizes.last ?? 0
        precondition(readout.sizes.first == hidden && transition.sizes.first ?? 0 >= hidden)
        self.transition = transition
        self.readout = readout
        self.initialState = initialState ?? Array(repeating: 0, count: hidden)
        precondition(self.initialState.count == hidden)
        self.decision = decision
        precondition(decision.fits(scores: scoreWidth))
    }

    public var hiddenSize: Int { initialState.count }
    public var inputWidth: Int { (transition.sizes.first ?? 0) - hiddenSize }
    /// Numbers that g computes, which the decision makes answers of.
    public var scoreWidth: Int { readout.sizes.last ?? 0 }
    /// Integers in an answer.
    public var outputWidth: Int { decision.answerWidth(scores: scoreWidth) }
    public var parameterCount: Int { transition.parameterCount + readout.parameterCount }

    /// The next hidden state.
    public func step(_ state: [Double], _ letter: Letter) -> [Double] {
        transition(state + letter.map(Double.init))
    }

    /// What g computes in a hidden state.
    public func scores(_ state: [Double]) -> [Double] {
        readout(state)
    }

    /// W_h and W_x of f's first layer.
    public var inputLayer: (hidden: Matrix, input: Matrix) {
        let weights = transition.layers[0].weights
        return (weights.columns(0..<hiddenSize), weights.columns(hiddenSize..<weights.columns))
    }

    /// The same function in the coordinates h' = S h + shift.
    ///
    /// f's last layer and the first layers of f and g are affine in h, so that the change of coordinates goes into the
    /// weights, whatever the depth.
    ///
    /// - Parameters:
    ///   - matrix: S.
    ///   - inverse: S⁻¹.
    ///   - shift: what is added; nothing if nil.
    /// - Returns: the network in the new coordinates, its initial state included.
    public func changingCoordinates(by matrix: Matrix, inverse: Matrix, shift: [Double]? = nil) -> RecurrentNetwork {
        let shift = shift ?? Array(repeating: 0, count: hiddenSize)
        var result = self
        // h = S⁻¹ (h' − shift): substituted where h is read …
        let (hidden, input) = inputLayer
        result.transition.layers[0] = Self.reading(
            transition.layers[0], from: hidden * inverse, shift: shift, keeping: input)
        result.readout.layers[0] = Self.reading(
            readout.layers[0], from: readout.layers[0].weights * inverse, shift: shift,
            keeping: Matrix(rows: readout.layers[0].weights.rows, columns: 0))
        // … and applied where it is written.
        let last = transition.layers.count - 1
        let written = result.transition.layers[last]
        result.transition.layers[last] = Perceptron.AffineLayer(
            weights: matrix * written.weights, biases: zip(matrix * written.biases, shift).map { $0 + $1 })
        result.initialState = zip(matrix * initialState, shift).map { $0 + $1 }
        return result
    }

    private static func reading(
        _ layer: Perceptron.AffineLayer, from hidden: Matrix, shift: [Double], keeping input: Matrix
    ) -> Perceptron.AffineLayer {
        Perceptron.AffineLayer(
            weights: hidden.beside(input), biases: zip(layer.biases, hidden * shift).map { $0 - $1 })
    }
}

extension RecurrentNetwork {
    /// The same weights, whose scores become answers in another way.
    func deciding(_ decision: Decision) -> RecurrentNetwork {
        RecurrentNetwork(transition: transition, readout: readout, initialState: initialState, decision: decision)
    }
}

extension RecurrentNetwork {
    private enum CodingKeys: String, CodingKey { case transition, readout, initialState, decision }

    /// - Throws: `DecodingError` where f, g and the initial state do not fit each other.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let transition = try values.decode(Perceptron.self, forKey: .transition)
        let readout = try values.decode(Perceptron.self, forKey: .readout)
        let initialState = try values.decode([Double].self, forKey: .initialState)
        let (inputs, hidden) = (transition.sizes.first ?? 0, transition.sizes.last ?? 0)
        try decoder.require(
            inputs >= hidden && readout.sizes.first == hidden,
            "f reads \(inputs) and gives \(hidden) numbers, of which g reads \(readout.sizes.first ?? 0); "
                + "expected f to read all that it gives, and g too")
        try decoder.require(
            initialState.count == hidden && initialState.allSatisfy(\.isFinite),
            "the initial state has \(initialState.count) numbers; expected \(hidden), all finite")
        let decision = try values.decodeIfPresent(Decision.self, forKey: .decision) ?? .nearestInteger
        let scores = readout.sizes.last ?? 0
        try decoder.require(
            decision.fits(scores: scores), "g gives \(scores) scores; expected one for each class of the decision")
        self.init(transition: transition, readout: readout, initialState: initialState, decision: decision)
    }

    /// Nothing is said of the decision where it is rounding: so it is in every network that is trained here.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(transition, forKey: .transition)
        try values.encode(readout, forKey: .readout)
        try values.encode(initialState, forKey: .initialState)
        if decision != .nearestInteger { try values.encode(decision, forKey: .decision) }
    }
}
