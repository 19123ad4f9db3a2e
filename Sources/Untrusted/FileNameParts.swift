/// The last part of a path that anyone may have written, as its stem and its ending: `a/b.tar.gz` is `b.tar` and `gz`.
///
/// As in Foundation, slashes at the end do not count, and a name that begins with its only point has no ending. Foundation's own
/// `NSString.pathExtension` traps on names such as `a,b///x.//////` (swift-corelibs-foundation of Swift 6.3).
public struct FileNameParts: Sendable, Equatable {
    /// The name without the point and what follows it.
    public let stem: String
    /// What follows the last point; empty where there is none.
    public let ending: String

    public init(_ path: String) {
        let name = path.unicodeScalars.split(separator: "/").last ?? Substring("").unicodeScalars
        let point = name.lastIndex(of: ".")
        guard let point, point > name.startIndex, name.index(after: point) < name.endIndex else {
            (stem, ending) = (String(name), "")
            return
        }
        (stem, ending) = (String(name[..<point]), String(name[name.index(after: point)...]))
    }
}
