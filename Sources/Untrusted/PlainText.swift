/// Text that is safe to print, whoever wrote it: on a terminal, on a page, in a drawing.
///
/// What could move a cursor, end a line or turn the direction of what follows (Unicode's controls and format characters, its line
/// and paragraph separators, and its noncharacters) is replaced by U+FFFD, so that a reader sees that something was there.
///
/// ```swift
/// PlainText(line: "a\u{1B}[31mb\nc").description   // "a�[31mb c"
/// ```
public struct PlainText: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Text on one line: line ends and tabs become spaces.
    ///
    /// - Parameters:
    ///   - text: anyone's.
    ///   - most: how many characters are kept, counted in Unicode scalars; a text that is longer ends in an ellipsis.
    /// - Complexity: O(n) in the length of the text.
    public init(line text: String, most: Int = .max) {
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in Self.withPlainLineEnds(text).unicodeScalars {
            if count == most {
                scalars.append("…")
                break
            }
            scalars.append(Self.isBlank(scalar) ? " " : Self.plain(scalar))
            count += 1
        }
        description = String(scalars)
    }

    /// Text on as many lines as it has: a line feed, alone or after or instead of a carriage return, ends one, and tabs stay.
    ///
    /// - Complexity: O(n) in the length of the text.
    public init(lines text: String) {
        let text = Self.withPlainLineEnds(text)
        // Nearly all text is: looking at it is many times quicker than rebuilding it.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 })
            || text.unicodeScalars.allSatisfy({ Self.isBlank($0) || Self.isPlain($0) })
        {
            description = text
            return
        }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(Self.isBlank(scalar) ? scalar : Self.plain(scalar)) }
        description = String(scalars)
    }

    /// Whether a character shows as what it is, and does nothing else.
    public static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        // Scripts such as Persian need the joiners, and a soft hyphen is a place to break a line.
        case .format: return ["\u{200C}", "\u{200D}", "\u{AD}"].contains(scalar)
        default: return !scalar.properties.isNoncharacterCodePoint
        }
    }

    /// The text with the line ends of other systems, `"\r\n"` and `"\r"`, made line feeds.
    ///
    /// In Swift `"\r\n"` is one `Character` and not equal to `"\n"`, so that text is split into lines only after this.
    public static func withPlainLineEnds(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var follows = false
        for byte in text.utf8 {
            if !(follows && byte == UInt8(ascii: "\n")) { bytes.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte) }
            follows = byte == UInt8(ascii: "\r")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A script, or JSON, with the characters that do more than show written as `\uXXXX`: in its strings and patterns, the only places
    /// that may have them, they mean the same.
    public static func escaped(script: String) -> String {
        script.unicodeScalars.reduce(into: "") { text, scalar in
            if isPlain(scalar) || ["\n", "\t", "\r"].contains(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                text += Character(scalar).utf16.map { unit in
                    let digits = String(unit, radix: 16)
                    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }.joined()
            }
        }
    }

    /// The text of a file that an editor wrote, on whatever system: UTF-8, without a byte order mark, with plain line ends; nil
    /// where it is no UTF-8.
    public static func text(ofFile data: some Collection<UInt8>) -> String? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = data.starts(with: mark) ? data.dropFirst(mark.count) : data[...]
        return String(validating: bytes, as: UTF8.self).map(withPlainLineEnds)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar { isPlain(scalar) ? scalar : "\u{FFFD}" }
}
