import Notebook
import Pipeline
import Untrusted

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
    /// ```swift
    /// let task = try Benchmark.task(["Parity_All"])
    /// print(task.summary)
    /// ```
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

/// A name that no task has, with those that may have been meant.
public struct UnknownTask: Error, CustomStringConvertible {
    let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String {
        let near = nearest.map { "“\($0)”" }
        let first = near.dropLast().joined(separator: ", ")
        return
            "There is no task “\(PlainText(line: name, most: 64))”; did you mean \(first) or \(near.last ?? "")? (glassbox tasks lists all)"
    }

    /// The three names that take the fewest edits, letter case and underscores aside.
    var nearest: [String] {
        let wanted = Self.plain(name)
        return Benchmark.tasks.map(\.name).enumerated()
            .map { (distance: Self.edits(wanted, Self.plain($1)), order: $0, name: $1) }
            .sorted { ($0.distance, $0.order) < ($1.distance, $1.order) }
            .prefix(3).map(\.name)
    }

    private static func plain(_ name: String) -> [Character] {
        // A name of any length may be asked for; beyond this nothing is near.
        Array(name.prefix(64).lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Levenshtein's distance.
    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let substituted = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}
