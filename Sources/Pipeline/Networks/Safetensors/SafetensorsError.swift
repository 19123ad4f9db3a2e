import Untrusted

/// Why bytes are not the network that they should be, in one sentence.
public struct SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    /// - Parameters:
    ///   - tensor: where it was found, if in one tensor.
    ///   - found: what was wrong, as the sentence's predicate, or as a whole clause where there is no tensor.
    ///   - expected: what there should have been.
    init(tensor: String? = nil, found: String, expected: String) {
        let subject = tensor.map { "The tensor “\($0)” " } ?? ""
        // Names come from the file: they may not break the line or flood the terminal.
        description = PlainText(line: "\(subject)\(found); expected \(expected)", most: 400).description
    }
}
