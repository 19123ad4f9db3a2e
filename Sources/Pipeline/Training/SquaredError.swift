/// The squared error of a network on fixed examples, as a function of its parameters: what the finish minimises.
///
/// Parameters are those of the network on scaled numbers, in the order of `RecurrentNetwork.parameterVector`.
struct SquaredError: LeastSquaresProblem {
    private let examples: TrainingBatch<Double>
    private var kernel: NetworkKernel<Double>

    init(_ architecture: Architecture, on examples: TrainingBatch<Double>) {
        self.examples = examples
        kernel = NetworkKernel(architecture, length: examples.length, batch: examples.size)
    }

    /// ŷ − y, `[time][output][example]`.
    mutating func residuals(_ parameters: [Double]) -> [Double] {
        Vector.difference(kernel.run(parameters, inputs: examples.inputs).outputs, examples.targets)
    }

    /// √(mean squared error)
    mutating func rootMeanSquare(_ parameters: [Double]) -> Double {
        let residuals = residuals(parameters)
        return (Vector.dot(residuals, residuals) / Double(residuals.count)).squareRoot()
    }

    /// Half the mean squared error, and its gradient.
    mutating func evaluate(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
        let statistics = kernel.computeGradient(
            at: parameters, inputs: examples.inputs, targets: examples.targets, loss: .squared, measuring: true)
        return (statistics?.loss ?? .infinity, kernel.gradient)
    }
}
