import Testing

@testable import Pipeline

@Suite("Task scale")
struct TaskScaleTests {
    @Test("Inputs are centred and lie within ±2, outputs within the power of two from half the greatest")
    func powers() throws {
        let bits = TaskScale(Benchmark.binaryAddition, seed: 1)
        #expect(bits.centre == 0.5 && bits.input == 0.25 && bits.output == 1)
        let total = TaskScale(try #require(Benchmark.task(named: "Sum_All")), seed: 1)
        // Inputs reach from 0 to 99; sums of ten of them surely pass 512 and never 1024 in a small sample.
        #expect(total.centre == 49.5 && total.input == 32 && total.output == 512)
        let extreme = SequenceTask(name: "Extreme", summary: "", inputRange: .min ..< .min + 2) { xs, ys in
            for t in xs.indices { ys[t] = xs[t] }
        }
        #expect(TaskScale(extreme, seed: 1).output == 0x1p62)
    }

    @Test("Folded back, the network does with integers what the other one does with scaled numbers")
    func sameFunction() throws {
        let scale = TaskScale(try #require(Benchmark.task(named: "Sum_Last3")), seed: 1)
        let seed: UInt64 = 41
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let network = generator.network(generator.architecture())
            let there = scale.foldedBack(scale.unfolded(network)).parameterVector
            #expect(isClose(there, network.parameterVector, 1e-12), "seed \(seed)")
            let folded = scale.foldedBack(network)
            let letter = (0..<network.inputWidth).map { _ in Int.random(in: 0..<100, using: &generator) }
            let state = generator.numbers(network.hiddenSize)
            let scaledState = network.transition(state + letter.map { (Double($0) - scale.centre) / scale.input })
            #expect(isClose(folded.step(state, letter), scaledState, 1e-12), "seed \(seed)")
            let outputs = network.scores(state).map { $0 * scale.output }
            #expect(isClose(folded.scores(state), outputs, 1e-12), "seed \(seed)")
        }
    }
}
