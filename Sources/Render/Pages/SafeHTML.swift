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
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        html = String(escaped)
    }

    public var renderText: String { html }
    public var isNull: Bool { html.isEmpty }
}
