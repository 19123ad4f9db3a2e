import Pipeline

extension Benchmark {
    /// The tasks of these names, in the order of the names.
    ///
    /// - Throws: `Refusal` with the nearest names where there is no such task.
    public static func tasks(named names: [String]) throws -> [SequenceTask] {
        try names.map { name in
            guard let task = task(named: name) else { throw Refusal(.badInput, UnknownTask(name).description) }
            return task
        }
    }
}
