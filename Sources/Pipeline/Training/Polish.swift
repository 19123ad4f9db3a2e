/// The finish: a second-order method in double precision on a fixed set of examples.
///
/// Levenberg–Marquardt where the network is small enough for its normal equations, limited-memory BFGS beyond. Which is better
/// was measured, see `Benchmarks/RESULTS.md`.
public struct Polish: Sendable {
    /// What the finish did.
    public struct Report: Sendable, Codable, Equatable {
        public let method: Method
        public let iterations: Int
        /// √(mean squared error) on its examples before and after, in the task's units.
        public let residualBefore: Double
        public let residualAfter: Double
    }

    public enum Method: String, Sendable, Codable {
        case levenbergMarquardt = "Levenberg–Marquardt"
        case limitedMemoryBFGS = "L-BFGS"
    }

    var small = LevenbergMarquardt()
    var large = LimitedMemoryBFGS()
    /// Parameters of the largest network that is finished whatever its accuracy.
    var greatestSmall = 400
    /// Parameters of the largest network that normal equations are solved for: these are for the all but perfect.
    var greatest = 1600
    /// The fraction of outputs that a larger network must have right.
    var promising = 0.97

    /// Whether it pays to try.
    func isWorthwhile(_ architecture: Architecture, accuracy: Double) -> Bool {
        architecture.parameterCount <= (accuracy < promising ? greatestSmall : greatest)
    }

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
        let method: Method = architecture.parameterCount <= greatest ? .levenbergMarquardt : .limitedMemoryBFGS
        let (parameters, iterations) =
            switch method {
            case .levenbergMarquardt: try small.minimise(start, on: examples, architecture, deadline: deadline)
            case .limitedMemoryBFGS: try large.minimise(start, on: examples, architecture, deadline: deadline)
            }
        func residual(_ parameters: [Double]) -> Double {
            var kernel = NetworkKernel<Double>(architecture, length: examples.length, batch: examples.size)
            let errors = Vector.difference(kernel.run(parameters, inputs: examples.inputs).outputs, examples.targets)
            return (Vector.dot(errors, errors) / Double(errors.count)).squareRoot() * scale.output
        }
        return (
            scale.foldedBack(RecurrentNetwork(architecture, parameters: parameters)),
            Report(
                method: method, iterations: iterations, residualBefore: residual(start), residualAfter: residual(parameters))
        )
    }
}
