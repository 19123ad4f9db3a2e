import Testing

@testable import Pipeline

@Suite("Markov parameters")
struct MarkovParametersTests {
    @Test("Of motion under a constant pull, worked out by hand")
    func motion() throws {
        // v' = v + x - 1, p' = p + v', y = p'
        let system = IntegerLinearSystem(
            transition: IntegerMatrix([[1, 1], [0, 1]]), input: IntegerMatrix([[1], [1]]), drift: [-1, -1],
            readout: IntegerMatrix([[1, 1]]), feedthrough: IntegerMatrix([[1]]), offset: [-1], initial: [0, 0])
        let parameters = try #require(system.markovParameters(horizon: 4))
        #expect(parameters.zeroInput == [[-1], [-3], [-6], [-10]])
        #expect(parameters.impulse.map(\.elements) == [[1], [2], [3], [4]])
        #expect(parameters.count == 8)
        #expect(parameters.outputs(on: [[2], [0], [-1]]) == [[1], [1], [-1]])
    }

    @Test("They tell every output, and where two systems differ first", arguments: [5 as UInt64, 6])
    func superposition(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for order in 0...4 {
            var system = generator.system(order: order, inputs: 2, outputs: 2)
            let parameters = try #require(system.markovParameters(horizon: 8))
            let sequence = Word((0..<8).map { _ in generator.integers(1, 2, in: -5...5).elements })
            var state = system.initial
            var expected: [[Int]] = []
            for letter in sequence {
                let direct = try #require(system.feedthrough.image(of: letter, plus: system.offset))
                expected.append(try #require(system.readout.image(of: state, plus: direct)))
                let entered = try #require(system.input.image(of: letter, plus: system.drift))
                state = try #require(system.transition.image(of: state, plus: entered))
            }
            #expect(parameters.outputs(on: sequence) == expected, "seed \(seed), order \(order)")
            #expect(parameters.distinguishingSequence(from: parameters) == nil)
            system.feedthrough[1, 0] += 1
            let changed = try #require(system.markovParameters(horizon: 8))
            #expect(changed.distinguishingSequence(from: parameters) == [[1, 0]])
            system.offset[0] += 1
            #expect(try #require(system.markovParameters(horizon: 8)).distinguishingSequence(from: changed) == [[0, 0]])
        }
    }

    @Test("Numbers beyond 64 bits give nil, but not where only a later step would need them")
    func overflow() {
        var system = IntegerLinearSystem.delayLine([1])
        system.transition[0, 0] = .max
        #expect(system.markovParameters(horizon: 3)?.impulse.map(\.elements) == [[0], [1], [.max]])
        #expect(system.markovParameters(horizon: 4) == nil)
    }
}
