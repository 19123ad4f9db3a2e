/// The smallest affine space that holds points, up to a tolerance: where a function that is fitted to them is determined.
struct AffineSpan: Sendable {
    private let origin: [Double]
    /// Orthonormal.
    private let directions: [[Double]]

    /// Nil where there are no points.
    ///
    /// The point furthest from the span of those taken so far is taken, until none is further than the tolerance.
    ///
    /// - Complexity: O(n · h²) for n points of h numbers.
    init?(of points: [[Double]], tolerance: Double) {
        guard let origin = points.first else { return nil }
        var rests = points.map { Vector.difference($0, origin) }
        var directions: [[Double]] = []
        while directions.count < origin.count {
            let lengths = rests.map { Vector.dot($0, $0).squareRoot() }
            guard let furthest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }), lengths[furthest] > tolerance else {
                break
            }
            let direction = rests[furthest].map { $0 / lengths[furthest] }
            directions.append(direction)
            rests = rests.map { Vector.sum($0, direction, times: -Vector.dot($0, direction)) }
        }
        self.origin = origin
        self.directions = directions
    }

    func distance(to point: [Double]) -> Double {
        var rest = Vector.difference(point, origin)
        for direction in directions { rest = Vector.sum(rest, direction, times: -Vector.dot(rest, direction)) }
        return Vector.dot(rest, rest).squareRoot()
    }
}
