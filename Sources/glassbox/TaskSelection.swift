import ArgumentParser
import Pipeline

/// The tasks that a command is to work on: some by name, or all.
struct TaskSelection: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Names of tasks, as glassbox tasks lists them.", valueName: "task"), completion: .tasks)
    var names: [String] = []

    @Flag(help: "Every task of the benchmark.")
    var all = false

    mutating func validate() throws {
        if names.isEmpty, !all {
            throw ValidationError("No task was named; expected names, such as Binary_Addition, or --all.")
        }
        if !names.isEmpty, all { throw ValidationError("Both names and --all were given; expected one of them.") }
    }

    /// Each task once, in the order given.
    ///
    /// - Throws: `Refusal` with the nearest names where there is none of that name.
    func tasks() throws -> [SequenceTask] {
        var seen: Set<String> = []
        return all ? Benchmark.tasks : try names.filter { seen.insert($0).inserted }.map { try Benchmark.task([$0]) }
    }
}
