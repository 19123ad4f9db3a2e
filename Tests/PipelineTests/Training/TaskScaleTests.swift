import Testing

@testable import Pipeline

@Suite("Task scale")
struct TaskScaleTests {
    @Test("Scales are the powers of two from half the greatest value")
    func powers() throws {
        let bits = TaskScale(Benchmark.binaryAddition, seed: 1)
        #expect(bits.input == 1 && bits.output == 1)
        let total = TaskScale(try #require(Benchmark.task(named: "Sum_All")), seed: 1)
        // Inputs reach 99; sums of ten of them surely pass 512 and never 1024 in a small sample.
        #expect(total.input == 64 && total.output == 512)
        let extreme = SequenceTask(name: "Extreme", summary: "", inputRange: .min ..< .min + 2) { xs, ys in
            for t in xs.indices { ys[t] = xs[t] }
        }
        #expect(TaskScale(extreme, seed: 1).input == 0x1p62)
    }

    @Test("Folding back changes no bit: scaled inputs and outputs belong to exactly the same function")
    func exactness() throws {
        let scale = TaskScale(try #require(Benchmark.task(named: "Sum_Last3")), seed: 1)
        let seed: UInt64 = 41
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let network = generator.network(generator.architecture())
            #expect(scale.foldedBack(scale.unfolded(network)) == network, "seed \(seed)")
            let folded = scale.foldedBack(network)
            let letter = (0..<network.inputWidth).map { _ in Int.random(in: 0..<100, using: &generator) }
            let state = generator.numbers(network.hiddenSize)
            let scaledState = network.transition(state + letter.map { Double($0) / scale.input })
            #expect(folded.step(state, letter) == scaledState, "seed \(seed)")
            #expect(folded.output(state) == network.output(state).map { $0 * scale.output }, "seed \(seed)")
        }
    }
}
