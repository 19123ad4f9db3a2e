/// Spends the freedom that W_h leaves: what commutes with it changes the input vectors and the read-out only.
///
/// A polynomial in a Jordan block commutes with it; for a chain these are the triangular Toeplitz matrices, hence the name. One
/// of them takes an input vector, or the read-out's row, to a unit vector: the delay line is then written at one end. Block by
/// block, whatever makes the network shortest is done.
struct Toeplitz: Normaliser {
    let name = "toeplitz"
    /// What couples less than this is in separate blocks.
    private let uncoupled = 1e-6

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard let affine = network.affineTransition else { return nil }
        let result = blocks(of: affine.hidden).reduce(network) { network, block in
            ([network] + candidates(network, block)).shortest ?? network
        }
        return result == network ? nil : result
    }

    /// The connected groups of coordinates.
    private func blocks(of matrix: Matrix) -> [[Int]] {
        (0..<matrix.rows).groups { max(abs(matrix[$0, $1]), abs(matrix[$1, $0])) > uncoupled }.map { $0.sorted() }
    }

    /// The network with each input vector, and each row of the read-out, taken to each unit vector of the block.
    private func candidates(_ network: RecurrentNetwork, _ block: [Int]) -> [RecurrentNetwork] {
        let (hidden, input) = network.inputLayer
        let part = Matrix(block.map { row in block.map { hidden[row, $0] } })
        let read = network.readout.layers[0].weights
        let inputs = (0..<input.columns).map { column in block.map { input[$0, column] } }
        let outputs = (0..<read.rows).map { row in block.map { read[row, $0] } }
        return block.indices.flatMap { place in
            let unit = block.indices.map { $0 == place ? 1.0 : 0 }
            // T b = e, and c T⁻¹ = e: then the transpose of T is a polynomial in the transpose of the block that takes e to c.
            return inputs.compactMap { Self.polynomial(part, taking: $0, to: unit) }
                + outputs.compactMap { Self.polynomial(part.transposed, taking: unit, to: $0)?.transposed }
        }.compactMap { changing(network, block, by: $0) }
    }

    private func changing(_ network: RecurrentNetwork, _ block: [Int], by part: Matrix) -> RecurrentNetwork? {
        var matrix = Matrix.identity(network.hiddenSize)
        for (row, i) in block.enumerated() {
            for (column, j) in block.enumerated() { matrix[i, j] = part[row, column] }
        }
        return matrix.inverse.map { network.changingCoordinates(by: matrix, inverse: $0) }
    }

    /// The polynomial in `matrix` that takes one vector to another; nil where the powers do not reach it.
    private static func polynomial(_ matrix: Matrix, taking start: [Double], to end: [Double]) -> Matrix? {
        var powers = [Matrix.identity(matrix.rows)]
        while powers.count < matrix.rows, let last = powers.last { powers.append(matrix * last) }
        let reached = Matrix(powers.map { $0 * start }, columns: matrix.rows).transposed
        guard let inverse = reached.inverse else { return nil }
        let coefficients = inverse * end
        guard coefficients.allSatisfy(\.isFinite) else { return nil }
        return zip(coefficients, powers).reduce(Matrix(rows: matrix.rows, columns: matrix.rows)) {
            $0 + $1.0 * $1.1
        }
    }
}
