/// The finish: second-order methods in double precision on a fixed set of examples.
///
/// Limited-memory BFGS first, which is cheap and goes far; then Levenberg–Marquardt, which converges. Neither does alone what
/// both do. From 400 steps of Adam on 18 networks of 11 to 200 parameters, BFGS alone left residuals above 10⁻⁶ on six that
/// Levenberg–Marquardt alone brought below 10⁻⁷; that one was stuck at 0.4 on two where BFGS came to 0.3 and to 0.01.
public struct Polish: Sendable {
    /// What the finish did.
    public struct Report: Sendable, Codable, Equatable {
        /// Of both methods together.
        public let iterations: Int
        /// √(mean squared error) on its examples before and after, in the task's units.
        public let residualBefore: Double
        public let residualAfter: Double
    }

    var first = LimitedMemoryBFGS()
    var second = LevenbergMarquardt()
    /// Parameters of the largest network that is finished. Larger ones learn the examples rather than the task.
    var greatest = 400

    func isWorthwhile(_ architecture: Architecture) -> Bool { architecture.parameterCount <= greatest }

    /// The finished network; never one with a greater squared error on the examples than the given one.
    ///
    /// - Precondition: the network starts at zero, as trained ones do.
    /// - Throws: what `deadline` throws.
    func polished(
        _ network: RecurrentNetwork, on examples: TrainingBatch<Double>, scale: TaskScale, deadline: Deadline = .never
    ) throws -> (network: RecurrentNetwork, report: Report) {
        precondition(network.initialState.allSatisfy { $0 == 0 })
        let architecture = Architecture(of: network)
        let start = scale.unfolded(network).parameterVector
        var (parameters, iterations) = try first.minimise(start, on: examples, architecture, deadline: deadline)
        let more = try second.minimise(parameters, on: examples, architecture, deadline: deadline)
        (parameters, iterations) = (more.parameters, iterations + more.iterations)
        func residual(_ parameters: [Double]) -> Double {
            var kernel = NetworkKernel<Double>(architecture, length: examples.length, batch: examples.size)
            let errors = Vector.difference(kernel.run(parameters, inputs: examples.inputs).outputs, examples.targets)
            return (Vector.dot(errors, errors) / Double(errors.count)).squareRoot() * scale.output
        }
        return (
            scale.foldedBack(RecurrentNetwork(architecture, parameters: parameters)),
            Report(iterations: iterations, residualBefore: residual(start), residualAfter: residual(parameters))
        )
    }
}
