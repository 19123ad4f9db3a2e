import Determinism
import Testing

@testable import Pipeline

@Suite("Polish")
struct PolishTests {
    private func examples(_ task: SequenceTask, _ count: Int, _ scale: TaskScale) -> TrainingBatch<Double> {
        var batch = TrainingBatch<Double>(task, size: count, length: task.length, scale: scale)
        let sample = InputSpace.randomness(for: .polishing, seed: 3, step: 0)
        batch.draw(of: sample)
        return batch
    }

    private func meanSquaredError(_ network: RecurrentNetwork, _ task: SequenceTask, _ count: Int) -> Double {
        let inputs = task.sample(count, for: .polishing, seed: 3)
        let errors = zip(network.run(inputs).scores, task.outputs(for: inputs).values).map { $0 - Double($1) }
        return errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    }

    /// Both methods, and each alone.
    private static let methods = [
        Polish(), .again, Polish(first: LimitedMemoryBFGS(iterations: 0)),
        Polish(first: LimitedMemoryBFGS(iterations: 25), second: LevenbergMarquardt(iterations: 0)),
    ]

    @Test("No network gets worse, and the report is what the networks do", arguments: methods)
    func neverWorse(polish: Polish) throws {
        let task = SmallTasks.pairProduct
        let scale = TaskScale(task, seed: 1)
        let seed: UInt64 = 51
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20 {
            var architecture = generator.architecture()
            architecture = Architecture(
                inputWidth: 1, outputWidth: 1, hidden: architecture.hidden, transitionWidths: architecture.transitionWidths,
                readoutWidths: architecture.readoutWidths)
            let network = generator.network(architecture)
            let (polished, report) = try polish.polished(network, on: examples(task, 64, scale), scale: scale)
            let before = meanSquaredError(network, task, 64)
            let after = meanSquaredError(polished, task, 64)
            #expect(after <= before * (1 + 1e-9), "seed \(seed), round \(round)")
            #expect(abs(report.residualBefore - before.squareRoot()) < 1e-9, "seed \(seed), round \(round)")
            #expect(abs(report.residualAfter - after.squareRoot()) < 1e-9, "seed \(seed), round \(round)")
        }
    }

    @Test(
        "A network near the exact solution comes to rest on it",
        arguments: [
            Polish(), .again, Polish(first: LimitedMemoryBFGS(iterations: 0)),
            Polish(second: LevenbergMarquardt(iterations: 0)),
        ])
    func converges(polish: Polish) throws {
        let task = try #require(Benchmark.task(named: "Sum_Last2"))
        let scale = TaskScale(task, seed: 1)
        // State: the last input and the sum; every weight is off by a few per cent.
        let network = RecurrentNetwork(
            hidden: [[0.03, -0.02], [1.02, 0.01]], input: [[0.97], [1.03]], biases: [0.02, -0.01], readout: [[0.01, 0.98]],
            offsets: [0.03])
        let (polished, report) = try polish.polished(
            network, on: examples(task, 128, scale), scale: scale)
        #expect(report.residualBefore > 1)
        #expect(report.residualAfter < 1e-5)
        #expect(meanSquaredError(polished, task, 128) < 1e-10)
    }

    @Test(
        "Where the second method is tried by itself, the first has its turn only if that leaves more than is comfortable",
        arguments: [0.001, 1])
    func secondAlone(off: Double) throws {
        let task = try #require(Benchmark.task(named: "Sum_Last2"))
        let scale = TaskScale(task, seed: 1)
        // State: the last input and the sum; what is answered is off by the same everywhere.
        let network = RecurrentNetwork(
            hidden: [[0, 0], [1, 0]], input: [[1], [1]], biases: [0, 0], readout: [[0, 1]], offsets: [off])
        // The second method does nothing here, so that what is done is the first one's.
        let polish = Polish(second: LevenbergMarquardt(iterations: 0), triesSecondAlone: true)
        let (_, report) = try polish.polished(network, on: examples(task, 128, scale), scale: scale)
        #expect(abs(report.residualBefore - off) < 1e-9)
        if off < Acceptance.comfortable {
            #expect(report.iterations == 0 && report.residualAfter == report.residualBefore)
        } else {
            #expect(report.iterations > 0 && report.residualAfter < 0.1 * off)
        }
    }

    @Test("Levenberg–Marquardt finds a kink's exact place where the examples leave no other: max of all numbers so far")
    func piecewiseLinear() throws {
        let task = try #require(Benchmark.task(named: "Max_Seen"))
        let scale = TaskScale(task, seed: 1)
        // h' = h + relu(x - h) up to a few per cent.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[-0.97, 1.02], [1.03, 0.02]]), biases: [0.3, 0.2]),
                .init(weights: Matrix([[0.98, 1.01]]), biases: [-0.1]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1.02]]), biases: [0.4])]))
        let (polished, report) = try Polish(first: LimitedMemoryBFGS(iterations: 0)).polished(
            network, on: examples(task, 256, scale), scale: scale)
        #expect(report.iterations < 60)
        #expect(report.residualAfter < 1e-8)
        #expect(meanSquaredError(polished, task, 2000) < 1e-12)
    }

    @Test("A network without an error is left alone")
    func fixedPoint() throws {
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let scale = TaskScale(SmallTasks.copying, seed: 1)
        let (polished, report) = try Polish().polished(network, on: examples(SmallTasks.copying, 64, scale), scale: scale)
        #expect(isClose(polished.parameterVector, network.parameterVector, 1e-12))
        #expect(report.residualAfter < 1e-12)
    }

    @Test("A deadline that has passed ends it", arguments: methods)
    func deadline(polish: Polish) throws {
        let scale = TaskScale(SmallTasks.pairProduct, seed: 1)
        var generator = SeededGenerator(seed: 52)
        let network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [4], readoutWidths: []))
        #expect(throws: Deadline.Passed.self) {
            try polish.polished(
                network, on: examples(SmallTasks.pairProduct, 64, scale), scale: scale, deadline: Deadline(in: .zero))
        }
    }
}
