import Testing

@testable import Pipeline

@Suite("What a linear system's response says")
struct LinearResponseTests {
    @Test("The order is that of the smallest system, whatever the coordinates")
    func order() throws {
        #expect(IntegerLinearSystem.delayLine([0, 0, 1]).minimalOrder == 3)
        #expect(IntegerLinearSystem.delayLine([1, 0, 0]).minimalOrder == 1)
        var blind = IntegerLinearSystem.delayLine([1, 1])
        blind.readout = IntegerMatrix([[0, 0]])
        #expect(blind.minimalOrder == 0)
        let seed: UInt64 = 23
        var generator = SeededGenerator(seed: seed)
        for order in 1...3 {
            let system = generator.system(order: order)
            let least = try #require(system.minimalOrder)
            #expect(least <= order, "seed \(seed)")
            let others = BasisSearch([system]).best(3)
            #expect(!others.isEmpty && others.allSatisfy { $0.minimalOrder == least }, "seed \(seed)")
        }
    }

    @Test("The bound is reached by the worst inputs, and there is none beyond 64 bits")
    func bound() throws {
        var doubling = IntegerLinearSystem.delayLine([1])
        doubling.transition = IntegerMatrix([[2]])
        // 1 + 2 + … + 256 for a 1 at every position but the last.
        #expect(doubling.outputBound(length: 10, greatestInput: 1) == 511)
        #expect(doubling.outputBound(length: 10, greatestInput: 3) == 1533)
        #expect(doubling.outputBound(length: 100, greatestInput: 1) == nil)
        let sequence = Word(repeating: [-3], count: 10)
        let outputs = try #require(doubling.markovParameters(horizon: 10)?.outputs(on: sequence))
        #expect(outputs.last == [-1533])
        var drifting = IntegerLinearSystem.delayLine([0, 2])
        drifting.offset = [-7]
        #expect(drifting.outputBound(length: 10, greatestInput: 5) == 17)
        #expect(drifting.outputBound(length: 2, greatestInput: 5) == 7)
    }

    @Test("A state that no output shows is bounded with the others")
    func state() throws {
        var hidden = IntegerLinearSystem.delayLine([1])
        hidden.transition = IntegerMatrix([[2]])
        hidden.readout = IntegerMatrix([[0]])
        #expect(hidden.outputBound(length: 10, greatestInput: 1) == 0)
        #expect(hidden.withStateShown.outputBound(length: 10, greatestInput: 1) == 511)
        #expect(hidden.withStateShown.outputWidth == 2 && hidden.withStateShown.order == 1)
    }
}
