import Foundation

/// One recurrent layer with PyTorch's weights: its gates stand one below the other in the rows of both matrices.
///
///     RNN   h' = φ(W x + b + U h + b̃)                                        φ = tanh or max(0, ·)
///     GRU   r, z = σ(…);  n = tanh(W x + b + r ∘ (U h + b̃));  h' = (1 − z) ∘ n + z ∘ h      rows r, z, n
///     f     h' = f(h, x), affine layers with max(0, ·) between, the first of which is W x + b + U h + b̃
///     LSTM  i, f, o = σ(…), g = tanh(…);  c' = f ∘ c + i ∘ g;  h' = P (o ∘ tanh c')         rows i, f, g, o
///
/// The formulas are those of the documentation of `torch.nn.RNN`, `GRU` (Cho et al. 2014) and `LSTM` (Hochreiter and Schmidhuber 1997;
/// with P, Sak et al. 2014).
public struct RecurrentLayer: Sendable, Equatable {
    public enum Cell: Sendable, Hashable {
        case tanh, relu, lstm
        /// A perceptron of state and letter (MIPS, section 3).
        case perceptron
        /// Where the reset gate multiplies: as PyTorch has it, the product of U and h, with its bias; or, as ONNX has it unless
        /// told otherwise, h itself.
        case gru(resetsBeforeProduct: Bool)

        /// Gates, of as many rows each.
        public var gates: Int {
            switch self {
            case .tanh, .relu, .perceptron: 1
            case .gru: 3
            case .lstm: 4
            }
        }
    }

    public let cell: Cell
    /// W, `[gates · units][feature]`.
    public let input: Matrix
    /// U, `[gates · units][output]`.
    public let recurrent: Matrix
    /// b and b̃, `[gates · units]`.
    public let inputBias: [Double]
    public let recurrentBias: [Double]
    /// P of an LSTM, `[output][unit]`; nil where h is as wide as c.
    public let projection: Matrix?
    /// The layers of a perceptron after its first; empty of any other cell, and where it is affine.
    public let deeper: [Perceptron.AffineLayer]

    /// - Precondition: all fit each other, only an LSTM has a projection, and only a perceptron more layers.
    public init(
        _ cell: Cell, input: Matrix, recurrent: Matrix, inputBias: [Double], recurrentBias: [Double], projection: Matrix? = nil,
        deeper: [Perceptron.AffineLayer] = []
    ) {
        (self.cell, self.input, self.recurrent, self.projection) = (cell, input, recurrent, projection)
        self.deeper = deeper
        (self.inputBias, self.recurrentBias) = (inputBias, recurrentBias)
        precondition(input.rows > 0 && input.rows.isMultiple(of: cell.gates) && recurrent.rows == input.rows)
        precondition(inputBias.count == input.rows && recurrentBias.count == input.rows && recurrent.columns == outputs)
        precondition(projection.map { cell == .lstm && $0.columns == units } ?? true)
        precondition(deeper.isEmpty || cell == .perceptron && deeper[0].weights.columns == units)
    }

    public var units: Int { input.rows / cell.gates }
    /// Numbers that the next layer reads.
    public var outputs: Int { projection?.rows ?? deeper.last?.weights.rows ?? units }
    /// Numbers in the layer's state: h, then c where there is one.
    public var stateSize: Int { outputs + (cell == .lstm ? units : 0) }
    public var parameterCount: Int {
        let own = [input, recurrent].reduce(2 * input.rows + (projection?.elements.count ?? 0)) { $0 + $1.elements.count }
        return deeper.reduce(own) { $0 + $1.weights.elements.count + $1.biases.count }
    }
}

extension RecurrentLayer: CustomStringConvertible {
    /// `lstm 3 → 50`
    public var description: String {
        let name =
            switch cell {
            case .tanh: "tanh"
            case .relu: "relu"
            case .lstm: "lstm"
            case .perceptron: deeper.isEmpty ? "affine" : "perceptron of \(deeper.count + 1) layers"
            case .gru(let before): before ? "gru (reset before the product)" : "gru"
            }
        return "\(name) \(input.columns) → \(outputs)"
    }
}

// MARK: - A step

extension RecurrentLayer {
    /// W x + b for each x, which is some columns of a row.
    func inputSums(of features: VectorBatch, columnsFrom first: Int = 0) -> VectorBatch {
        var sums = VectorBatch(repeating: inputBias, count: features.count)
        sums.add(input, times: features, columnsFrom: first)
        return sums
    }

    /// Writes the layer's next states over those in `next`, which are columns from `first` on.
    ///
    /// - Parameters:
    ///   - sums: W x + b, a row for each state.
    ///   - states: whole states of the network, of which this layer's begin in column `first`.
    ///   - next: gets the new ones, in the same columns.
    ///   - first: the first of these.
    /// - Complexity: O(rows · parameters of U and P)
    func step(_ sums: VectorBatch, from states: VectorBatch, into next: inout VectorBatch, columnsFrom first: Int) {
        var recurrentSums = VectorBatch(repeating: recurrentBias, count: states.count)
        recurrentSums.add(recurrent, times: states, columnsFrom: first)
        switch cell {
        case .tanh, .relu: stepSimple(sums, recurrentSums, &next, first)
        case .gru(let before): stepGRU(sums, recurrentSums, resetsBeforeProduct: before, states, &next, first)
        case .lstm: stepLSTM(sums, recurrentSums, states, &next, first)
        case .perceptron: stepPerceptron(sums, recurrentSums, &next, first)
        }
    }

