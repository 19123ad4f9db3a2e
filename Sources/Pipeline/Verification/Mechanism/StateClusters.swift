/// Hidden states that are near-equal, as far as one variable of the program is concerned: single linkage, so that two states are
/// in one cluster if steps of at most the tolerance lead from one to the other, over states that are visited.
///
/// States come in cells of a grid that is finer by far than the tolerance, and it is the first states of cells that are linked: so
/// that states of different clusters are at least half a tolerance apart.
struct StateClusters: Sendable {
    /// The tolerance as a part of the distance at which the variable usually changes: the median distance from a state to the
    /// nearest one with another value. A step of a quarter cannot lead from one value's states to another's, with room for the
    /// states' own spread on both sides, unless values are nearer to each other there than they usually are.
    static let fraction = 0.25
    /// States whose nearest one of another value is looked for: the median of so many is as good as that of all.
    private static let probed = 64

    /// Infinite where all states have one value.
    let tolerance: Double
    /// For each state, its cell.
    let cells: [Int]
    /// For each cell, its first state, which stands for it.
    let firsts: [Int]
    /// For each cell, its cluster.
    let clusters: [Int]
    let count: Int

    /// - Complexity: O(n log n) or so for n states, where not too many are within the tolerance of each other's cell.
    init(_ states: [[Double]], values: [Int]) {
        tolerance = Self.tolerance(states, values: values)
        (cells, firsts) = Self.cells(states, tolerance: tolerance)
        (clusters, count) = Self.linked(firsts.map { states[$0] }, tolerance)
    }

    func cluster(of state: Int) -> Int { clusters[cells[state]] }

    /// How many clusters hold states of different values.
    func mixedCount(_ values: [Int]) -> Int {
        var first: [Int?] = Array(repeating: nil, count: count)
        var isMixed = Array(repeating: false, count: count)
        for (state, value) in values.enumerated() {
            let cluster = cluster(of: state)
            if first[cluster] ?? value != value { isMixed[cluster] = true }
            first[cluster] = value
        }
        return isMixed.count { $0 }
    }

    /// Of states in which something has these values; infinite where all have one.
    static func tolerance(_ states: [[Double]], values: [Int]) -> Double {
        let step = max(1, states.count / probed)
        let distances = stride(from: 0, to: states.count, by: step).compactMap { state -> Double? in
            var least = Double.infinity
            for other in states.indices where values[other] != values[state] {
                least = min(least, Vector.squaredDistance(states[state], states[other]))
            }
            return least < .infinity ? least.squareRoot() : nil
        }.sorted()
        return distances.isEmpty ? .infinity : fraction * distances[distances.count / 2]
    }

    /// For each state its cell, and for each cell its first state. A cell's diagonal is a quarter of the tolerance.
    static func cells(_ states: [[Double]], tolerance: Double) -> (cells: [Int], firsts: [Int]) {
        let side = tolerance / (4 * Double(max(1, states.first?.count ?? 1)).squareRoot())
        var number: [[Double]: Int] = [:]
        var firsts: [Int] = []
        let cells = states.enumerated().map { index, state in
            let place = side == .infinity ? [] : side > 0 ? state.map { ($0 / side).rounded(.down) } : state
            let cell = number[place, default: firsts.count]
            if cell == firsts.count {
                number[place] = cell
                firsts.append(index)
            }
            return cell
        }
        return (cells, firsts)
    }

    private static func linked(_ points: [[Double]], _ tolerance: Double) -> (clusters: [Int], count: Int) {
        let tree = NearestNeighbour(points)
        var clusters = Array(repeating: -1, count: points.count)
        var count = 0
        for start in points.indices where clusters[start] < 0 {
            clusters[start] = count
            var queue = [start]
            while let point = queue.popLast() {
                for other in tree.indices(within: tolerance, of: points[point]) where clusters[other] < 0 {
                    clusters[other] = count
                    queue.append(other)
                }
            }
            count += 1
        }
        return (clusters, count)
    }
}
