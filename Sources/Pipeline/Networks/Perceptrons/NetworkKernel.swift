import CKernels

/// A network's shape together with the memory that its forward and backward passes need: nothing is allocated in a step.
///
/// Batches are laid out `[time][feature][batch]`, and worked through in chunks that stay in the processor's cache.
public struct NetworkKernel<Scalar: KernelScalar> {
    /// Sequences in a batch are a multiple of this.
    public static var batchMultiple: Int { Int(KERNEL_BATCH_MULTIPLE) }

    /// What a batch says of a network.
    public struct Statistics: Sendable {
        /// Mean over positions and outputs.
        public let loss: Double
        /// max |ŷ − y| in the units of the targets
        public let largestError: Double
        /// Positions and outputs where errorScale · |ŷ − y| ≥ ½.
        public let wrong: Int
    }

    public let architecture: Architecture
    public let length: Int
    public let batch: Int
    public private(set) var gradient: [Scalar]
    private var outputs: [Scalar]
    private var states: [Scalar]
    private var workspace: [Scalar]
    private let shape: Shape

    /// - Precondition: `batch` is a positive multiple of `batchMultiple` and `length` is positive.
    public init(_ architecture: Architecture, length: Int, batch: Int) {
        precondition(length > 0 && batch > 0 && batch.isMultiple(of: Self.batchMultiple))
        self.architecture = architecture
        self.length = length
        self.batch = batch
        shape = Shape(architecture, length: length, batch: batch)
        gradient = Array(repeating: 0, count: architecture.parameterCount)
        outputs = Array(repeating: 0, count: length * architecture.outputWidth * batch)
        states = Array(repeating: 0, count: length * architecture.hidden * batch)
        workspace = Array(repeating: 0, count: shape.withPointer(kernel_workspace_count))
    }

    /// Computes the gradient of the mean loss of errorScale · (ŷ − y) into `gradient`.
    ///
    /// - Parameters:
    ///   - parameters: in the order of `RecurrentNetwork.parameterVector`.
    ///   - inputs: `[time][inputWidth][batch]`
    ///   - targets: `[time][outputWidth][batch]`
    ///   - noise: `[time][hidden][batch]`, added to each new hidden state; none if nil.
    ///   - loss: what an error costs.
    ///   - errorScale: what errors are multiplied by first.
    ///   - measuring: whether to compute the statistics, which takes a function of each error.
    /// - Returns: the statistics, nil unless measuring.
    @discardableResult
    public mutating func computeGradient(
        at parameters: [Scalar], inputs: [Scalar], targets: [Scalar], noise: [Scalar]? = nil, loss: Loss,
        errorScale: Scalar = 1, measuring: Bool = false
    ) -> Statistics? {
        precondition(parameters.count == gradient.count)
        precondition(inputs.count == length * architecture.inputWidth * batch)
        precondition(targets.count == length * architecture.outputWidth * batch)
        precondition(noise.map { $0.count == length * architecture.hidden * batch } ?? true)
        var statistics = kernel_statistics()
        shape.withPointer { shape in
            withUnsafeMutablePointer(to: &statistics) { pointer in
                Scalar.gradient(
                    shape, parameters, inputs: inputs, targets: targets, noise: noise, loss: loss.kernel,
                    errorScale: errorScale, gradient: &gradient, statistics: measuring ? pointer : nil,
                    workspace: &workspace)
            }
        }
        guard measuring else { return nil }
        return Statistics(loss: statistics.loss, largestError: statistics.largest_error, wrong: Int(statistics.wrong))
    }

    /// Runs the network from `initial`, `[hidden][batch]`, or from zeros.
    ///
    /// - Returns: outputs `[time][outputWidth][batch]` and states `[time][hidden][batch]`.
    public mutating func run(
        _ parameters: [Scalar], from initial: [Scalar]? = nil, inputs: [Scalar]
    ) -> (outputs: [Scalar], states: [Scalar]) {
        precondition(parameters.count == gradient.count)
        precondition(inputs.count == length * architecture.inputWidth * batch)
        precondition(initial.map { $0.count == architecture.hidden * batch } ?? true)
        shape.withPointer { shape in
            Scalar.forward(
                shape, parameters, initial: initial, inputs: inputs, outputs: &outputs, states: &states,
                workspace: &workspace)
        }
        return (outputs, states)
    }
}

extension NetworkKernel<Double> {
    /// The derivatives of all outputs by all parameters, from a state of zeros, by back-propagation of each output.
    ///
    /// - Parameters:
    ///   - parameters: in the order of `RecurrentNetwork.parameterVector`.
    ///   - inputs: `[time][inputWidth][batch]`
    ///   - targets: `[time][outputWidth][batch]`; where they are no numbers, derivatives are zero.
    /// - Returns: `[parameter][time][output][batch]`
    /// - Complexity: O(length² · parameters · outputs · batch)
    func jacobian(at parameters: [Double], inputs: [Double], targets: [Double]) -> [Double] {
        precondition(parameters.count == architecture.parameterCount)
        precondition(inputs.count == length * architecture.inputWidth * batch)
        precondition(targets.count == length * architecture.outputWidth * batch)
        return shape.withPointer { shape in
            var workspace = Array(repeating: 0.0, count: kernel_jacobian_workspace_count(shape))
            return Array(unsafeUninitializedCapacity: parameters.count * targets.count) { jacobian, count in
                // Every number is written: all parameters for each time, output and sequence.
                if let place = jacobian.baseAddress {
                    kernel_jacobian_double(shape, parameters, inputs, targets, place, &workspace)
                    count = parameters.count * targets.count
                }
            }
        }
    }
}

extension NetworkKernel {
    /// The kernels' own description of a network and its batches.
    private struct Shape {
        private let architecture: Architecture
        private let transitionSizes: [Int32]
        private let readoutSizes: [Int32]
        private let length: Int
        private let batch: Int

        init(_ architecture: Architecture, length: Int, batch: Int) {
            self.architecture = architecture
            transitionSizes = architecture.transitionSizes.map(Int32.init)
            readoutSizes = architecture.readoutSizes.map(Int32.init)
            self.length = length
            self.batch = batch
        }

        func withPointer<Result>(_ body: (UnsafePointer<kernel_shape>) -> Result) -> Result {
            transitionSizes.withUnsafeBufferPointer { transition in
                readoutSizes.withUnsafeBufferPointer { readout in
                    var shape = kernel_shape(
                        hidden: Int32(architecture.hidden), inputs: Int32(architecture.inputWidth),
                        outputs: Int32(architecture.outputWidth), transition_layers: Int32(transition.count - 1),
                        transition_sizes: transition.baseAddress, readout_layers: Int32(readout.count - 1),
                        readout_sizes: readout.baseAddress, time: Int32(length), batch: Int32(batch))
                    return withUnsafePointer(to: &shape, body)
                }
            }
        }
    }
}
