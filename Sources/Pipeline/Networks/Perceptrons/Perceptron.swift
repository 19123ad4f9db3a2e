import Untrusted

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

extension Perceptron.AffineLayer {
    private enum CodingKeys: String, CodingKey { case weights, biases }

    /// - Throws: `DecodingError` where there is not one finite bias a row.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let weights = try values.decode(Matrix.self, forKey: .weights)
        let biases = try values.decode([Double].self, forKey: .biases)
        try decoder.require(
            weights.rows == biases.count && !weights.elements.isEmpty,
            "a layer has \(weights.rows) rows of \(weights.columns) weights and \(biases.count) biases; expected a bias a row")
        try decoder.require(biases.allSatisfy(\.isFinite), "a layer has a bias that is not finite")
        self.init(weights: weights, biases: biases)
    }
}

extension Perceptron {
    private enum CodingKeys: String, CodingKey { case layers }

    /// - Throws: `DecodingError` where there is no layer, or one is not as wide as the next one reads.
    public init(from decoder: any Decoder) throws {
        let layers = try decoder.container(keyedBy: CodingKeys.self).decode([AffineLayer].self, forKey: .layers)
        try decoder.require(!layers.isEmpty, "a perceptron has no layer; expected at least one")
        for (index, (layer, next)) in zip(layers, layers.dropFirst()).enumerated() {
            try decoder.require(
                layer.weights.rows == next.weights.columns,
                "layer \(index) has \(layer.weights.rows) outputs and layer \(index + 1) reads \(next.weights.columns)")
        }
        self.init(layers: layers)
    }
}
