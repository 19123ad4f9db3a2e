import Testing

@testable import Pipeline

@Suite("Polish")
struct PolishTests {
    private func meanSquaredError(_ network: RecurrentNetwork, _ task: SequenceTask, _ polish: Polish, seed: UInt64) -> Double {
        let inputs = task.sample(polish.sequences, for: .polishing, seed: seed)
        let errors = zip(network.run(inputs).outputs, task.outputs(for: inputs).values).map { $0 - Double($1) }
        return errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    }

    @Test("No network gets worse, and the report is what the networks do")
    func neverWorse() {
        let polish = Polish(sequences: 64, iterations: 25)
        let seed: UInt64 = 51
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20 {
            var architecture = generator.architecture()
            architecture = Architecture(
                inputWidth: 1, outputWidth: 1, hidden: architecture.hidden, transitionWidths: architecture.transitionWidths,
                readoutWidths: architecture.readoutWidths)
            let network = generator.network(architecture)
            let (polished, report) = polish.polished(network, for: SmallTasks.pairProduct, seed: seed)
            let before = meanSquaredError(network, SmallTasks.pairProduct, polish, seed: seed)
            let after = meanSquaredError(polished, SmallTasks.pairProduct, polish, seed: seed)
            #expect(after <= before, "seed \(seed), round \(round)")
            #expect(abs(report.residualBefore - before.squareRoot()) < 1e-9, "seed \(seed), round \(round)")
            #expect(abs(report.residualAfter - after.squareRoot()) < 1e-9, "seed \(seed), round \(round)")
        }
    }

    @Test("A network near the exact solution comes to rest on it")
    func converges() throws {
        let task = try #require(Benchmark.task(named: "Sum_Last2"))
        // State: the last input and the sum; every weight is off by a few per cent.
        let network = RecurrentNetwork(
            hidden: [[0.03, -0.02], [1.02, 0.01]], input: [[0.97], [1.03]], biases: [0.02, -0.01], readout: [[0.01, 0.98]],
            offsets: [0.03])
        let (polished, report) = Polish(sequences: 128).polished(network, for: task, seed: 1)
        #expect(report.residualBefore > 1)
        #expect(report.residualAfter < 1e-5)
        #expect(meanSquaredError(polished, task, Polish(sequences: 128), seed: 1) < 1e-10)
    }

    @Test("A network without an error is left alone")
    func fixedPoint() {
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let (polished, report) = Polish(sequences: 64).polished(network, for: SmallTasks.copying, seed: 1)
        #expect(polished == network)
        #expect(report.iterations == 0 && report.residualAfter == 0)
    }
}
