import Testing

@testable import Pipeline

@Suite("Training kernels")
struct NetworkKernelTests {
    /// A batch of random inputs and targets for a random architecture.
    private struct Batch {
        let architecture: Architecture
        let parameters: [Double]
        let inputs: [Double]
        let targets: [Double]
        let length: Int
        let size = 16

        init(_ generator: inout SeededGenerator) {
            architecture = generator.architecture()
            length = Int.random(in: 1...5, using: &generator)
            parameters = generator.numbers(architecture.parameterCount)
            inputs = generator.numbers(length * architecture.inputWidth * size)
            targets = generator.numbers(length * architecture.outputWidth * size)
        }

        /// Loss and gradient in the given precision.
        func gradient<Scalar: KernelScalar>(
            _ type: Scalar.Type, loss: Loss, errorScale: Double, at parameters: [Double]? = nil
        ) -> (loss: Double, gradient: [Double]) {
            var kernel = NetworkKernel<Scalar>(architecture, length: length, batch: size)
            let statistics = kernel.computeGradient(
                at: (parameters ?? self.parameters).map { Scalar($0) }, inputs: inputs.map { Scalar($0) },
                targets: targets.map { Scalar($0) }, loss: loss, errorScale: Scalar(errorScale), measuring: true)
            return (statistics?.loss ?? .nan, kernel.gradient.map { Double($0) })
        }
    }

    @Test("Gradients are those of finite differences, for every loss and any depth", arguments: Loss.allCases, [1, 2.5])
    func finiteDifferences(loss: Loss, errorScale: Double) {
        let seed: UInt64 = 21
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            let batch = Batch(&generator)
            let exact = batch.gradient(Double.self, loss: loss, errorScale: errorScale).gradient
            let scale = exact.reduce(1e-3) { max($0, abs($1)) }
            let step = 1e-6
            for index in exact.indices {
                func value(_ sign: Double) -> Double {
                    var moved = batch.parameters
                    moved[index] += sign * step
                    return batch.gradient(Double.self, loss: loss, errorScale: errorScale, at: moved).loss
                }
                let difference = (value(1) - value(-1)) / (2 * step)
                #expect(
                    abs(difference - exact[index]) < 1e-6 * scale,
                    "seed \(seed), \(batch.architecture), parameter \(index): \(difference) and \(exact[index])")
            }
        }
    }

    @Test("Single precision gives nearly the same gradient", arguments: Loss.allCases)
    func singlePrecision(loss: Loss) {
        let seed: UInt64 = 22
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let batch = Batch(&generator)
            let double = batch.gradient(Double.self, loss: loss, errorScale: 1.5)
            let single = batch.gradient(Float.self, loss: loss, errorScale: 1.5)
            let scale = double.gradient.reduce(1e-3) { max($0, abs($1)) }
            #expect(abs(double.loss - single.loss) < 1e-5 * max(1, double.loss), "seed \(seed)")
            for (a, b) in zip(double.gradient, single.gradient) {
                #expect(abs(a - b) < 1e-4 * scale, "seed \(seed), \(batch.architecture)")
            }
        }
    }

    @Test("Statistics of a batch worked out by hand")
    func statistics() throws {
        // y = h = x, one position: the errors are the inputs less the targets.
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        var kernel = NetworkKernel<Double>(Architecture(of: network), length: 1, batch: 16)
        let errors = [0.1, -0.25, 0.3, -1] + Array(repeating: 0.0, count: 12)
        let statistics = kernel.computeGradient(
            at: network.parameterVector, inputs: errors, targets: Array(repeating: 0, count: 16), loss: .squared,
            errorScale: 2, measuring: true)
        let measured = try #require(statistics)
        // Scaled: 0.2, ½, 0.6 and 2: three are wrong, one exactly on the edge.
        #expect(measured.wrong == 3)
        #expect(measured.largestError == 1)
        #expect(abs(measured.loss - 0.5 * (0.04 + 0.25 + 0.36 + 4) / 16) < 1e-15)
        let unmeasured = kernel.computeGradient(
            at: network.parameterVector, inputs: errors, targets: errors, loss: .squared)
        #expect(unmeasured == nil)
        let broken = kernel.computeGradient(
            at: [0, .nan, 0, 1, 0], inputs: errors, targets: errors, loss: .squared, measuring: true)
        #expect(broken?.wrong == 16 && broken?.largestError == .infinity)
    }

    @Test("The kernel's forward pass is the plain one, in both precisions, for any batch size and start")
    func forwardPass() {
        let seed: UInt64 = 23
        var generator = SeededGenerator(seed: seed)
        for count in [1, 15, 16, 17, 40, 300] {
            let network = generator.network(generator.architecture())
            let inputs = generator.sequences(count, length: 6, width: network.inputWidth)
            let starts = (0..<count).map { _ in generator.numbers(network.hiddenSize) }
            let runs = [network.run(inputs), network.run(inputs, from: starts)]
            for row in 0..<count {
                for (run, start) in zip(runs, [network.initialState, starts[row]]) {
                    let plain = network.plainRun(inputs[row], from: start)
                    let states = (0..<6).map { run.state(row, after: $0) }
                    #expect(isClose(states.flatMap(\.self), plain.states.flatMap(\.self), 1e-12), "seed \(seed)")
                    let width = 6 * network.outputWidth
                    let outputs = Array(run.outputs[row * width..<(row + 1) * width])
                    #expect(
                        isClose(outputs, plain.outputs.flatMap(\.self), 1e-12), "seed \(seed), \(Architecture(of: network))")
                }
            }
        }
    }

    @Test("Single precision runs forward too")
    func singlePrecisionForward() {
        let seed: UInt64 = 24
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let network = generator.network(generator.architecture())
            let inputs = generator.sequences(16, length: 3, width: network.inputWidth)
            var kernel = NetworkKernel<Float>(Architecture(of: network), length: 3, batch: 16)
            let (outputs, _) = kernel.run(
                network.parameterVector.map(Float.init), inputs: inputs.featureMajor(0..<16, batch: 16, scale: 1))
            let plain = network.plainRun(inputs[5]).outputs.flatMap(\.self)
            let lane = plain.indices.map { Double(outputs[$0 * 16 + 5]) }
            #expect(isClose(lane, plain, 1e-4), "seed \(seed)")
        }
    }

    @Test("No sequences, or none with a position, give an empty run")
    func empty() {
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        #expect(network.run(Sequences(count: 0, length: 4, width: 1)).outputs.isEmpty)
        #expect(network.run(Sequences(count: 3, length: 0, width: 1)).outputs.isEmpty)
    }
}

/// Whether numbers agree up to a tolerance relative to the greatest of them, or 1.
func isClose(_ left: [Double], _ right: [Double], _ tolerance: Double) -> Bool {
    let scale = right.reduce(1) { max($0, abs($1)) }
    return left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * scale }
}
