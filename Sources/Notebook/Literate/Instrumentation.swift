import Foundation

/// The Swift text that is really compiled: the cells of an article, each announced to the recorder.
///
/// Prose is left out and `#sourceLocation` puts every line back to its number in the file, so that compile errors, `#line`
/// and backtraces all speak of the file that was written.
struct Instrumentation {
    /// The text to compile.
    let program: String

    /// - Parameters:
    ///   - document: what to compile.
    ///   - path: the file's absolute path, as errors and backtraces shall name it.
    init(_ document: LiterateDocument, path: String) {
        let name = Self.quotable(path)
        var text = "import Notebook\n"
        for (cell, code) in zip(document.cells, DecidingCode(document).fingerprints) {
            text += "Notebook.beginCell(\(cell.number), code: \"\(code)\")\n"
            text += "#sourceLocation(file: \"\(name)\", line: \(cell.lines.lowerBound))\n"
            text += cell.code + "\n#sourceLocation()\n"
        }
        program = text + "Notebook.endExperiment()\n"
    }

    /// A path as it may stand in a Swift string literal: what would end or change the literal becomes an underscore.
    static func quotable(_ path: String) -> String {
        String(path.map { $0 == "\"" || $0 == "\\" || $0.isNewline ? "_" : $0 })
    }
}
