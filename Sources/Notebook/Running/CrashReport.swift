import Foundation

/// What the Swift runtime wrote to standard error when a program crashed.
struct CrashReport: Equatable {
    /// What was thrown out of the top level of the script.
    let thrownError: String?
    /// The words after "Fatal error: ".
    let message: String?
    /// The innermost line of the experiment's own file in the backtrace.
    let line: Int?

    /// - Parameters:
    ///   - text: standard error.
    ///   - file: the path of the experiment as it was compiled in.
    init(_ text: String, file: String) {
        let report = text.split(separator: "\n")
        let words = report.reversed().lazy.compactMap { line in
            line.range(of: "Fatal error: ").map { String(line[$0.upperBound...]) }
        }.first
        let topLevel = "Error raised at top level: "
        if let words, words.hasPrefix(topLevel) {
            // Errors of the script's own types are named after the module it was compiled as.
            let error = words.dropFirst(topLevel.count)
            thrownError = String(error.hasPrefix("Script.") ? error.dropFirst("Script.".count) : error)
            message = nil
        } else {
            thrownError = nil
            message = words
        }
        line = report.lazy.compactMap { Self.line(in: $0, of: file) }.first
    }

    /// The number in `… at <file>:<line>:<column>`.
    private static func line(in frame: Substring, of file: String) -> Int? {
        guard let place = frame.range(of: " at \(file):") else { return nil }
        return Int(frame[place.upperBound...].prefix { $0.isNumber })
    }
}
