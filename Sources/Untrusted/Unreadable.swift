/// Why a file is not read, in one clause that begins with its name.
public struct Unreadable: Error, Sendable, Equatable, CustomStringConvertible {
    public let reason: String
    public var description: String { reason }

    public init(_ reason: String) {
        self.reason = PlainText(line: reason).description
    }
}
