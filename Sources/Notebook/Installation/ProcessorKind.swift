import Foundation

/// What kind of processor this is, as far as the last bits of what is computed depend on it.
package enum ProcessorKind {
    /// What it is called where that cannot be read.
    package static let unknown = "unknown"

    /// The kind of this machine's, such as `x86_64-25-17-3f2a5c1b9d04`, the same on processors that compute the same bytes.
    ///
    /// Two that differ in it may still compute the same: then something is computed twice, which is the lesser harm.
    package static let name: String = {
        // By a handle: Foundation reads a file whose size is said to be 0, as all in /proc, only as far as its first page.
        let data = try? FileHandle(forReadingFrom: URL(filePath: "/proc/cpuinfo")).readToEnd()
        return name(describedBy: String(decoding: data ?? Data(), as: UTF8.self), machine: machine)
    }()

    /// OpenBLAS and the training kernels choose code by the instructions that are there, OpenBLAS block sizes by the cache as well.
    private static let deciding: Set = [
        "vendor_id", "cpu family", "model", "cache size", "flags", "CPU implementer", "CPU part", "Features",
    ]

    /// The kind of a processor that is described as `/proc/cpuinfo` does it, of a machine as `uname -m` says it; of several
    /// processors the first counts.
    static func name(describedBy text: String, machine: String) -> String {
        var facts: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let key = parts[0].trimmingCharacters(in: .whitespaces)
            guard deciding.contains(key), facts[key] == nil else { continue }
            facts[key] = parts[1].split(whereSeparator: \.isWhitespace).sorted().joined(separator: " ")
        }
        guard !facts.isEmpty else { return unknown }
        // As sweeps of earlier versions wrote it, in Python, so that the kinds in their verdicts are the same.
        let written = facts.sorted { $0.key < $1.key }.map { "('\($0.key)', '\($0.value)')" }.joined(separator: ", ")
        let digest = String(Fingerprint("[\(written)]").description.prefix(12))
        let numbers = ["cpu family", "model"].compactMap { facts[$0] }.filter { Int($0) != nil }
        return ([machine] + numbers + [digest]).joined(separator: "-")
    }

    private static var machine: String {
        var system = utsname()
        guard uname(&system) == 0 else { return unknown }
        return withUnsafeBytes(of: &system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
