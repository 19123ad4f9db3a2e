import Determinism

/// Recurrent layers one above the other, which read letters as vectors, and a head that scores the state of the last one: what
/// people train in PyTorch, Keras and JAX.
///
///     let network = StackedNetwork(
///         reading: .table(letters: [[0], [1]], features: .identity(2)), layers: [gru], head: Head([affine]),
///         decision: .greatest(of: ["no", "yes"]))
///
/// A state is that of every layer, the first one's before the others': h, then c where there is one.
public struct StackedNetwork: Sendable, Equatable {
    /// How letters become the vectors that the first layer reads.
    public enum LetterReading: Sendable, Equatable {
        /// A row for each letter: of an embedding, or of the identity, which makes them one-hot.
        case table(letters: [Letter], features: Matrix)
        /// The integers of a letter themselves.
        case numbers(width: Int)

        public var inputWidth: Int {
            switch self {
            case .table(let letters, _): letters[0].count
            case .numbers(let width): width
            }
        }

        var featureCount: Int {
            switch self {
            case .table(_, let features): features.columns
            case .numbers(let width): width
            }
        }
    }

    /// Affine layers with one function between them.
    public struct Head: Sendable, Equatable {
        public enum Activation: String, Sendable, Codable, CaseIterable {
            case relu, tanh, sigmoid, none
            /// By the error function.
            case gelu
            /// By its approximation with tanh, as GPT-2 has it.
            case geluNew = "gelu_new"
        }

        public let layers: [Perceptron.AffineLayer]
        public let activation: Activation

        /// - Precondition: at least one layer, and each as wide as the next one reads.
        public init(_ layers: [Perceptron.AffineLayer], activation: Activation = .none) {
            precondition(!layers.isEmpty)
            precondition(zip(layers, layers.dropFirst()).allSatisfy { $0.weights.rows == $1.weights.columns })
            (self.layers, self.activation) = (layers, activation)
        }
    }

    public let reading: LetterReading
    public let layers: [RecurrentLayer]
    public let head: Head
    public let initialState: [Double]
    public let decision: Decision
    /// The number of each letter of a table.
    private let rows: [Letter: Int]

    /// - Parameters:
    ///   - reading: what the first layer reads.
    ///   - layers: each reads the one before it.
    ///   - head: scores what the last one gives.
    ///   - initialState: before anything is read; zero where it is nil.
    ///   - start: what is read before every word, as a vector of features; nil for nothing.
    ///   - decision: how scores become answers.
    /// - Precondition: all fit each other.
    public init(
        reading: LetterReading, layers: [RecurrentLayer], head: Head, initialState: [Double]? = nil, start: [Double]? = nil,
        decision: Decision
    ) {
        precondition(layers.first?.input.columns == reading.featureCount && layers.last?.outputs == head.inputs)
        precondition(zip(layers, layers.dropFirst()).allSatisfy { $0.outputs == $1.input.columns })
        precondition(decision.fits(scores: head.outputs))
        let size = layers.reduce(0) { $0 + $1.stateSize }
        let initial = initialState ?? Array(repeating: 0, count: size)
        precondition(initial.count == size)
        (self.reading, self.layers, self.head, self.decision) = (reading, layers, head, decision)
        if case .table(let letters, let features) = reading {
            precondition(letters.count == features.rows)
            rows = letters.letterNumbers
        } else {
            rows = [:]
        }
        self.initialState = start.map { Self.step(layers, initial, reading: $0) } ?? initial
    }

    /// All weights, with those of the embedding and the states that are begun in.
    public var parameterCount: Int {
        var count = layers.reduce(initialState.count) { $0 + $1.parameterCount }
        count += head.layers.reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }
        if case .table(_, let features) = reading { count += features.elements.count }
        return count
    }

    /// What the first layer reads of a letter.
    ///
    /// - Precondition: one that is in the table, where there is one.
    func features(of letter: Letter) -> [Double] {
        guard case .table(_, let features) = reading else { return letter.map(Double.init) }
        guard let row = rows[letter] else { preconditionFailure("\(letter) is no letter of the network") }
        return features.row(row)
    }
}

extension StackedNetwork.Head {
    public var inputs: Int { layers[0].weights.columns }
    public var outputs: Int { layers[layers.count - 1].weights.rows }

    /// A row of scores for each row of states, of which the first number that is read is in column `first`.
    func scores(of states: VectorBatch, columnsFrom first: Int) -> VectorBatch {
        var value = states
        var start = first
        for (index, layer) in layers.enumerated() {
            var next = VectorBatch(repeating: layer.biases, count: states.count)
            next.add(layer.weights, times: value, columnsFrom: start)
            if index < layers.count - 1 { next.elements = next.elements.map(activation.callAsFunction) }
            (value, start) = (next, 0)
        }
        return value
    }
}
