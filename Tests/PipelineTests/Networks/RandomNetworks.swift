@testable import Pipeline

extension SeededGenerator {
    /// Uniform numbers in -1 … 1.
    mutating func numbers(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double.random(in: -1...1, using: &self) }
    }

    /// Any depth of f and g up to three layers, any width from one.
    mutating func architecture() -> Architecture {
        func widths(_ generator: inout SeededGenerator) -> [Int] {
            (0..<Int.random(in: 0...2, using: &generator)).map { _ in Int.random(in: 1...7, using: &generator) }
        }
        return Architecture(
            inputWidth: Int.random(in: 1...2, using: &self), outputWidth: Int.random(in: 1...2, using: &self),
            hidden: Int.random(in: 1...5, using: &self), transitionWidths: widths(&self), readoutWidths: widths(&self))
    }

    mutating func network(_ architecture: Architecture) -> RecurrentNetwork {
        RecurrentNetwork(architecture, parameters: numbers(architecture.parameterCount))
    }

    mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: numbers(rows * columns))
    }

    /// An invertible matrix, far from singular, with its inverse.
    mutating func changeOfBasis(_ size: Int) -> (matrix: Matrix, inverse: Matrix) {
        while true {
            let matrix = matrix(size, size)
            if let inverse = matrix.inverse, inverse.largestElement < 20 { return (matrix, inverse) }
        }
    }

    mutating func sequences(_ count: Int, length: Int, width: Int, range: ClosedRange<Int> = -3...3) -> Sequences {
        Sequences(
            count: count, length: length, width: width,
            values: (0..<count * length * width).map { _ in Int.random(in: range, using: &self) })
    }
}

extension RecurrentNetwork {
    /// An affine network from its matrices: h' = W_h h + W_x x + b, y = C h + d.
    init(
        hidden: [[Double]], input: [[Double]], biases: [Double]? = nil, readout: [[Double]], offsets: [Double]? = nil,
        initialState: [Double]? = nil
    ) {
        self.init(
            transition: Perceptron(layers: [
                .init(
                    weights: Matrix(hidden).beside(Matrix(input)),
                    biases: biases ?? Array(repeating: 0, count: hidden.count))
            ]),
            readout: Perceptron(layers: [
                .init(weights: Matrix(readout), biases: offsets ?? Array(repeating: 0, count: readout.count))
            ]), initialState: initialState)
    }

    /// The outputs by the plain Swift forward pass, before rounding.
    func plainRun(_ sequence: Word, from start: [Double]? = nil) -> (states: [[Double]], outputs: [[Double]]) {
        var state = start ?? initialState
        var states: [[Double]] = []
        for letter in sequence {
            state = step(state, letter)
            states.append(state)
        }
        return (states, states.map(scores))
    }
}
