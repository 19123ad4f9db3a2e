import BoundedProcess
import Foundation
import Testing

/// A copy that `scripts/install` has laid into a folder of its own, run from `/` where the checkout cannot be seen.
final class InstalledCopy: Sendable {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let folder: URL
    var prefix: URL { folder.appending(path: "a prefix") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "glassbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a script of the checkout; `GLASSBOX_BUILD` is where the command under test lies.
    func script(
        _ name: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> BoundedProcess.Outcome {
        let built = try #require(CommandUnderTest.executable).deletingLastPathComponent().path
        return try await BoundedProcess(
            Self.checkout.appending(path: "scripts/\(name)").path, arguments,
            environment: ["GLASSBOX_BUILD": built].merging(environment) { $1 }, directory: folder,
            limits: .init(seconds: 120)
        ).run()
    }

    /// Runs a shell command in `/` with the copy's `bin` first on the path.
    ///
    /// The checkout is hidden from it where this process may mount something.
    func run(_ command: String, path: String? = nil) async throws -> BoundedProcess.Outcome {
        let hiding = CommandUnderTest.mayMount ? "mount -t tmpfs tmpfs '\(Self.checkout.path)' && " : ""
        let bin = prefix.appending(path: "bin").path
        let rest = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let shell = ["/bin/sh", "-c", "\(hiding)cd / && PATH='\(bin):\(rest)' && \(command)"]
        let words = CommandUnderTest.mayMount ? ["unshare", "--mount"] + shell : shell
        return try await BoundedProcess(
            words[0], Array(words.dropFirst()), environment: ["XDG_CACHE_HOME": folder.appending(path: "caches").path],
            limits: .init(seconds: 240)
        ).run()
    }

    /// What lies below the prefix, as paths.
    var files: [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: prefix.path)) ?? []).sorted()
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: prefix.appending(path: name))
    }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
}
