import Mustache

/// Text that is already HTML: made by code of ours that escaped whatever came from outside.
///
/// Everything else is a `String`, which the templates escape. A template prints this type with three braces, `{{{body}}}`.
public struct SafeHTML: Sendable, Hashable, MustacheCustomRenderable {
    public let html: String

    /// Vouches that `html` is well formed and that nothing in it came from outside unescaped.
    public init(trusted html: String) {
        self.html = html
    }

    /// Plain text, escaped so that it shows as it is, both between tags and inside a quoted attribute.
    ///
    /// By Unicode scalar: to a browser a quote with a combining accent is a quote, though to Swift it is another `Character`.
    public init(escaping text: String) {
        // Nearly all text is as it has to be already.
        guard text.utf8.contains(where: { [0x22, 0x26, 0x27, 0x3C, 0x3E].contains($0) }) else {
            html = text
            return
        }
        // Not a view of scalars with whole words put to it: that makes room for each exactly, and copies all that is there.
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        html = escaped
    }

    public var renderText: String { html }
    public var isNull: Bool { html.isEmpty }
}
