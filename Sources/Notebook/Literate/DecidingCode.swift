import Foundation

/// What of an experiment's code can decide on what one of its cells computes: the cells up to it, and of the later ones those
/// that declare something. A function may be called before the line that declares it; a constant has no value before its own.
///
/// Prose is no part of it, nor is how it cuts the code into cells.
struct DecidingCode {
    /// One for each cell.
    let fingerprints: [Fingerprint]

    /// Words without which nothing is declared that earlier lines could use. In a text or a comment they count as well: that only
    /// costs time.
    private static let declaring: Set<Substring> = [
        "func", "struct", "class", "enum", "actor", "extension", "protocol", "typealias", "operator", "precedencegroup",
        "macro", "import", "var", "init", "subscript",
    ]

    init(_ document: LiterateDocument) {
        let cells = document.cells
        // In a text of several lines, blank ones are part of the value; elsewhere prose may stand where they stood.
        let countsBlank = cells.contains { $0.code.contains("\"\"\"") }
        let lines = cells.map { Self.lines($0.code, countsBlank: countsBlank) }
        var later = Array(repeating: Fingerprint(""), count: cells.count)
        var rest = Fingerprint("")
        for index in cells.indices.reversed() {
            later[index] = rest
            guard Self.declares(cells[index].code) else { continue }
            // Line by line: all of it anew for each cell would take the square of the time.
            for line in lines[index].reversed() { rest = Fingerprint("\(line)\n\(rest)") }
        }
        var before = Fingerprint("")
        fingerprints = cells.indices.map { index in
            for line in lines[index] { before = Fingerprint("\(before)\n\(line)") }
            return Fingerprint("\(before) \(later[index])")
        }
    }

    private static func lines(_ code: String, countsBlank: Bool) -> [Substring] {
        // Where code follows prose on its line, its column is no part of it.
        let lines = code.drop { $0 == " " }.split(separator: "\n", omittingEmptySubsequences: false)
        return countsBlank ? lines : lines.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private static func declares(_ code: String) -> Bool {
        code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { declaring.contains($0) }
    }
}
