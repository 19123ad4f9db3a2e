extension RecurrentNetwork {
    public func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)? {
        Self.untrained(Architecture(of: self), for: task, seed: seed)
    }

    /// The network as training would start with it: what probes are compared with.
    static func untrained(_ architecture: Architecture, for task: SequenceTask, seed: UInt64) -> RecurrentNetwork {
        // Nothing is trained, so that no schedule plays a part.
        TrainingRun<Double>(
            task, architecture, seed: seed, recipe: .init(schedule: .init(cycles: [], lowest: 0))
        ).network
    }
}
