import Testing

@testable import Pipeline

@Suite("Training kernels")
struct NetworkKernelTests {
    /// A batch of random inputs, targets and noise.
    private struct Batch {
        let architecture: Architecture
        let parameters: [Double]
        let inputs: [Double]
        let targets: [Double]
        let noise: [Double]?
        let length: Int
        let size: Int

        init(
            _ generator: inout SeededGenerator, _ architecture: Architecture? = nil, size: Int = 16, noisy: Bool = false,
            masked: Bool = false
        ) {
            let architecture = architecture ?? generator.architecture()
            self.architecture = architecture
            self.size = size
            length = Int.random(in: 1...5, using: &generator)
            parameters = generator.numbers(architecture.parameterCount)
            inputs = generator.numbers(length * architecture.inputWidth * size)
            targets = generator.numbers(length * architecture.outputWidth * size).enumerated().map { index, target in
                masked && index % 3 != 1 ? .nan : target
            }
            noise = noisy ? generator.numbers(length * architecture.hidden * size) : nil
        }

        /// Some of the sequences of a larger batch.
        init(_ whole: Batch, _ sequences: Range<Int>) {
            func part(_ values: [Double]) -> [Double] {
                stride(from: 0, to: values.count, by: whole.size).flatMap { row in
                    values[row + sequences.lowerBound..<row + sequences.upperBound]
                }
            }
            architecture = whole.architecture
            parameters = whole.parameters
            inputs = part(whole.inputs)
            targets = part(whole.targets)
            noise = whole.noise.map(part)
            length = whole.length
            size = sequences.count
        }

        /// Statistics and gradient in the given precision.
        func gradient<Scalar: KernelScalar>(
            _ type: Scalar.Type, loss: Loss, errorScale: Double, at parameters: [Double]? = nil
        ) throws -> (statistics: NetworkKernel<Scalar>.Statistics, gradient: [Double]) {
            var kernel = NetworkKernel<Scalar>(architecture, length: length, batch: size)
            let statistics = kernel.computeGradient(
                at: (parameters ?? self.parameters).map { Scalar($0) }, inputs: inputs.map { Scalar($0) },
                targets: targets.map { Scalar($0) }, noise: noise?.map { Scalar($0) }, loss: loss,
                errorScale: Scalar(errorScale), measuring: true)
            return (try #require(statistics), kernel.gradient.map { Double($0) })
        }

        /// Compares the gradient with the loss's central differences, relative to its greatest component.
        func checkDifferences(loss: Loss, errorScale: Double, _ comment: Comment) throws {
            let exact = try gradient(Double.self, loss: loss, errorScale: errorScale).gradient
            let scale = exact.reduce(1e-3) { max($0, abs($1)) }
            let step = 1e-6
            for index in exact.indices {
                func value(_ sign: Double) throws -> Double {
                    var moved = parameters
                    moved[index] += sign * step
                    return try gradient(Double.self, loss: loss, errorScale: errorScale, at: moved).statistics.loss
                }
                let difference = (try value(1) - value(-1)) / (2 * step)
                #expect(
                    abs(difference - exact[index]) < 1e-6 * scale,
                    "\(comment), \(architecture), parameter \(index): \(difference) and \(exact[index])")
            }
        }
    }

    @Test(
        "Gradients are those of finite differences, for every loss and any depth, with noise and without",
        arguments: Loss.allCases, [false, true])
    func finiteDifferences(loss: Loss, noisy: Bool) throws {
        let seed: UInt64 = 21
        var generator = SeededGenerator(seed: seed)
        for round in 0..<16 {
            let batch = Batch(&generator, noisy: noisy)
            try batch.checkDifferences(loss: loss, errorScale: round.isMultiple(of: 2) ? 1 : 2.5, "seed \(seed)")
        }
    }

    @Test("Where nothing is asked, no answer counts: gradients are those of the loss of what is", arguments: Loss.allCases)
    func masked(loss: Loss) throws {
        let seed: UInt64 = 22
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<8 {
            let batch = Batch(&generator, masked: true)
            try batch.checkDifferences(loss: loss, errorScale: 1.5, "seed \(seed)")
            let (statistics, gradient) = try batch.gradient(Double.self, loss: loss, errorScale: 1.5)
            #expect(statistics.loss.isFinite && statistics.largestError.isFinite && gradient.contains { $0 != 0 })
            #expect(statistics.wrong <= batch.targets.count { !$0.isNaN })
        }
    }

    @Test("Gradients are those of finite differences where layers have one or two units", arguments: Loss.allCases)
    func narrowNetworks(loss: Loss) throws {
        let seed: UInt64 = 25
        var generator = SeededGenerator(seed: seed)
        for width in [1, 2] {
            for (hidden, inputs, outputs) in [(1, 1, 1), (1, 2, 1), (2, 1, 2), (2, 2, 1)] {
                for widths in [[], [width], [width, width]] {
                    let architecture = Architecture(
                        inputWidth: inputs, outputWidth: outputs, hidden: hidden, transitionWidths: widths,
                        readoutWidths: widths)
                    let batch = Batch(&generator, architecture, noisy: hidden == 2)
                    try batch.checkDifferences(loss: loss, errorScale: 1.5, "seed \(seed)")
                }
            }
        }
    }

