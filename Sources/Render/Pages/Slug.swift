/// Words as part of an address: small letters and digits, with hyphens between.
public enum Slug {
    /// - Parameters:
    ///   - words: anyone's, in any script.
    ///   - most: characters; what is longer ends after a whole word, where one fits.
    /// - Returns: empty where there is neither letter nor digit.
    public static func of(_ words: String, most: Int = .max) -> String {
        let parts = words.lowercased().split { !$0.isLetter && !$0.isNumber }
        var slug = ""
        for part in parts {
            guard slug.count + part.count < most else { return slug.isEmpty ? String(part.prefix(most)) : slug }
            slug += slug.isEmpty ? part : "-\(part)"
        }
        return slug
    }
}
