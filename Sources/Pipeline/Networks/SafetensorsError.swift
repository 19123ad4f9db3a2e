/// Why bytes are not the network that they should be, in one sentence.
public struct SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    /// - Parameters:
    ///   - tensor: where it was found, if in one tensor.
    ///   - found: what was wrong, as the sentence's predicate, or as a whole clause where there is no tensor.
    ///   - expected: what there should have been.
    init(tensor: String? = nil, found: String, expected: String) {
        let subject = tensor.map { "The tensor “\($0)” " } ?? ""
        let sentence = "\(subject)\(found); expected \(expected)"
        // Names come from the file: they may not break the line or flood the terminal.
        let plain = sentence.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let text = String(String.UnicodeScalarView(plain))
        description = text.count > 400 ? text.prefix(400) + "…" : text
    }
}
