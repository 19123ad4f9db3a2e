/// A part of a page that there may be thousands of, and which says itself what a template finds in it.
public protocol TemplateFields {
    /// Strings, truth values and `SafeHTML` by name.
    var templateFields: [String: any Sendable] { get }
}

/// What a template is filled with, taken apart once.
///
/// Mustache reflects on a value for every name that it looks up in it, reading all the fields each time; that was more than half of the
/// time that a page took. So each struct is read once, into a dictionary.
package enum TemplateContent {
    /// The same as dictionaries, arrays and what a template shows; nil where there is nothing.
    package static func plain(_ value: Any) -> Any? {
        // A cast also takes the value out of an optional around it.
        if let text = value as? String { return text }
        if let html = value as? SafeHTML { return html }
        if let part = value as? any TemplateFields { return part.templateFields as [String: Any] }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { plain($0.value) }
        case .collection: return mirror.children.compactMap { plain($0.value) }
        case .dictionary: return (value as? [String: Any]).map { $0.compactMapValues(plain) } ?? value
        case .struct where !mirror.children.isEmpty:
            return mirror.children.reduce(into: [String: Any]()) { fields, child in
                if let label = child.label { fields[label] = plain(child.value) }
            }
        default: return value
        }
    }
}
