/// The flat order of weights that the kernels read: each layer's weights `[output][input]`, then its biases; f before g.
extension RecurrentNetwork {
    public var parameterVector: [Double] {
        (transition.layers + readout.layers).flatMap { $0.weights.elements + $0.biases }
    }

    /// The network of this shape with these parameters and h_0 = 0.
    public init(_ architecture: Architecture, parameters: [Double], decision: Decision = .nearestInteger) {
        precondition(parameters.count == architecture.parameterCount)
        var rest = parameters[...]
        func layers(_ sizes: [Int]) -> Perceptron {
            Perceptron(
                layers: zip(sizes, sizes.dropFirst()).map { columns, rows in
                    let weights = Matrix(rows: rows, columns: columns, elements: Array(rest.prefix(rows * columns)))
                    rest = rest.dropFirst(rows * columns)
                    let biases = Array(rest.prefix(rows))
                    rest = rest.dropFirst(rows)
                    return Perceptron.AffineLayer(weights: weights, biases: biases)
                })
        }
        let transition = layers(architecture.transitionSizes)
        self.init(transition: transition, readout: layers(architecture.readoutSizes), decision: decision)
    }
}
