import Determinism

/// A part of hidden states that can be exchanged on its own: directions, and how far along them a state lies.
///
///     let parity = ReadSubspace(of: discriminant, most: 4)
///     let mixed = parity.exchanging(state, with: other)   // the discriminant reads of it what it reads of `other`
struct ReadSubspace {
    /// `[dimension][unit]`: what is exchanged lies in their span.
    private let directions: Matrix
    /// `[dimension][unit]`: how far along each direction a state lies.
    private let filters: Matrix

    /// Singular values of less than this part of the greatest are none.
    private static let negligible = 1e-6

    /// Where a linear discriminant tells values apart: the span of the differences between their means, or where that is more than
    /// `most` dimensions, those of them that tell the most states apart (canonical variates; Rao 1948).
    ///
    /// The projection onto it is orthogonal in the metric of the covariance that the states of one value have (Mahalanobis 1936), so that
    /// it contains everything that the discriminant looks at and leaves the rest alone. The directions are where values differ, the
    /// filters what reads that: a pattern and a filter, which are not the same where units are correlated (Haufe et al. 2014).
    ///
    /// Nil where the means do not differ, no dimension is allowed, or LAPACK does not converge.
    init?(of discriminant: LinearDiscriminant, most: Int) {
        guard most > 0, let metric = SymmetricEigensystem(discriminant.precision), metric.values.allSatisfy({ $0 > 0 })
        else { return nil }
        let roots = metric.values.map { $0.squareRoot() }
        // In whitened states, distances are counted in deviations of the states of one value.
        let whitening = Matrix.diagonal(roots) * metric.vectors.transposed
        let unwhitening = Matrix.diagonal(roots.map { 1 / $0 }) * metric.vectors.transposed
        let means = (0..<discriminant.means.rows).map { whitening * discriminant.means.row($0) }
        let weights = discriminant.counts.map { ($0 / discriminant.counts.reduce(0, +)).squareRoot() }
        let centre = zip(means, weights).reduce(Array(repeating: 0, count: roots.count)) {
            Vector.sum($0, $1.0, times: $1.1 * $1.1)
        }
        let differences = zip(means, weights).map { mean, weight in Vector.difference(mean, centre).map { weight * $0 } }
        guard let singular = SingularVectors(Matrix(differences)), let greatest = singular.values.first, greatest > 0
        else { return nil }
        let rank = min(most, singular.rank(above: Self.negligible * greatest))
        let span = singular.rowSpace(rank: rank).transposed
        directions = span * unwhitening * discriminant.axes
        filters = span * whitening * discriminant.axes
    }

    /// As many directions at random, orthonormal: what any subspace of the size does.
    ///
    /// - Precondition: not more dimensions than units.
    init(random dimensions: Int, units: Int, _ randomness: CounterRandom) {
        var basis: [[Double]] = []
        var draw = randomness
        while basis.count < dimensions {
            // Sums of twelve uniform numbers are near enough to normal ones for no direction to be preferred.
            var vector = (0..<units).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + draw.unit() } }
            for direction in basis { vector = Vector.sum(vector, direction, times: -Vector.dot(vector, direction)) }
            let norm = Vector.norm(vector)
            if norm > 1e-6 { basis.append(vector.map { $0 / norm }) }
        }
        directions = Matrix(basis, columns: units)
        filters = directions
    }

    var dimensions: Int { directions.rows }

    /// The state with its part in the subspace taken from another one.
    ///
    /// - Complexity: O(dimensions · units)
    func exchanging(_ state: [Double], with other: [Double]) -> [Double] {
        let distances = filters * Vector.difference(other, state)
        return distances.indices.reduce(state) { Vector.sum($0, directions.row($1), times: distances[$1]) }
    }
}
