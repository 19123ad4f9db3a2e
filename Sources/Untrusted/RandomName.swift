/// Part of a file's name that nobody can guess and no other run has: of this machine or of another that shares the disk.
public struct RandomName: CustomStringConvertible, Sendable {
    public let description: String

    public init() {
        var generator = SystemRandomNumberGenerator()
        let digits = String(generator.next(), radix: 36)
        description = String(repeating: "0", count: Self.length - digits.count) + digits
    }

    /// Whether a text could be such a name.
    public static func isOne(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }

    /// Digits to the base of 36 in 64 bits.
    private static let length = 13
}
