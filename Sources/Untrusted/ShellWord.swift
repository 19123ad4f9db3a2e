/// A word as a shell reads it back, whatever characters are in it.
///
/// ```swift
/// ShellWord("two words.csv").description   // "'two words.csv'"
/// ```
public struct ShellWord: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// As it is where no shell takes it for anything else, else in quotes.
    public init(_ word: String) {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "_./=:,@%+-".utf8.contains(byte)
                }
            }
        self.init(isPlain ? word : Self(quoted: word).description, ())
    }

    /// In quotes, also where none are needed.
    public init(quoted word: String) {
        self.init("'" + word.replacing("'", with: "'\\''") + "'", ())
    }

    private init(_ description: String, _: Void) { self.description = description }
}
