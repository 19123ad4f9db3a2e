extension PythonEmission {
    /// The program as a report publishes it: its docstring says of what task and of what network it is.
    ///
    /// - Parameters:
    ///   - program: the program.
    ///   - task: what it was recovered for.
    ///   - network: what it was recovered from, as trained.
    ///   - route: the name of the route that found it.
    ///   - seed: of the whole run.
    public init(_ program: Program, for task: SequenceTask, from network: some Network, route: String, seed: UInt64) {
        self.init(
            program, title: "\(task.name): \(task.summary)",
            evidence: [
                "Recovered by Glassbox from \(Self.origin(network)), seed \(seed).",
                "Route: \(route). What was checked, and what held, is in audit.json.",
            ])
    }

    private static func origin(_ network: some Network) -> String {
        guard let network = network as? RecurrentNetwork else { return "a network that is known by its answers" }
        return "a recurrent network (hidden size \(network.hiddenSize), \(network.parameterCount) parameters)"
    }
}
