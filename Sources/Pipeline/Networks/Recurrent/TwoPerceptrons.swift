extension StackedNetwork {
    /// The same function as two perceptrons, which can be rewritten and simplified; nil where it is something else.
    public var perceptrons: RecurrentNetwork? {
        guard layers.count == 1, let layer = layers.first, layer.cell == .perceptron, case .numbers = reading,
            head.layers.count == 1 || head.activation == .relu
        else { return nil }
        var first = Matrix(rows: layer.input.rows, columns: layer.recurrent.columns + layer.input.columns)
        for row in 0..<first.rows {
            for (column, weight) in (layer.recurrent.row(row) + layer.input.row(row)).enumerated() {
                first[row, column] = weight
            }
        }
        let biases = zip(layer.inputBias, layer.recurrentBias).map { $0 + $1 }
        return RecurrentNetwork(
            transition: Perceptron(layers: [.init(weights: first, biases: biases)] + layer.deeper),
            readout: Perceptron(layers: head.layers), initialState: initialState, decision: decision)
    }
}
