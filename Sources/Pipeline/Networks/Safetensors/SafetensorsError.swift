import Untrusted

/// Why bytes are not the network that they should be, in one sentence.
public struct SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was wrong, as a clause.
    public let found: String
    /// What there should have been, and the mend.
    public let expected: String

    public var description: String {
        // Names come from the file: they may not break the line or flood the terminal.
        PlainText(line: "\(found); expected \(expected)", most: 400).description
    }

    /// - Parameters:
    ///   - tensor: where it was found, if in one tensor.
    ///   - found: what was wrong, as the sentence's predicate, or as a whole clause where there is no tensor.
    ///   - expected: what there should have been.
    init(tensor: String? = nil, found: String, expected: String) {
        let subject = tensor.map { "The tensor “\($0)” " } ?? ""
        (self.found, self.expected) = (subject + found, expected)
    }
}
