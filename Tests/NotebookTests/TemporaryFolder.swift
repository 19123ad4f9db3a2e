import Foundation

extension URL {
    /// The theme that ships.
    static let shippedTheme = URL(filePath: #filePath).appending(path: "../../../site/theme").standardizedFileURL
}

/// A folder of a test's own, which goes when the test does.
final class TemporaryFolder: Sendable {
    /// Whether this process may mount something over a folder.
    static let mayMount: Bool = {
        let probe = Process()
        probe.executableURL = URL(filePath: "/usr/bin/unshare")
        probe.arguments = ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        guard getuid() == 0, (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "notebook-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    @discardableResult
    func write(_ data: Data, _ name: String) throws -> URL {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
}
