import Foundation

/// As much of XML as Graphviz writes: whether tags nest, and the texts between them with entities undone.
struct XMLScan {
    private(set) var isWellFormed = true
    private(set) var texts: Set<String> = []

    init(_ text: String) {
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([a-z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>([^<]*)/) {
            let (_, closing, name, _, selfClosing, content) = match.output
            if !closing.isEmpty {
                if open.popLast() != name { isWellFormed = false }
            } else if selfClosing.isEmpty {
                open.append(name)
            }
            if content.contains(/&(?!(amp|lt|gt|quot|#[0-9]+);)/) { isWellFormed = false }
            texts.insert(Self.unescaped(String(content)).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let tags = text.count { $0 == "<" }
        isWellFormed = isWellFormed && open.isEmpty && tags == text.matches(of: /<\/?[a-z]+[^<>]*>/).count
    }

    private static func unescaped(_ text: String) -> String {
        var text = text.replacing(/&#([0-9]+);/) { match in
            UInt32(match.1).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
        }
        for (entity, character) in [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            text = text.replacingOccurrences(of: entity, with: character)
        }
        return text
    }
}
