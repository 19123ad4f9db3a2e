/// The fewest principal axes that vectors lie in, to within a distance: what is done to a few vectors of many numbers is done to as
/// many vectors of a few.
struct PrincipalSubspace {
    /// Orthonormal, one a row.
    private let axes: Matrix
    /// One a column.
    private let transposed: Matrix

    var dimension: Int { axes.rows }

    /// Nil where the vectors need as many axes as they have numbers, or a number is not finite.
    ///
    /// - Parameters:
    ///   - vectors: as many numbers each.
    ///   - distance: how far one of them may lie off the subspace.
    /// - Complexity: O(vectors · numbers²)
    init?(of vectors: [[Double]], within distance: Double) {
        guard let width = vectors.first?.count, width > 1, let singular = SingularVectors(Matrix(vectors)) else { return nil }
        for dimension in singular.rank(above: distance)..<width {
            let subspace = PrincipalSubspace(singular.rowSpace(rank: dimension))
            if vectors.allSatisfy({ subspace.contains($0, within: distance) }) {
                self = subspace
                return
            }
        }
        return nil
    }

    private init(_ columns: Matrix) {
        (axes, transposed) = (columns.transposed, columns)
    }

    private func contains(_ vector: [Double], within distance: Double) -> Bool {
        Vector.norm(Vector.difference(vector, self.vector(coordinates(of: vector)))) <= distance
    }

    /// The components of a vector along the axes.
    func coordinates(of vector: [Double]) -> [Double] { axes * vector }

    /// The vector with these components.
    func vector(_ coordinates: [Double]) -> [Double] { transposed * coordinates }
}
