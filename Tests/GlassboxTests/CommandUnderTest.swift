import BoundedProcess
import Foundation
import Testing

/// The built command and a folder to run it in: what the end-to-end tests share.
final class CommandUnderTest: Sendable {
    let folder: URL

    var site: URL { folder.appending(path: "site") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "glassbox-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The command lies beside the test bundle, whose path is that of the test program or among its arguments.
    private static let executable: URL? = {
        let candidates = CommandLine.arguments + ["/proc/self/exe"]
        return candidates.lazy.map { URL(filePath: $0).resolvingSymlinksInPath() }.flatMap { file in
            [file, file.deletingLastPathComponent()].map { $0.deletingLastPathComponent().appending(path: "glassbox") }
        }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    func run(_ arguments: String...) async throws -> BoundedProcess.Outcome {
        try await run(arguments)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> BoundedProcess.Outcome {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        return try await BoundedProcess(
            executable.path, arguments, environment: environment, directory: folder, limits: .init(seconds: 120)
        ).run()
    }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return name
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: name).path)
    }
}
