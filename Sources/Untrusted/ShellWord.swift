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
        self.init("'" + word.replacing("'", with: "'\\''") + "'", ())
    }

    private init(_ description: String, _: Void) { self.description = description }

    /// The word that `text` begins with, written as here, quotes and all; nil where it begins with none.
    public static func first(in text: Substring) -> Substring? {
        if text.first == "'" { return text.prefixMatch(of: /'(?:[^']|'\\'')*'/)?.0 }
        let plain = text.prefix { $0.utf8.allSatisfy(isPlain) }
        return plain.isEmpty ? nil : plain
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
