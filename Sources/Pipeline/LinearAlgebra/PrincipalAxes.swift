/// The directions in which points vary most.
public struct PrincipalAxes: Sendable {
    /// Where they lie on average.
    public let mean: [Double]
    /// Orthonormal, the direction of greatest variance first; the largest component of each is positive.
    public let directions: [[Double]]

    /// Nil where there is no point, or a number is not finite.
    ///
    /// - Parameter points: as many numbers each.
    /// - Complexity: O(points · dimensions²)
    public init?(of points: [[Double]]) {
        guard let first = points.first else { return nil }
        let mean = Vector.mean(points, width: first.count)
        guard let found = SingularVectors(Matrix(points.map { Vector.difference($0, mean) })) else { return nil }
        self.mean = mean
        directions = first.indices.map { index in
            let direction = found.right.column(index)
            let largest = direction.max { abs($0) < abs($1) } ?? 0
            return largest < 0 ? direction.map { -$0 } : direction
        }
    }
}
