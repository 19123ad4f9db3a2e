/// Drops hidden directions that no output can observe or no input can reach.
///
/// Both are read off the weights, so that they hold for sequences that were never sampled, too. Unreached: whatever the inputs,
/// all states lie in h_0 + span Q, and the rest of the space stays at its constant; for affine f, Q spans W_h^k W_x and W_h^k
/// (f(h_0, 0) − h_0) for every k, for deeper f what its last layer can write. Unobserved: for affine f what g W_h^k maps to
/// nothing for every k (Kalman 1963), for deeper f what neither f's first layer nor g's reads. The remaining coordinates are
/// orthonormal.
struct Pruning: Normaliser {
    let name = "prune"
    /// Singular values below this fraction of the greatest are zero.
    private let vanishing = 1e-10

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        var result = network
        if let reached = basis(reach(network)) {
            result = result.restricted(to: reached, from: network.initialState)
        }
        if let observed = basis(observations(result)) {
            result = result.restricted(to: observed, from: Array(repeating: 0, count: result.hiddenSize))
        }
        return result.hiddenSize < network.hiddenSize ? result : nil
    }

    /// The span of a matrix's rows, one direction at least; nil where it is everything.
    private func basis(_ matrix: Matrix) -> Matrix? {
        guard let system = SingularVectors(matrix), let greatest = system.values.first else { return nil }
        let rank = max(1, system.rank(above: vanishing * greatest))
        return rank < matrix.columns ? system.rowSpace(rank: rank) : nil
    }

    /// Rows that together span the differences of all states from the initial one.
    private func reach(_ network: RecurrentNetwork) -> Matrix {
        let (start, layers) = (network.initialState, network.transition.layers)
        guard let affine = network.affineTransition else {
            let written = layers[layers.count - 1]
            return written.weights.transposed.above(Matrix([Vector.difference(written.biases, start)]))
        }
        let next = network.step(start, Array(repeating: 0, count: network.inputWidth))
        return iterated(affine.input.transposed.above(Matrix([Vector.difference(next, start)])), affine.hidden.transposed)
    }

    /// Rows that together tell all that the future can depend on.
    private func observations(_ network: RecurrentNetwork) -> Matrix {
        let read = network.readout.layers[0].weights
        return network.affineTransition.map { iterated(read, $0.hidden) } ?? read.above(network.inputLayer.hidden)
    }

    /// The rows of R, R A, R A², … as far as they can say anything new (Cayley and Hamilton).
    private func iterated(_ first: Matrix, _ matrix: Matrix) -> Matrix {
        var (rows, power) = (first, first)
        for _ in 1..<max(1, matrix.rows) {
            power = power * matrix
            if power.largestElement > 1 { power = 1 / power.largestElement * power }
            rows = rows.above(power)
        }
        return rows
    }
}

extension RecurrentNetwork {
    /// The network on z = Qᵀ (h − origin): the same function as far as h stays in origin + span Q, or only its part there is
    /// read.
    ///
    /// - Parameters:
    ///   - basis: Q, orthonormal columns.
    ///   - origin: a point of the space.
    /// - Returns: the network with as many hidden units as Q has columns.
    func restricted(to basis: Matrix, from origin: [Double]) -> RecurrentNetwork {
        let (hidden, input) = inputLayer
        func reading(_ layer: Perceptron.AffineLayer, _ weights: Matrix, keeping rest: Matrix) -> Perceptron.AffineLayer {
            .init(weights: (weights * basis).beside(rest), biases: Vector.sum(layer.biases, weights * origin))
        }
        let project = basis.transposed
        var (f, g) = (transition.layers, readout.layers)
        f[0] = reading(f[0], hidden, keeping: input)
        g[0] = reading(g[0], g[0].weights, keeping: Matrix(rows: g[0].weights.rows, columns: 0))
        let last = f.count - 1
        f[last] = .init(weights: project * f[last].weights, biases: project * Vector.difference(f[last].biases, origin))
        return RecurrentNetwork(
            transition: Perceptron(layers: f), readout: Perceptron(layers: g),
            initialState: project * Vector.difference(initialState, origin), decision: decision)
    }
}

extension Matrix {
    /// This matrix with the rows of `other` below.
    fileprivate func above(_ other: Matrix) -> Matrix {
        precondition(columns == other.columns)
        return Matrix(rows: rows + other.rows, columns: columns, elements: elements + other.elements)
    }
}
