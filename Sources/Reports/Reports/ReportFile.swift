import Notebook

/// The names of the files in a report's folder.
enum ReportFile {
    static let program = "program.py"
    static let network = NetworkFile.name
    /// `table` for Graphviz and for automata learners.
    static let drawing = "machine.dot"
    /// The minimal machine, transition by transition. A file of its own, for a large machine has more entries than the rest of the
    /// audit has lines.
    static let table = "machine.json"
    static let audit = "audit.json"
}
