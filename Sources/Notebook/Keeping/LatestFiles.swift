import Foundation

/// What was written last among files or folders that each take another's place.
enum LatestFiles {
    /// Removes all but those that were written last.
    static func keep(_ count: Int, of places: [URL]) {
        let dated = places.map { place in
            let values = try? place.resourceValues(forKeys: [.contentModificationDateKey])
            return (place, values?.contentModificationDate ?? .distantPast)
        }
        for (old, _) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(count) { try? FileManager.default.removeItem(at: old) }
    }
}
