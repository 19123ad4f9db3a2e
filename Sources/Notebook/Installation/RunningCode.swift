import Foundation

/// The file that holds the code that is running: the command, or the library that experiments load.
package enum RunningCode {
    /// Its SHA-256; nil where it cannot be read, as when it was replaced meanwhile.
    package static let fingerprint: Fingerprint? = file.flatMap { file in
        (try? Data(contentsOf: file, options: .mappedIfSafe)).map { Fingerprint($0) }
    }

    /// The file that is mapped where this code lies.
    static var file: URL? {
        let here = UInt(bitPattern: #dsohandle)
        // By a handle: Foundation reads a file whose size is said to be 0, as all in /proc, only as far as its first page.
        guard let data = try? FileHandle(forReadingFrom: URL(filePath: "/proc/self/maps")).readToEnd() else { return nil }
        let maps = String(decoding: data, as: UTF8.self)
        for line in maps.split(separator: "\n") {
            guard let parts = line.wholeMatch(of: /([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ +(\/.*)/),
                let start = UInt(parts.1, radix: 16), let end = UInt(parts.2, radix: 16), (start..<end).contains(here)
            else { continue }
            return URL(filePath: String(parts.3))
        }
        return nil
    }
}
