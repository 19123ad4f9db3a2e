/// Finds the nearest of many points by Euclidean distance: a k-d tree (Bentley 1975).
struct NearestNeighbour: Sendable {
    private let points: [[Double]]
    /// Indices of points; every node is a range of them, halved at the middle.
    private var order: [Int]
    /// At the middle of a node's range, what parts its halves: the upper one is at or beyond `value` on the axis.
    private var splits: [(axis: Int, value: Double)]
    private static let leafSize = 8

    /// - Complexity: O(n log² n) for n points.
    init(_ points: [[Double]]) {
        self.points = points
        order = Array(points.indices)
        splits = Array(repeating: (0, 0), count: points.count)
        build(0..<points.count)
    }

    /// The index of a point nearest to `query`, with the squared distance; nil where there are no points.
    func nearest(to query: [Double]) -> (index: Int, squaredDistance: Double)? {
        guard let first = order.first else { return nil }
        var best = (index: first, squaredDistance: Double.infinity)
        search(0..<order.count, query, &best)
        return best
    }

    private mutating func build(_ range: Range<Int>) {
        guard range.count > Self.leafSize else { return }
        let axis = widestAxis(range)
        order[range].sort { (points[$0][axis], $0) < (points[$1][axis], $1) }
        let middle = range.lowerBound + range.count / 2
        splits[middle] = (axis, points[order[middle]][axis])
        build(range.lowerBound..<middle)
        build(middle..<range.upperBound)
    }

    private func widestAxis(_ range: Range<Int>) -> Int {
        let dimension = points.first?.count ?? 0
        var (least, greatest) = (points[order[range.lowerBound]], points[order[range.lowerBound]])
        for index in order[range] {
            for axis in 0..<dimension {
                least[axis] = min(least[axis], points[index][axis])
                greatest[axis] = max(greatest[axis], points[index][axis])
            }
        }
        return (0..<dimension).max { greatest[$0] - least[$0] < greatest[$1] - least[$1] } ?? 0
    }

    private func search(_ range: Range<Int>, _ query: [Double], _ best: inout (index: Int, squaredDistance: Double)) {
        if range.count <= Self.leafSize {
            for index in order[range] {
                let distance = Vector.squaredDistance(points[index], query)
                if distance < best.squaredDistance { best = (index, distance) }
            }
            return
        }
        let middle = range.lowerBound + range.count / 2
        let offset = query[splits[middle].axis] - splits[middle].value
        let halves = [range.lowerBound..<middle, middle..<range.upperBound]
        let (near, far) = offset < 0 ? (halves[0], halves[1]) : (halves[1], halves[0])
        search(near, query, &best)
        if offset * offset < best.squaredDistance { search(far, query, &best) }
    }
}
