/// The finish: second-order methods in double precision on a fixed set of examples.
///
/// Limited-memory BFGS first, which is cheap and goes far; then Levenberg–Marquardt, which converges. What each does alone, and
/// both together, `make bench` measures.
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
    /// Whether the second method is tried by itself at first, and both in turn only where it leaves more than `Acceptance.comfortable`.
    var triesSecondAlone = false

    /// Of a network that is nearly right already: from there Levenberg–Marquardt mostly converges by itself, and sooner. Where examples have
    /// it far from right it does not.
    static let again = Polish(triesSecondAlone: true)

    func isWorthwhile(_ architecture: Architecture) -> Bool { architecture.parameterCount <= greatest }

    /// The finished network; but for rounding, never one with a greater squared error on the examples than
    /// the given one.
    ///
    /// - Precondition: the network starts at zero, as trained ones do.
    /// - Throws: what `deadline` throws.
    func polished(
        _ network: RecurrentNetwork, on examples: TrainingBatch<Double>, scale: TaskScale, deadline: Deadline = .never
    ) throws -> (network: RecurrentNetwork, report: Report) {
        precondition(network.initialState.allSatisfy { $0 == 0 })
        let architecture = Architecture(of: network)
        var error = SquaredError(architecture, on: examples)
        let start = scale.unfolded(network).parameterVector
        var end = (parameters: start, iterations: 0)
        if triesSecondAlone { end = try second.minimise(&error, from: start, deadline: deadline) }
        if !triesSecondAlone || !(error.rootMeanSquare(end.parameters) * scale.output <= Acceptance.comfortable) {
            let near = try first.minimise(&error, from: end.parameters, deadline: deadline)
            let both = try second.minimise(&error, from: near.parameters, deadline: deadline)
            end = (both.parameters, end.iterations + near.iterations + both.iterations)
        }
        return (
            scale.foldedBack(RecurrentNetwork(architecture, parameters: end.parameters)),
            Report(
                iterations: end.iterations, residualBefore: error.rootMeanSquare(start) * scale.output,
                residualAfter: error.rootMeanSquare(end.parameters) * scale.output)
        )
    }
}
