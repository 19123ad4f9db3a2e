import Render
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// Which directions of the hidden space are looked along.
@Suite struct ReportsStateProjectionTests {
    @Test func oneUnitOrTwoAreShownAsTheyAre() {
        let line = StateProjection.best(for: [[1], [2]], code: nil)
        #expect(line.count == 1 && line[0].names.y == nil && line[0]([3]) == Point(3, 0))
        let plane = StateProjection.best(for: [[1, 2]], code: nil)
        #expect(plane.count == 1 && plane[0]([3, 4]) == Point(3, 4) && plane[0].matrix == [[1, 0, 0], [0, 1, 0]])
    }

    @Test(arguments: [3, 4, 5])
    func moreAreShownAlongPrincipalPairs(size: Int) throws {
        func value(_ index: Int, _ unit: Int) -> Double {
            let numerator = (index * (unit + 3)) % 17
            return Double(numerator) / Double(unit + 1)
        }
        let states = (0..<40).map { index in (0..<size).map { value(index, $0) } }
        let pairs = StateProjection.best(for: states, code: nil)
        #expect(
            pairs.map(\.names.x) == ["principal direction 1", size == 3 ? "principal direction 1" : "principal direction 3"])
        // The matrix is the same map.
        for pair in pairs {
            let place = pair(states[7])
            let extended: [Double] = states[7] + [1]
            let rows = pair.matrix.map { Vector.dot($0, extended) }
            #expect(abs(rows[0] - place.x) < 1e-9 && abs(rows[1] - place.y) < 1e-9)
        }
    }

    @Test func principalAxesOfPointsOnALine() throws {
        let axes = try #require(PrincipalAxes(of: (0..<9).map { [Double($0), 2 * Double($0), 5] }))
        #expect(axes.mean == [4, 8, 5])
        #expect(abs(axes.directions[0][1] - 2 / 5.0.squareRoot()) < 1e-12 && abs(axes.directions[0][2]) < 1e-12)
        #expect(PrincipalAxes(of: []) == nil && PrincipalAxes(of: [[.nan, 0]]) == nil)
    }
}