    private func stepPerceptron(
        _ sums: VectorBatch, _ recurrentSums: VectorBatch, _ next: inout VectorBatch, _ first: Int
    ) {
        var value = sums
        for place in value.elements.indices { value.elements[place] += recurrentSums.elements[place] }
        for layer in deeper {
            value.elements = value.elements.map { max(0, $0) }
            var sums = VectorBatch(repeating: layer.biases, count: value.count)
            sums.add(layer.weights, times: value)
            value = sums
        }
        for row in 0..<value.count {
            for output in 0..<outputs {
                next.elements[row * next.width + first + output] = value.elements[row * outputs + output]
            }
        }
    }

    private func stepSimple(_ sums: VectorBatch, _ recurrentSums: VectorBatch, _ next: inout VectorBatch, _ first: Int) {
        let units = units
        for row in 0..<sums.count {
            let (source, target) = (row * units, row * next.width + first)
            for unit in 0..<units {
                let sum = sums.elements[source + unit] + recurrentSums.elements[source + unit]
                next.elements[target + unit] = cell == .tanh ? Foundation.tanh(sum) : max(0, sum)
            }
        }
    }

    private func stepGRU(
        _ sums: VectorBatch, _ recurrentSums: VectorBatch, resetsBeforeProduct: Bool, _ states: VectorBatch,
        _ next: inout VectorBatch, _ first: Int
    ) {
        let units = units
        let proposed = resetsBeforeProduct ? resetSums(sums, recurrentSums, states, first) : nil
        for row in 0..<sums.count {
            let (source, target) = (row * 3 * units, row * next.width + first)
            for unit in 0..<units {
                let update = Self.sigmoid(
                    sums.elements[source + units + unit] + recurrentSums.elements[source + units + unit])
                let new = source + 2 * units + unit
                let recurrentSum: Double
                if let proposed {
                    recurrentSum = proposed.elements[row * units + unit]
                } else {
                    let reset = Self.sigmoid(sums.elements[source + unit] + recurrentSums.elements[source + unit])
                    recurrentSum = reset * recurrentSums.elements[new]
                }
                let proposal = Foundation.tanh(sums.elements[new] + recurrentSum)
                next.elements[target + unit] = (1 - update) * proposal + update * states.elements[target + unit]
            }
        }
    }

    /// U (r ∘ h) + b̃ of the gate n.
    private func resetSums(
        _ sums: VectorBatch, _ recurrentSums: VectorBatch, _ states: VectorBatch, _ first: Int
    ) -> VectorBatch {
        let units = units
        var reset = VectorBatch(width: units, elements: Array(repeating: 0, count: states.count * units))
        for row in 0..<states.count {
            for unit in 0..<units {
                let gate = Self.sigmoid(
                    sums.elements[row * 3 * units + unit] + recurrentSums.elements[row * 3 * units + unit])
                reset.elements[row * units + unit] = gate * states.elements[row * states.width + first + unit]
            }
        }
        let new = 2 * units..<3 * units
        var result = VectorBatch(repeating: Array(recurrentBias[new]), count: states.count)
        result.add(recurrent.rows(new), times: reset)
        return result
    }

    private func stepLSTM(
        _ sums: VectorBatch, _ recurrentSums: VectorBatch, _ states: VectorBatch, _ next: inout VectorBatch, _ first: Int
    ) {
        let units = units
        var hidden = VectorBatch(width: units, elements: Array(repeating: 0, count: sums.count * units))
        for row in 0..<sums.count {
            let source = row * 4 * units
            let memory = row * next.width + first + outputs
            func sum(_ gate: Int, _ unit: Int) -> Double {
                sums.elements[source + gate * units + unit] + recurrentSums.elements[source + gate * units + unit]
            }
            for unit in 0..<units {
                let kept = Self.sigmoid(sum(1, unit)) * states.elements[memory + unit]
                let new = kept + Self.sigmoid(sum(0, unit)) * Foundation.tanh(sum(2, unit))
                next.elements[memory + unit] = new
                hidden.elements[row * units + unit] = Self.sigmoid(sum(3, unit)) * Foundation.tanh(new)
            }
        }
        if let projection {
            var projected = VectorBatch(width: outputs, elements: Array(repeating: 0, count: sums.count * outputs))
            projected.add(projection, times: hidden)
            hidden = projected
        }
        for row in 0..<sums.count {
            for output in 0..<outputs {
                next.elements[row * next.width + first + output] = hidden.elements[row * outputs + output]
            }
        }
    }

    static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
