/// Finds playground markup in Swift source: `/*: … */` blocks and `//: …` lines that stand at top level.
///
/// A small lexer of Swift, which knows just enough to tell markup from what looks like it: comments that nest, strings of
/// every kind with their interpolations, regular expressions, and the depth of brackets. Linear in the length of the source.
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

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var found: [Markup] = []

    /// All the markup of `source`, in order.
    ///
    /// - Throws: `Unterminated` if a `/*:` at top level has no matching `*/`.
    static func scan(_ source: String) throws(Unterminated) -> [Markup] {
        var scanner = MarkupScanner(bytes: Array(source.utf8))
        try scanner.scanCode(untilClosingParenthesis: false)
        return scanner.found
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: - Code

    private mutating func scanCode(untilClosingParenthesis: Bool) throws(Unterminated) {
        let outerDepth = depth
        while position < bytes.count {
            if at("//") {
                scanLineComment()
            } else if at("/*") {
                try scanBlockComment()
            } else if let hashes = literalHashes(before: UInt8(ascii: "\"")) {
                try scanString(hashes: hashes)
            } else if let hashes = literalHashes(before: UInt8(ascii: "/")), hashes > 0 || regexStartsHere {
                scanRegex(hashes: hashes)
            } else {
                switch bytes[position] {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: ")") where untilClosingParenthesis && depth == outerDepth:
                    position += 1
                    return
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(outerDepth, depth - 1)
                default: break
                }
                position += 1
            }
        }
    }

    private var startsItsLine: Bool {
        let before = bytes[..<position].reversed().prefix { $0 != UInt8(ascii: "\n") }
        return before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
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

    /// The number of `#` before a literal that opens here with `delimiter`, or nil if none opens here.
    private func literalHashes(before delimiter: UInt8) -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end < bytes.count && bytes[end] == delimiter ? end - position : nil
    }

    private func closes(hashes: Int, from start: Int) -> Bool {
        start + hashes <= bytes.count && bytes[start..<start + hashes].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func scanString(hashes: Int) throws(Unterminated) {
        position += hashes
        let isMultiline = at("\"\"\"")
        let quotes = isMultiline ? 3 : 1
        position += quotes
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), closes(hashes: hashes, from: position + 1) {
                position += 1 + hashes
                let interpolates = position < bytes.count && bytes[position] == UInt8(ascii: "(")
                position += 1
                if interpolates {
                    depth += 1
                    try scanCode(untilClosingParenthesis: true)
                    depth -= 1
                }
            } else if isMultiline ? at("\"\"\"") : at("\""), closes(hashes: hashes, from: position + quotes) {
                position += quotes + hashes
                return
            } else if !isMultiline, bytes[position] == UInt8(ascii: "\n") {
                return  // An unterminated string: the compiler will say so.
            } else {
                position += 1
            }
        }
    }

    /// Whether a bare slash here opens a regular expression rather than divides.
    private var regexStartsHere: Bool {
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        guard position + 1 < bytes.count, !blanks.contains(bytes[position + 1]) else { return false }
        let opening: Set<UInt8> = Set("([{,=:;\n&|?!".utf8)
        let before = bytes[..<position].last { !blanks.contains($0) } ?? UInt8(ascii: "\n")
        let line = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        return opening.contains(before) && line.contains(UInt8(ascii: "/"))
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
