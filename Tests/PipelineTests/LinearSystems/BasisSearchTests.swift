import Testing

@testable import Pipeline

@Suite("Basis search")
struct BasisSearchTests {
    @Test("The plainest coordinates of a disguised system are found")
    func skewed() throws {
        // v' = v + x, p' = p + v', y = p', over (p + 2v, v) and with p starting at 3.
        let skewed = IntegerLinearSystem(
            transition: IntegerMatrix([[1, 1], [0, 1]]), input: IntegerMatrix([[3], [1]]), drift: [0, 0],
            readout: IntegerMatrix([[1, -1]]), feedthrough: IntegerMatrix([[1]]), offset: [0], initial: [3, 0])
        let best = try #require(BasisSearch([skewed]).best(1).first)
        #expect((best.transition.elements + best.readout.elements).allSatisfy { abs($0) <= 1 })
        #expect(best.markovParameters(horizon: 9) == skewed.markovParameters(horizon: 9))
    }

    @Test("Every system met computes the same, and there are as many as asked for")
    func sameFunction() throws {
        let seed: UInt64 = 9
        var generator = SeededGenerator(seed: seed)
        for order in 0...4 {
            let system = generator.system(order: order, inputs: 2, outputs: 2)
            let parameters = system.markovParameters(horizon: 9)
            let others = BasisSearch([system]).best(10)
            #expect(!others.isEmpty, "seed \(seed), order \(order)")
            for other in others {
                #expect(other.markovParameters(horizon: 9) == parameters, "seed \(seed), order \(order)")
            }
        }
        #expect(BasisSearch([.delayLine([1, 1, 1, 1, 1, 1, 1, 1])]).best(4).count >= 4)
    }

    @Test("Constants go where another origin does without them")
    func constants() throws {
        // s' = 2s + x + 3, y = s + 3 from 0 is s' = 2s + x, y = s from 3.
        var system = IntegerLinearSystem.delayLine([1])
        (system.transition, system.drift, system.offset) = (IntegerMatrix([[2]]), [3], [3])
        let best = try #require(BasisSearch([system]).best(1).first)
        #expect(best.drift == [0] && best.offset == [0] && best.initial == [3])
    }

    @Test("Last outputs and their changes are a basis for motion, and for a plane of it; not for a delay of two")
    func differences() throws {
        var motion = IntegerLinearSystem.delayLine([1, 1])
        // The state is (v, p + v) here, the output p + v + x: p and v are found in it.
        motion.transition = IntegerMatrix([[1, 0], [1, 1]])
        motion.input = IntegerMatrix([[1], [2]])
        motion.feedthrough = IntegerMatrix([[1]])
        motion.readout = IntegerMatrix([[0, 1]])
        let found = try #require(motion.overLastOutputs)
        #expect(found.transition.rowArrays == [[1, 1], [0, 1]] && found.readout.rowArrays == [[1, 1]])
        #expect(found.markovParameters(horizon: 9) == motion.markovParameters(horizon: 9))
        #expect(IntegerLinearSystem.delayLine([0, 1]).overLastOutputs == nil)
    }
}
