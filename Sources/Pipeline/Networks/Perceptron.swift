/// A multilayer perceptron: affine layers with ReLU between them. One layer is an affine map.
public struct Perceptron: Sendable, Equatable, Codable {
    /// x ↦ W x + b.
    public struct AffineLayer: Sendable, Equatable, Codable {
        /// `[output][input]`
        public var weights: Matrix
        public var biases: [Double]

        public init(weights: Matrix, biases: [Double]) {
            precondition(weights.rows == biases.count)
            self.weights = weights
            self.biases = biases
        }

        func callAsFunction(_ input: [Double]) -> [Double] {
            zip(weights * input, biases).map { $0 + $1 }
        }
    }

    public var layers: [AffineLayer]

    /// - Precondition: at least one layer, and each as wide as the next one reads.
    public init(layers: [AffineLayer]) {
        precondition(!layers.isEmpty)
        precondition(zip(layers, layers.dropFirst()).allSatisfy { $0.weights.rows == $1.weights.columns })
        self.layers = layers
    }

    /// Widths from the input to the output.
    public var sizes: [Int] {
        layers.prefix(1).map(\.weights.columns) + layers.map(\.weights.rows)
    }

    public var isAffine: Bool { layers.count == 1 }

    public var parameterCount: Int {
        layers.reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }
    }

    public func callAsFunction(_ input: [Double]) -> [Double] {
        var value = input
        for (index, layer) in layers.enumerated() {
            value = layer(value)
            if index < layers.count - 1 { value = value.map { max(0, $0) } }
        }
        return value
    }
}
