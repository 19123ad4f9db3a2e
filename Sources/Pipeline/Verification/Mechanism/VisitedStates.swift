/// Where a network has hidden states, as far as it was visited: near one of those after visited prefixes, or rather one that stands for
/// the near-equal ones.
///
/// What a network does elsewhere nobody trained: a hidden state that is moved there says nothing of what it learned.
struct VisitedStates {
    private let tree: NearestNeighbour
    /// A quarter of the distance at which the program's memory usually changes.
    private let tolerance: Double

    /// Of the prefixes that leave room for a continuation.
    ///
    /// - Complexity: O(n log n) or so for n prefixes.
    init(_ visits: SideBySide) {
        let inner = visits.visits.filter { $0.time + 1 < visits.inputs.length }
        let states = inner.map(visits.hidden)
        var numbers: [[Int]: Int] = [:]
        let memories = inner.map { visit in
            let number = numbers[visit.memory] ?? numbers.count
            numbers[visit.memory] = number
            return number
        }
        tolerance = StateClusters.tolerance(states, values: memories)
        tree = NearestNeighbour(StateClusters.cells(states, tolerance: tolerance).firsts.map { states[$0] })
    }

    func contains(_ state: [Double]) -> Bool {
        tree.nearest(to: state).map { $0.squaredDistance.squareRoot() <= tolerance } ?? false
    }
}
