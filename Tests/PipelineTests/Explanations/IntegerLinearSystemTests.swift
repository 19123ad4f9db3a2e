import Testing

@testable import Pipeline

@Suite("Integer linear systems")
struct IntegerLinearSystemTests {
    private func system(
        _ transition: [[Int]], _ input: [[Int]], drift: [Int], readout: [[Int]], offset: [Int]
    ) -> IntegerLinearSystem {
        IntegerLinearSystem(
            transitions: zip(zip(transition, input), drift).map {
                LinearRegression.Fit(coefficients: $0.0 + $0.1, constant: $1)
            },
            readouts: zip(readout, offset).map { LinearRegression.Fit(coefficients: $0, constant: $1) },
            dimension: transition.count, inputWidth: input.first?.count ?? 1)
    }

    @Test("The Mealy form forgets the state that only holds the last input")
    func lastInput() throws {
        // Moore: s1' = x, s2' = s1, y = s1 + s2 (new ones). Mealy: one state, y = x + s.
        let moore = system([[0, 0], [1, 0]], [[1], [0]], drift: [0, 0], readout: [[1, 1]], offset: [5])
        let mealy = try #require(moore.mealyForm)
        #expect(mealy.dimension == 1 && mealy.transition.elements == [0] && mealy.input.elements == [1])
        #expect(mealy.readout.elements == [1] && mealy.feedthrough.elements == [1] && mealy.offset == [5])
    }

    @Test("What no output observes goes, and the drift moves into the offset")
    func unobserved() throws {
        let moore = system([[1, 0], [0, 1]], [[1], [7]], drift: [-1, 3], readout: [[2, 0]], offset: [0])
        let mealy = try #require(moore.mealyForm)
        #expect(mealy.dimension == 1 && mealy.offset == [-2] && mealy.feedthrough.elements == [2])
    }

    @Test("Overflow gives nil")
    func overflow() {
        let huge = system([[.max]], [[1]], drift: [0], readout: [[3]], offset: [0])
        #expect(huge.mealyForm == nil)
        let shifted = system([[1]], [[1]], drift: [.max], readout: [[1]], offset: [1])
        #expect(shifted.mealyForm == nil)
    }

    @Test("The initial state is one from which the first steps follow")
    func starts() throws {
        let total = system([[1]], [[1]], drift: [0], readout: [[1]], offset: [0])
        #expect(total.starting(from: [4], agreeingWith: [([1], [1]), ([2], [2])])?.initial == [0])
        #expect(total.starting(from: [4], agreeingWith: [([1], [5])])?.initial == [4])
        #expect(total.starting(from: [4], agreeingWith: [([1], [3])]) == nil)
    }

    @Test("The basis search finds the plainest coordinates of a disguised system, in bounded time for eight variables")
    func basisSearch() throws {
        // Newton in the basis (p + 2v, v): heavier than (p, v), from which it is two steps away.
        let skewed = system([[1, 1], [0, 1]], [[3], [1]], drift: [0, 0], readout: [[1, -2]], offset: [0])
        let mealy = try #require(skewed.mealyForm)
        let best = try #require(BasisSearch(mealy).best(1).first)
        #expect(best.transition.elements.allSatisfy { abs($0) <= 1 } && best.readout.elements.allSatisfy { abs($0) <= 1 })
        let shift = (0..<8).map { row in (0..<8).map { $0 == row - 1 ? 1 : 0 } }
        let line = system(
            shift, (0..<8).map { [$0 == 0 ? 1 : 0] }, drift: Array(repeating: 0, count: 8),
            readout: [Array(repeating: 1, count: 8)], offset: [0])
        let clock = ContinuousClock()
        let found = try #require(line.mealyForm)
        let time = clock.measure { #expect(BasisSearch(found).best(4).count == 4) }
        #expect(time < .seconds(5))
    }
}
