import Testing

@testable import Pipeline

@Suite("Realisation from the Hankel matrix")
struct HankelRealisationTests {
    private func parameters(_ impulse: [Int], zeroInput: [Int]? = nil) -> MarkovParameters {
        MarkovParameters(
            zeroInput: (zeroInput ?? impulse.map { _ in 0 }).map { [$0] }, impulse: impulse.map { IntegerMatrix([[$0]]) })
    }

    @Test("The state is the future: a sum needs one variable, a function of the input none, a delay as many as it is long")
    func orders() throws {
        #expect(try HankelRealisation(parameters([1, 1, 1, 1, 1])).reachable.order == 1)
        #expect(try HankelRealisation(parameters([3, 0, 0, 0])).reachable.order == 0)
        #expect(try HankelRealisation(parameters([0, 0, 0, 1, 0, 0, 0])).reachable.order == 3)
        #expect(try HankelRealisation(parameters([1, 1, 1, 0, 0, 0])).reachable.order == 2)
    }

    @Test("A zero-input response alone is a state too, which starts at 0")
    func clock() throws {
        let alternating = try HankelRealisation(parameters([0, 0, 0, 0, 0], zeroInput: [4, 7, 4, 7, 4])).reachable
        #expect(alternating.order == 1 && alternating.initial == [0] && alternating.offset == [4])
        #expect(alternating.transition.elements == [-1] && alternating.input.elements == [0])
    }

    @Test("The reachable lattice is the coarsest, the observable one the finest")
    func lattices() throws {
        // y = 2 · total: either the state counts ones, or twos.
        let realised = try HankelRealisation(parameters([2, 2, 2, 2]))
        #expect(realised.reachable.input.elements == [1] && realised.reachable.readout.elements == [2])
        #expect(realised.observable.input.elements == [2] && realised.observable.readout.elements == [1])
    }

    @Test("A horizon that does not determine the system is refused, and so is one position")
    func refusals() {
        #expect(throws: NotRealisable.undetermined(horizon: 4)) { try HankelRealisation(parameters([0, 0, 0, 1])) }
        #expect(throws: NotRealisable.undetermined(horizon: 1)) { try HankelRealisation(parameters([1])) }
        #expect(throws: NotRealisable.undetermined(horizon: 8)) {
            try HankelRealisation(parameters([1, 0, 5, 2, -7, 3, 11, 4]))
        }
        #expect(throws: NotRealisable.overflow) {
            try HankelRealisation(parameters([0, 0, 0], zeroInput: [.min, .max, 0]))
        }
    }

    @Test("A rank that is smaller modulo the prime than it is leads to no wrong system")
    func rankModuloPrime() {
        // 1, 1, 1 modulo 2⁶¹ − 1: as if a constant were all.
        let hidden = parameters([0, 1, 1, 1 + Int(PrimeField.modulus)])
        #expect(throws: NotRealisable.self) { try HankelRealisation(hidden) }
    }

    @Test("Random systems come back with their parameters, on no more variables, redundant ones dropped", arguments: [1, 2, 3])
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for order in 0...4 {
            for (inputs, outputs) in [(1, 1), (2, 1), (1, 2), (2, 2)] {
                let system = generator.system(order: order, inputs: inputs, outputs: outputs)
                let parameters = try #require(system.markovParameters(horizon: 12))
                let realised = try HankelRealisation(parameters)
                let widened = try #require(system.withRedundantStates(&generator).markovParameters(horizon: 12))
                #expect(widened == parameters, "seed \(seed)")
                #expect(realised.reachable.order <= order && realised.observable.order == realised.reachable.order)
                // Beyond the horizon, too: the system is determined.
                let further = system.markovParameters(horizon: 20)
                #expect(realised.reachable.markovParameters(horizon: 20) == further, "seed \(seed), order \(order)")
                #expect(realised.observable.markovParameters(horizon: 20) == further, "seed \(seed), order \(order)")
            }
        }
    }
}

extension IntegerLinearSystem {
    /// With one state variable that nothing reads and one that nothing moves.
    fileprivate func withRedundantStates(_ generator: inout SeededGenerator) -> IntegerLinearSystem {
        let unread = generator.integers(1, order + 2).elements
        let moved = transition.rowArrays.map { $0 + [0, Int.random(in: -1...1, using: &generator)] }
        let still = Array(repeating: 0, count: order + 2)
        return IntegerLinearSystem(
            transition: IntegerMatrix(moved + [unread, still], columns: order + 2),
            input: IntegerMatrix(
                input.rowArrays + [generator.integers(1, inputWidth).elements] + [Array(repeating: 0, count: inputWidth)],
                columns: inputWidth),
            drift: drift + [1, 0], readout: IntegerMatrix(readout.rowArrays.map { $0 + [0, 1] }, columns: order + 2),
            feedthrough: feedthrough, offset: offset, initial: initial + [2, 0])
    }
}
