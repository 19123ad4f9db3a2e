/// A word as a shell reads it back, whatever characters are in it.
///
/// ```swift
/// ShellWord("two words.csv").description   // "'two words.csv'"
/// ```
public struct ShellWord: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// As it is where no shell takes it for anything else, else in quotes.
    public init(_ word: String) {
        self.init(!word.isEmpty && word.utf8.allSatisfy(Self.isPlain) ? word : Self(quoted: word).description, ())
    }

    /// In quotes, also where none are needed.
    public init(quoted word: String) {
        // By scalars, as shells do: a quote with an accent on it is a quote.
        let quoted = word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }
        self.init("'" + quoted.joined() + "'", ())
    }

    private init(_ description: String, _: Void) { self.description = description }

    /// The word that `text` begins with, written as here, quotes and all; nil where it begins with none.
    public static func first(in text: Substring) -> Substring? {
        let bytes = text.utf8
        let quote = UInt8(ascii: "'")
        guard bytes.first == quote else {
            let plain = bytes.prefix(while: isPlain)
            return plain.isEmpty ? nil : Substring(plain)
        }
        var rest = bytes.dropFirst()
        while let end = rest.firstIndex(of: quote) {
            rest = rest[rest.index(after: end)...]
            guard rest.starts(with: "\\''".utf8) else { return text[..<rest.startIndex] }
            rest = rest.dropFirst(3)
        }
        return nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "_./=:,@%+-".utf8.contains(byte)
        }
    }
}
