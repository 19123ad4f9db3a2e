import Foundation
import Notebook
import Pipeline

extension SequenceTask {
    /// What tells it from other tasks where results are kept: its name, its sizes, and what it does.
    var identity: [String] {
        [name, "\(inputs.alphabet)", "\(outputWidth)", "\(length)", behaviourFingerprint.description]
    }

    /// Inputs and outputs of a few hundred sequences of two lengths.
    private var behaviourFingerprint: Fingerprint {
        var bytes = Data()
        for (count, length) in [(256, length), (128, greatestLength(upTo: 3 * length, seed: 0))] {
            let inputs = sample(count, length: length, for: .testing, seed: 0)
            for value in inputs.values + outputs(for: inputs).values {
                withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return Fingerprint(bytes)
    }
}

/// The file that holds the code that is running: the command, or the library that experiments load.
enum RunningCode {
    /// Its SHA-256; nil where it cannot be read, as when it was replaced meanwhile.
    static let fingerprint: Fingerprint? = path.flatMap { path in
        (try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)).map { Fingerprint($0) }
    }

    /// The file that is mapped where this code lies.
    private static var path: String? {
        let here = UInt(bitPattern: #dsohandle)
        // By a handle: Foundation reads a file whose size is said to be 0, as all in /proc, only as far as its first page.
        guard let data = try? FileHandle(forReadingFrom: URL(filePath: "/proc/self/maps")).readToEnd() else { return nil }
        let maps = String(decoding: data, as: UTF8.self)
        for line in maps.split(separator: "\n") {
            guard let parts = line.wholeMatch(of: /([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ +(\/.*)/),
                let start = UInt(parts.1, radix: 16), let end = UInt(parts.2, radix: 16), (start..<end).contains(here)
            else { continue }
            return String(parts.3)
        }
        return nil
    }
}