    @Test("The Jacobian is that of differences, for any depth, and zero where nothing is asked", arguments: [false, true])
    func jacobianOfDifferences(masked: Bool) throws {
        let seed: UInt64 = 27
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            let batch = Batch(&generator, masked: masked)
            var kernel = NetworkKernel<Double>(batch.architecture, length: batch.length, batch: batch.size)
            let exact = kernel.jacobian(at: batch.parameters, inputs: batch.inputs, targets: batch.targets)
            let count = batch.targets.count
            for parameter in batch.parameters.indices {
                func outputs(_ sign: Double) -> [Double] {
                    var moved = batch.parameters
                    moved[parameter] += sign * 1e-6
                    return kernel.run(moved, inputs: batch.inputs).outputs
                }
                let (above, below) = (outputs(1), outputs(-1))
                let row = exact[parameter * count..<(parameter + 1) * count]
                let scale = row.reduce(1) { max($0, abs($1)) }
                let isClose = row.enumerated().allSatisfy { place, value in
                    let expected = batch.targets[place].isNaN ? 0 : (above[place] - below[place]) / 2e-6
                    return abs(value - expected) < 1e-5 * scale
                }
                #expect(isClose, "seed \(seed), \(batch.architecture), parameter \(parameter)")
            }
        }
    }

    /// The gradient of half the mean square is the Jacobian times the mean residuals, also over several chunks.
    @Test("The Jacobian and the gradient tell the same", arguments: [16, 272, 528])
    func jacobianAndGradient(size: Int) throws {
        let seed: UInt64 = 28
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<6 {
            let batch = Batch(&generator, size: size, masked: true)
            var kernel = NetworkKernel<Double>(batch.architecture, length: batch.length, batch: size)
            let jacobian = kernel.jacobian(at: batch.parameters, inputs: batch.inputs, targets: batch.targets)
            let outputs = kernel.run(batch.parameters, inputs: batch.inputs).outputs
            let residuals = zip(outputs, batch.targets).map { $1.isNaN ? 0 : $0 - $1 }
            let gradient = batch.parameters.indices.map { parameter in
                residuals.indices.reduce(0.0) { $0 + jacobian[parameter * residuals.count + $1] * residuals[$1] }
                    / Double(residuals.count)
            }
            let own = try batch.gradient(Double.self, loss: .squared, errorScale: 1).gradient
            #expect(isClose(gradient, own, 1e-10), "seed \(seed), \(batch.architecture)")
        }
    }

    @Test("A batch of many chunks gives the mean of its parts", arguments: Loss.allCases)
    func chunks(loss: Loss) throws {
        let seed: UInt64 = 26
        var generator = SeededGenerator(seed: seed)
        for size in [272, 528, 1040] {
            let whole = Batch(&generator, size: size, noisy: true)
            let (statistics, gradient) = try whole.gradient(Double.self, loss: loss, errorScale: 1.5)
            let starts = Array(stride(from: 0, to: size, by: 16))
            let parts = try starts.map {
                try Batch(whole, $0..<$0 + 16).gradient(Double.self, loss: loss, errorScale: 1.5)
            }
            let mean = gradient.indices.map { index in
                parts.reduce(0) { $0 + $1.gradient[index] } / Double(parts.count)
            }
            #expect(isClose(gradient, mean, 1e-12), "seed \(seed), \(whole.architecture)")
            let loss = parts.reduce(0) { $0 + $1.statistics.loss } / Double(parts.count)
            #expect(abs(statistics.loss - loss) < 1e-12 * max(1, loss), "seed \(seed)")
            #expect(statistics.wrong == parts.reduce(0) { $0 + $1.statistics.wrong })
            #expect(statistics.largestError == parts.map(\.statistics.largestError).max())
        }
    }

    @Test("A wide network, whose large batch is many chunks, runs forward as sequence by sequence")
    func chunksForward() {
        let seed: UInt64 = 27
        var generator = SeededGenerator(seed: seed)
        let network = generator.network(
            Architecture(inputWidth: 2, outputWidth: 2, hidden: 3, transitionWidths: [30, 20], readoutWidths: [9]))
        let inputs = generator.sequences(720, length: 40, width: 2)
        var kernel = NetworkKernel<Double>(Architecture(of: network), length: 40, batch: 720)
        let (outputs, states) = kernel.run(
            network.parameterVector, inputs: inputs.featureMajor(0..<720, batch: 720, scale: 1))
        for sequence in [0, 95, 96, 97, 256, 511, 719] {
            let plain = network.plainRun(inputs[sequence])
            for time in [0, 39] {
                let state = (0..<3).map { states[(time * 3 + $0) * 720 + sequence] }
                let output = (0..<2).map { outputs[(time * 2 + $0) * 720 + sequence] }
                #expect(isClose(state, plain.states[time], 1e-12), "seed \(seed)")
                #expect(isClose(output, plain.outputs[time], 1e-12), "seed \(seed)")
            }
        }
    }

    @Test("Single precision gives nearly the same gradient", arguments: Loss.allCases)
    func singlePrecision(loss: Loss) throws {
        let seed: UInt64 = 22
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let batch = Batch(&generator, noisy: true)
            let double = try batch.gradient(Double.self, loss: loss, errorScale: 1.5)
            let single = try batch.gradient(Float.self, loss: loss, errorScale: 1.5)
            let scale = double.gradient.reduce(1e-3) { max($0, abs($1)) }
            let loss = double.statistics.loss
            #expect(abs(loss - single.statistics.loss) < 1e-5 * max(1, loss), "seed \(seed)")
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
                    let outputs = Array(run.scores[row * width..<(row + 1) * width])
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
        #expect(network.run(Sequences(count: 0, length: 4, width: 1)).scores.isEmpty)
        #expect(network.run(Sequences(count: 3, length: 0, width: 1)).scores.isEmpty)
    }
}

/// Whether numbers agree up to a tolerance relative to the greatest of them, or 1.
func isClose(_ left: [Double], _ right: [Double], _ tolerance: Double) -> Bool {
    let scale = right.reduce(1) { max($0, abs($1)) }
    return left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * scale }
}
