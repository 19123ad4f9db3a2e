import Render
import Testing

@Suite("Grids of heat maps")
struct HeatMapGridTests {
    private func limit(_ maps: [[Double]]...) -> Double {
        HeatMapGrid(maps.map { HeatMap($0) }).colourLimit
    }

    @Test("The scale ends at the largest value of all maps, whatever its sign")
    func largest() {
        #expect(limit([[1, -2], [0.5, 0]], [[3, -4]]) == 4)
        // One of four that are not zero is no exception yet, one of five is.
        #expect(limit([[12, 1, 1, 1, 0, 0]]) == 12)
        #expect(limit([[12, 1, 1, 1, 1, 0]]) == 10)
        #expect(limit([[9, 1, 1, 1, 1, 0]]) == 9)
    }

    @Test("A few values beyond measure do not leave all others white")
    func outlier() {
        let ones = Array(repeating: 1.0, count: 15)
        #expect(limit([ones + [2759]]) == 10)
        #expect(limit([ones, [-2759]]) == 10)
        // Four of sixteen are no longer a few.
        #expect(limit([Array(ones.prefix(12)) + [80, 90, 100, 110]]) == 110)
    }

    @Test("Where nothing is known or all is zero there is no scale")
    func nothing() {
        #expect(limit() == 0 && limit([[]]) == 0 && limit([[0, 0], [.nan, .infinity]]) == 0)
    }
}
