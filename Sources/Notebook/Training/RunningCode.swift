import Foundation

/// The file that holds the code that is running: the command, or the library that experiments load.
enum RunningCode {
    /// Its SHA-256; nil where it cannot be read, as when it was replaced meanwhile.
    static let fingerprint: Fingerprint? = path.flatMap { path in
        (try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)).map { Fingerprint($0) }
    }

    /// The file that is mapped where this code lies.
    private static var path: String? {
        let here = UInt(bitPattern: #dsohandle)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return nil }
        for line in maps.split(separator: "\n") {
            guard let parts = line.wholeMatch(of: /([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ +(\/.*)/),
                let start = UInt(parts.1, radix: 16), let end = UInt(parts.2, radix: 16), (start..<end).contains(here)
            else { continue }
            return String(parts.3)
        }
        return nil
    }
}
