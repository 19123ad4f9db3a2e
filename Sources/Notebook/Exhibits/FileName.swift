import Foundation

/// Names of files that an experiment may write, kept inside its output folder.
package enum FileName {
    /// The longest name a file system takes, less room for what is appended while writing.
    private static let longest = 200

    /// A relative path made of ASCII letters, digits, `.`, `_` and `-`, with neither `..` nor a leading dot in any part.
    ///
    /// What does not fit becomes `_`; a name of which nothing is left is called `unnamed`.
    package static func safe(_ path: String) -> String {
        let parts = path.split(separator: "/").map { part -> String in
            let kept = part.unicodeScalars.map { scalar -> Character in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
            }
            return String(String(kept).drop { $0 == "." }.prefix(longest))
        }
        let path = parts.filter { !$0.isEmpty }.prefix(8).joined(separator: "/")
        return path.isEmpty ? "unnamed" : path
    }
}
