/// Finds playground markup in Swift source: `/*: … */` blocks and `//: …` lines that stand at top level.
///
/// A small lexer of Swift, which knows just enough to tell markup from what looks like it: comments that nest, strings of
/// every kind with their interpolations, regular expressions, and the depth of brackets. Linear in the length of the source, and
/// no deeper than a few calls whatever it says.
struct MarkupScanner {
    /// One piece of markup; `range` is in UTF-8 offsets and takes in the comment marks.
    struct Markup: Equatable {
        enum Kind: Equatable { case block, line }
        let kind: Kind
        let range: Range<Int>
    }

    /// A `/*:` that is never closed.
    struct Unterminated: Error, Equatable {
        let offset: Int
    }

    /// A string literal that is being read.
    private struct StringLiteral {
        /// Before and after its quotes.
        let hashes: Int
        let isMultiline: Bool
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Of brackets that are open.
    private var depth = 0
    /// The strings whose interpolations the code at `position` stands in, each with the depth of that code: innermost last. A list
    /// rather than recursion, as a file may nest them more deeply than any stack.
    private var interpolated: [(literal: StringLiteral, depth: Int)] = []
    /// Where the line ends on which a regular expression was last looked for, and the last slash on it.
    private var line = (end: -1, lastSlash: -1)
    private var found: [Markup] = []

    /// All the markup of `source`, in order.
    ///
    /// - Throws: `Unterminated` if a `/*:` at top level has no matching `*/`.
    static func scan(_ source: String) throws(Unterminated) -> [Markup] {
        var scanner = MarkupScanner(bytes: Array(source.utf8))
        try scanner.scanCode()
        return scanner.found
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: - Code

    private mutating func scanCode() throws(Unterminated) {
        while position < bytes.count {
            if at("//") {
                scanLineComment()
            } else if at("/*") {
                try scanBlockComment()
            } else {
                let hashes = hashes(from: position)
                let opening = position + hashes
                if opening < bytes.count, bytes[opening] == UInt8(ascii: "\"") {
                    scanString(opening: hashes)
                } else if opening < bytes.count, bytes[opening] == UInt8(ascii: "/"), hashes > 0 || regexStartsHere {
                    scanRegex(hashes: hashes)
                } else if hashes > 0 {
                    position = opening
                } else {
                    scanCharacter()
                }
            }
        }
    }

    /// The number of `#` that begin at `start`.
    private func hashes(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end - start
    }

    private mutating func scanCharacter() {
        let least = interpolated.last?.depth ?? 0
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")") where depth == least && !interpolated.isEmpty:
            depth -= 1
            scanString(interpolated.removeLast().literal)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(least, depth - 1)
        default: break
        }
    }

    private var startsItsLine: Bool {
        let before = bytes[..<position].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return before == nil || before == UInt8(ascii: "\n")
    }

    private func at(_ text: StaticString, from start: Int? = nil) -> Bool {
        let start = start ?? position
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }

    // MARK: - Comments

    private mutating func scanLineComment() {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        let end = position
        position = start
        if depth == 0, at("//:"), startsItsLine { found.append(Markup(kind: .line, range: start..<end)) }
        position = end
    }

    private mutating func scanBlockComment() throws(Unterminated) {
        let start = position
        let isMarkup = depth == 0 && at("/*:") && startsItsLine
        var nesting = 0
        repeat {
            if at("/*") {
                nesting += 1
                position += 2
            } else if at("*/") {
                nesting -= 1
                position += 2
            } else {
                position += 1
            }
        } while nesting > 0 && position < bytes.count
        if isMarkup {
            guard nesting == 0 else { throw Unterminated(offset: start) }
            found.append(Markup(kind: .block, range: start..<position))
        }
    }

    // MARK: - Literals

    private func closes(hashes: Int, from start: Int) -> Bool {
        start + hashes <= bytes.count && bytes[start..<start + hashes].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func scanString(opening hashes: Int) {
        position += hashes
        let isMultiline = at("\"\"\"")
        position += isMultiline ? 3 : 1
        scanString(StringLiteral(hashes: hashes, isMultiline: isMultiline))
    }

    /// Goes on in a string: to its end, or into an interpolation of it.
    private mutating func scanString(_ literal: StringLiteral) {
        let quotes = literal.isMultiline ? 3 : 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), closes(hashes: literal.hashes, from: position + 1) {
                position += 1 + literal.hashes
                let interpolates = position < bytes.count && bytes[position] == UInt8(ascii: "(")
                position += 1
                if interpolates {
                    depth += 1
                    interpolated.append((literal, depth))
                    return
                }
            } else if literal.isMultiline ? at("\"\"\"") : at("\""), closes(hashes: literal.hashes, from: position + quotes) {
                position += quotes + literal.hashes
                return
            } else if !literal.isMultiline, bytes[position] == UInt8(ascii: "\n") {
                return  // An unterminated string: the compiler will say so.
            } else {
                position += 1
            }
        }
    }

    /// Whether a bare slash here opens a regular expression rather than divides.
    private var regexStartsHere: Bool {
        mutating get {
            let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
            guard position + 1 < bytes.count, !blanks.contains(bytes[position + 1]) else { return false }
            let opening: Set<UInt8> = Set("([{,=:;\n&|?!".utf8)
            let before = bytes[..<position].last { !blanks.contains($0) } ?? UInt8(ascii: "\n")
            return opening.contains(before) && lastSlashOfLine > position
        }
    }

    /// Looked for once a line, however many slashes it has.
    private var lastSlashOfLine: Int {
        mutating get {
            if position > line.end {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                line = (end, bytes[position..<end].lastIndex(of: UInt8(ascii: "/")) ?? -1)
            }
            return line.lastSlash
        }
    }

    private mutating func scanRegex(hashes: Int) {
        position += hashes + 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\") {
                position += 2
            } else if bytes[position] == UInt8(ascii: "/"), closes(hashes: hashes, from: position + 1) {
                position += 1 + hashes
                return
            } else if hashes == 0, bytes[position] == UInt8(ascii: "\n") {
                return
            } else {
                position += 1
            }
        }
    }
}
