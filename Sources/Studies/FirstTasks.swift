import Notebook
import Pipeline
import Reports

/// How many of an experiment's tasks are looked at: all, or the first few, which makes a small page of the same kind.
struct FirstTasks: Sendable, Equatable {
    /// Nil for all.
    let count: Int?

    /// Reads an experiment's arguments: a number of tasks, or nothing.
    ///
    /// - Throws: `Refusal` that says what was expected.
    init(arguments: [String]) throws(Refusal) {
        guard let first = arguments.first else {
            count = nil
            return
        }
        guard arguments.count == 1, let count = Int(first), count > 0 else {
            throw Refusal(
                .badInput, "The argument is no number of tasks; expected one whole number from 1 on, such as: -- 2")
        }
        self.count = count
    }

    func of(_ names: [String]) -> [String] { Array(names.prefix(count ?? names.count)) }

    /// What a page says where tasks are left out; nil where none are.
    func note(of names: [String]) -> String? {
        let left = of(names).count
        guard left < names.count else { return nil }
        return "*Only the first \(left) of \(Wording.count(names.count, "task")) here, as the command asked.*"
    }
}

extension Benchmark {
    /// The tasks of these names, or the first few of them where the experiment's argument says how many:
    /// `glassbox run experiments/Normalisers.swift -- 2`. Where tasks are left out the page says so under the cell.
    ///
    /// ```swift
    /// let tasks = try Benchmark.firstTasks(named: ["Parity_All", "Sum_All", "Min_Seen"])
    /// print(tasks.map(\.title))
    /// ```
    ///
    /// - Parameters:
    ///   - names: of tasks.
    ///   - line: the line that says which cell; leave it out.
    /// - Returns: the tasks, in the order of the names.
    /// - Throws: `Refusal` where there is no such task, or the argument is no number.
    public static func firstTasks(named names: [String], line: Int = #line) throws -> [SequenceTask] {
        let first = try FirstTasks(arguments: Experiment.arguments)
        if let note = first.note(of: names) { show(.markdown(note), line: line) }
        return try tasks(named: first.of(names))
    }
}
