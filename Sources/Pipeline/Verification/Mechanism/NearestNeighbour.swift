/// Finds the nearest of many points by Euclidean distance: a k-d tree (Bentley 1975).
struct NearestNeighbour: Sendable {
    private let dimension: Int
    /// `[point][dimension]`, flat: a search looks at many.
    private let coordinates: [Double]
    /// Indices of points; every node is a range of them, halved at the middle.
    private var order: [Int]
    /// At the middle of a node's range, what parts its halves: the upper one is at or beyond `value` on the axis.
    private var splits: [(axis: Int, value: Double)]
    private static let leafSize = 8

    /// - Complexity: O(n log² n) for n points.
    init(_ points: [[Double]]) {
        dimension = points.first?.count ?? 0
        coordinates = points.flatMap(\.self)
        order = Array(points.indices)
        splits = Array(repeating: (0, 0), count: points.count)
        build(0..<points.count)
    }

    /// The index of a point nearest to `query` among those that are candidates, with the squared distance; nil where there are
    /// none.
    func nearest(
        to query: [Double], where isCandidate: (Int) -> Bool = { _ in true }
    ) -> (index: Int, squaredDistance: Double)? {
        var best: (index: Int, squaredDistance: Double)?
        search(0..<order.count, query, isCandidate, &best)
        return best
    }

    /// The indices of all points at most so far from `query`.
    func indices(within distance: Double, of query: [Double]) -> [Int] {
        var found: [Int] = []
        collect(0..<order.count, query, distance, &found)
        return found
    }

    private func coordinate(_ point: Int, _ axis: Int) -> Double { coordinates[point * dimension + axis] }

    private func squaredDistance(_ point: Int, _ query: [Double]) -> Double {
        (0..<dimension).reduce(0) { sum, axis in
            let difference = coordinate(point, axis) - query[axis]
            return sum + difference * difference
        }
    }

    private mutating func build(_ range: Range<Int>) {
        guard range.count > Self.leafSize else { return }
        let axis = widestAxis(range)
        let along = order[range].map { (coordinate: coordinate($0, axis), point: $0) }
        order.replaceSubrange(range, with: along.sorted { $0 < $1 }.map(\.point))
        let middle = range.lowerBound + range.count / 2
        splits[middle] = (axis, coordinate(order[middle], axis))
        build(range.lowerBound..<middle)
        build(middle..<range.upperBound)
    }

    private func widestAxis(_ range: Range<Int>) -> Int {
        var least = (0..<dimension).map { coordinate(order[range.lowerBound], $0) }
        var greatest = least
        for index in order[range] {
            for axis in 0..<dimension {
                least[axis] = min(least[axis], coordinate(index, axis))
                greatest[axis] = max(greatest[axis], coordinate(index, axis))
            }
        }
        return (0..<dimension).max { greatest[$0] - least[$0] < greatest[$1] - least[$1] } ?? 0
    }

    private func collect(_ range: Range<Int>, _ query: [Double], _ distance: Double, _ found: inout [Int]) {
        if range.count <= Self.leafSize {
            found += order[range].filter { squaredDistance($0, query) <= distance * distance }
            return
        }
        let middle = range.lowerBound + range.count / 2
        let offset = query[splits[middle].axis] - splits[middle].value
        if offset <= distance { collect(range.lowerBound..<middle, query, distance, &found) }
        if offset >= -distance { collect(middle..<range.upperBound, query, distance, &found) }
    }

    private func search(
        _ range: Range<Int>, _ query: [Double], _ isCandidate: (Int) -> Bool,
        _ best: inout (index: Int, squaredDistance: Double)?
    ) {
        if range.count <= Self.leafSize {
            for index in order[range] where isCandidate(index) {
                let distance = squaredDistance(index, query)
                if distance < best?.squaredDistance ?? .infinity { best = (index, distance) }
            }
            return
        }
        let middle = range.lowerBound + range.count / 2
        let offset = query[splits[middle].axis] - splits[middle].value
        let halves = [range.lowerBound..<middle, middle..<range.upperBound]
        let (near, far) = offset < 0 ? (halves[0], halves[1]) : (halves[1], halves[0])
        search(near, query, isCandidate, &best)
        if offset * offset < best?.squaredDistance ?? .infinity { search(far, query, isCandidate, &best) }
    }
}
