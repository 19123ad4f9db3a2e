import CKernels

/// A network's shape together with the memory that its forward and backward passes need: nothing is allocated in a step.
///
/// Batches are laid out `[time][feature][batch]`.
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
    private let transitionSizes: [Int32]
    private let readoutSizes: [Int32]

    /// - Precondition: `batch` is a positive multiple of `batchMultiple` and `length` is positive.
    public init(_ architecture: Architecture, length: Int, batch: Int) {
        precondition(length > 0 && batch > 0 && batch.isMultiple(of: Self.batchMultiple))
        self.architecture = architecture
        self.length = length
        self.batch = batch
        transitionSizes = architecture.transitionSizes.map(Int32.init)
        readoutSizes = architecture.readoutSizes.map(Int32.init)
        gradient = Array(repeating: 0, count: architecture.parameterCount)
        outputs = Array(repeating: 0, count: length * architecture.outputWidth * batch)
        states = Array(repeating: 0, count: length * architecture.hidden * batch)
        workspace = []
        let needed = withShape { kernel_workspace_count($0) }
        workspace = Array(repeating: 0, count: needed)
    }

    /// Computes the gradient of the mean loss of errorScale · (ŷ − y) into `gradient`.
    ///
    /// - Parameters:
    ///   - parameters: in the order of `RecurrentNetwork.parameterVector`.
    ///   - inputs: `[time][inputWidth][batch]`
    ///   - targets: `[time][outputWidth][batch]`
    ///   - loss: what an error costs.
    ///   - errorScale: what errors are multiplied by first.
    ///   - measuring: whether to compute the statistics, which costs a logarithm a position.
    /// - Returns: the statistics, nil unless measuring.
    @discardableResult
    public mutating func computeGradient(
        at parameters: [Scalar], inputs: [Scalar], targets: [Scalar], loss: Loss, errorScale: Scalar = 1,
        measuring: Bool = false
    ) -> Statistics? {
        precondition(parameters.count == architecture.parameterCount)
        precondition(inputs.count == length * architecture.inputWidth * batch)
        precondition(targets.count == length * architecture.outputWidth * batch)
        var statistics = kernel_statistics()
        var (gradient, workspace) = (take(\.gradient), take(\.workspace))
        withShape { shape in
            withUnsafeMutablePointer(to: &statistics) { pointer in
                Scalar.gradient(
                    shape, parameters, inputs: inputs, targets: targets, loss: loss.kernel, errorScale: errorScale,
                    gradient: &gradient, statistics: measuring ? pointer : nil, workspace: &workspace)
            }
        }
        (self.gradient, self.workspace) = (gradient, workspace)
        guard measuring else { return nil }
        return Statistics(loss: statistics.loss, largestError: statistics.largest_error, wrong: Int(statistics.wrong))
    }

    /// Runs the network from `initial`, `[hidden][batch]`, or from zeros.
    ///
    /// - Returns: outputs `[time][outputWidth][batch]` and states `[time][hidden][batch]`.
    public mutating func run(
        _ parameters: [Scalar], from initial: [Scalar]? = nil, inputs: [Scalar]
    ) -> (outputs: [Scalar], states: [Scalar]) {
        precondition(parameters.count == architecture.parameterCount)
        precondition(inputs.count == length * architecture.inputWidth * batch)
        precondition(initial.map { $0.count == architecture.hidden * batch } ?? true)
        var (outputs, states, workspace) = (take(\.outputs), take(\.states), take(\.workspace))
        withShape { shape in
            Scalar.forward(
                shape, parameters, initial: initial, inputs: inputs, outputs: &outputs, states: &states,
                workspace: &workspace)
        }
        (self.outputs, self.states, self.workspace) = (outputs, states, workspace)
        return (outputs, states)
    }

    /// Moves a buffer out, so that the kernel writes to it in place and no copy is made.
    private mutating func take(_ buffer: WritableKeyPath<Self, [Scalar]>) -> [Scalar] {
        var taken: [Scalar] = []
        swap(&self[keyPath: buffer], &taken)
        return taken
    }

    private func withShape<Result>(_ body: (UnsafePointer<kernel_shape>) -> Result) -> Result {
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
