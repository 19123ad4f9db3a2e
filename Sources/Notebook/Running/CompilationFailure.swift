import Foundation

/// An experiment that the compiler does not take.
struct CompilationFailure: Error {
    /// The compiler's own words, which name the file and the line.
    let messages: String

    init(_ messages: String) {
        self.messages = messages
    }

    /// How it is told on the page: in the cell of the first error, and without where the file lies.
    func failure(in experiment: ExperimentFile) -> ExperimentRun.Failure {
        let path = Instrumentation.quotable(experiment.url.path)
        let first = messages.split(separator: "\n").lazy.compactMap { Self.error($0, in: path) }.first
        let line = first?.line
        return ExperimentRun.Failure(
            reason: "The experiment does not compile: \(first?.message ?? "the compiler's words are below")",
            cell: line.flatMap { experiment.document.cell(at: $0)?.number } ?? 0, line: line,
            compilerMessages: messages.replacing(path, with: experiment.url.lastPathComponent))
    }

    /// Line and message of `<path>:<line>:<column>: error: <message>`.
    private static func error(_ text: Substring, in path: String) -> (line: Int, message: String)? {
        guard text.hasPrefix("\(path):"),
            let parts = text.dropFirst(path.count).wholeMatch(of: /:([0-9]+):[0-9]+: error: (.*)/), let line = Int(parts.1)
        else { return nil }
        return (line, String(parts.2))
    }
}
