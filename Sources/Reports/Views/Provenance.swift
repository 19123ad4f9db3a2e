import Notebook
import Pipeline

/// What a figure came from, kept in its PNG's text chunks.
///
/// ```swift
/// let origin = Provenance(task: task, seed: Experiment.seed)
/// show(TrainingCurves(trained, provenance: origin))
/// ```
public struct Provenance: Sendable {
    let task: String
    let seed: UInt64

    public init(task: SequenceTask, seed: UInt64) {
        self.init(name: task.name, seed: seed)
    }

    /// What belongs to no single task, by another name.
    package init(name: String, seed: UInt64) {
        task = name
        self.seed = seed
    }

    package func metadata(title: String) -> [String: String] {
        ["Title": title, "Task": task, "Seed": String(seed), "Software": "Glassbox \(Installation.version)"]
    }
}
