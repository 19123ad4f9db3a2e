import Notebook
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

    /// The task that an experiment's arguments name.
    ///
    /// - Throws: `Refusal` with the nearest names where there is none.
    public static func task(_ arguments: [String]) throws -> SequenceTask {
        guard let name = arguments.first else {
            throw Refusal(
                .badInput, "No task was named; expected one of the names that glassbox tasks lists, such as Binary_Addition")
        }
        return try tasks(named: [name])[0]
    }
}
