import Testing

@testable import Pipeline

@Suite("Clusters of near-equal states")
struct StateClustersTests {
    @Test("States that differ by less than a quarter of where values change are one cluster")
    func twoPlaces() {
        let states = [[0.0], [0.1], [-0.1], [1.0], [1.1], [0.9]]
        let clusters = StateClusters(states, values: [0, 0, 0, 1, 1, 1])
        // The nearest states of another value are 0.8, 0.8, 0.9, 0.9, 1 and 1 away.
        #expect(abs(clusters.tolerance - 0.9 / 4) < 1e-12)
        #expect(clusters.count == 2 && states.indices.map(clusters.cluster) == [0, 0, 0, 1, 1, 1])
    }

    @Test("Single linkage: a chain of short steps is one cluster, a gap ends it")
    func chain() {
        let states = (0..<20).map { [5 * Double($0)] } + [[200.0]]
        let clusters = StateClusters(states, values: Array(repeating: 0, count: 20) + [1])
        #expect(clusters.count == 2 && clusters.cluster(of: 0) == clusters.cluster(of: 19))
        #expect(clusters.cluster(of: 20) == 1)
    }

    @Test("Where one place holds two values no distance is a tolerance: only equal states are one")
    func confused() {
        let clusters = StateClusters([[0], [0], [1], [1], [1e-9]], values: [0, 1, 0, 1, 0])
        #expect(clusters.tolerance == 0 && clusters.count == 3)
    }

    @Test("A variable of one value tells nothing apart; of no states there is no cluster")
    func degenerate() {
        #expect(StateClusters([[0], [5], [100]], values: [7, 7, 7]).count == 1)
        #expect(StateClusters([], values: []).count == 0)
    }

    @Test(
        "States of different clusters are at least half a tolerance apart, whatever grid they lie on", arguments: UInt64(1)...10
    )
    func bruteForce(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let centres = (0..<6).map { _ in generator.numbers(2).map { 20 * $0 } }
        let labels = (0..<120).map { _ in Int.random(in: 0..<6, using: &generator) }
        let states = labels.map { Vector.sum(centres[$0], generator.numbers(2).map { 0.01 * $0 }) }
        let clusters = StateClusters(states, values: labels)
        for (one, left) in states.enumerated() {
            for (other, right) in states.enumerated() where clusters.cluster(of: one) != clusters.cluster(of: other) {
                #expect(Vector.squaredDistance(left, right).squareRoot() >= clusters.tolerance / 2, "seed \(seed)")
            }
        }
        #expect(clusters.count > 1, "seed \(seed)")
    }
}
