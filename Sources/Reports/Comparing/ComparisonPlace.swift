import Foundation
import Notebook
import Untrusted

/// The folder of a comparison's page.
///
/// It has the names of both subjects, made safe. Where the page there is of others of these names, the first digits of a checksum of
/// both are added: so no comparison that was made before is written over.
public struct ComparisonPlace: Sendable {
    /// Below the site.
    public let path: String

    /// The section of the site.
    private static let section = "diffs"
    /// Letters of each name.
    private static let longest = 60

    public init(_ record: ComparisonRecord, site: URL) {
        let sides = [record.left, record.right]
        // Any text may be a name: folders in it are none.
        let plain = sides.map { String(FileName.safe($0.name.replacing("/", with: "_")).prefix(Self.longest)) }.joined(
            separator: "-")
        let own = sides.map(\.fingerprint)
        let other = Self.fingerprints(in: site.appending(path: "\(Self.section)/\(plain)"))
        let distinct = Fingerprint(Data(own.joined(separator: " ").utf8)).description.prefix(8)
        path = "\(Self.section)/\(plain)" + (other == nil || other == own ? "" : "-\(distinct)")
    }

    private struct Stated: Decodable {
        struct Side: Decodable { let fingerprint: String }
        let left: Side
        let right: Side
    }

    /// Of which subjects the page in a folder is; none where it does not say. Nil where there is no page.
    private static func fingerprints(in folder: URL) -> [String]? {
        guard let place = try? UntrustedFolder(folder) else { return nil }
        guard let data = try? place.contents(of: ComparisonRecord.fileName, most: ReportBounds.audit),
            let stated = try? Stated(publishedJSON: data)
        else { return [] }
        return [stated.left.fingerprint, stated.right.fingerprint]
    }
}

extension ComparisonRecord {
    /// Beside the page.
    public static let fileName = "diff.json"
}
