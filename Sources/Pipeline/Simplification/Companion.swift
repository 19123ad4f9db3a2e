/// h ↦ coordinates along W_x, W_h W_x, W_h² W_x, … for an affine f: W_h becomes a companion matrix (Frobenius), whose
/// coefficients are those of the linear recurrence that the state obeys.
///
/// Where eigenvalues are irrational but the recurrence is not, as in a discrete oscillator, this is the shorter form. The dual
/// form, in which the coordinates are the outputs that would follow zero inputs, competes with it.
struct Companion: Normaliser {
    let name = "companion"

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard let affine = network.affineTransition else { return nil }
        let (hidden, input) = (affine.hidden, affine.input)
        let reached = Self.krylovBasis(hidden, (0..<input.columns).map(input.column)).flatMap { columns in
            columns.inverse.map { network.changingCoordinates(by: $0, inverse: columns) }
        }
        let read = network.readout.layers[0].weights
        let observed = Self.krylovBasis(hidden.transposed, (0..<read.rows).map(read.row)).flatMap { columns in
            let rows = columns.transposed
            return rows.inverse.map { network.changingCoordinates(by: rows, inverse: $0) }
        }
        return [reached, observed].compactMap(\.self).shortest
    }

    /// v, A v, A² v, … of each vector in turn, as long as they are new, as columns; nil where they do not span the space.
    private static func krylovBasis(_ matrix: Matrix, _ vectors: [[Double]]) -> Matrix? {
        var (basis, directions): ([[Double]], [[Double]]) = ([], [])
        for vector in vectors {
            var next = vector
            while basis.count < matrix.rows {
                let rest = directions.reduce(next) { Vector.sum($0, $1, times: -Vector.dot($0, $1)) }
                guard Vector.norm(rest) > 1e-6 * Vector.norm(next), Vector.norm(rest) > 0 else { break }
                basis.append(next)
                directions.append(rest.map { $0 / Vector.norm(rest) })
                next = matrix * next
            }
        }
        return basis.count == matrix.rows ? Matrix(basis, columns: matrix.rows).transposed : nil
    }
}
