import Testing

@testable import Pipeline

@Suite("Nearest neighbours")
struct NearestNeighbourTests {
    @Test("As near as the nearest of all, whatever the points", arguments: UInt64(1)...20)
    func bruteForce(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let dimension = Int.random(in: 1...5, using: &generator)
        // Rounded, so that points and distances coincide.
        let points = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
            generator.numbers(dimension).map { (4 * $0).rounded() }
        }
        let tree = NearestNeighbour(points)
        for _ in 0..<50 {
            let query = generator.numbers(dimension).map { 5 * $0 }
            let found = try #require(tree.nearest(to: query))
            let least = points.map { Vector.squaredDistance($0, query) }.min()
            #expect(
                found.squaredDistance == least && Vector.squaredDistance(points[found.index], query) == least, "seed \(seed)")
        }
    }

    @Test("Of no points there is none; of many equal ones, one")
    func degenerate() {
        #expect(NearestNeighbour([]).nearest(to: [0]) == nil)
        let equal = NearestNeighbour(Array(repeating: [1, 2], count: 1000)).nearest(to: [1, 4])
        #expect(equal?.squaredDistance == 4)
    }
}
