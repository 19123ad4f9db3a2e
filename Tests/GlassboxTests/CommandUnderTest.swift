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
    static let executable: URL? = {
        let candidates = CommandLine.arguments + ["/proc/self/exe"]
        return candidates.lazy.map { URL(filePath: $0).resolvingSymlinksInPath() }.flatMap { file in
            [file, file.deletingLastPathComponent()].map { $0.deletingLastPathComponent().appending(path: "glassbox") }
        }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    func run(_ arguments: String...) async throws -> BoundedProcess.Outcome {
        try await run(arguments)
    }

    /// `seconds` is the time after which it hangs for certain.
    func run(
        _ arguments: [String], environment: [String: String] = [:], seconds: Double = 120
    ) async throws -> BoundedProcess.Outcome {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        return try await BoundedProcess(
            executable.path, arguments, environment: cache.merging(environment) { $1 }, directory: folder,
            limits: .init(seconds: seconds)
        ).run()
    }

    // MARK: - Runs that something happens to

    /// Whether this process may give a child mounts of its own.
    static let mayMount: Bool = {
        let probe = Process()
        probe.executableURL = URL(filePath: "/usr/bin/unshare")
        probe.arguments = ["--mount", "true"]
        guard getuid() == 0, (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    /// Runs the command where `mount`, a shell command, has changed the file system for it alone.
    ///
    /// `after` is a shell command to look around with; where it is given, the status is printed rather than returned.
    func run(
        _ arguments: [String], environment: [String: String] = [:], mounting mount: String, after: String? = nil
    ) async throws -> BoundedProcess.Outcome {
        let rest = after.map { "\"$@\"; status=$?; \($0); echo status $status" } ?? "exec \"$@\""
        return try await shell("\(mount) && { \(rest); }", arguments, environment, through: ["unshare", "--mount"])
    }

    /// Runs the command with its streams redirected, as bash writes that.
    func run(_ arguments: [String], redirecting redirection: String) async throws -> BoundedProcess.Outcome {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        return try await BoundedProcess(
            "bash", ["-c", "\"$@\" \(redirection)", "bash", executable.path] + arguments, environment: cache, directory: folder,
            limits: .init(seconds: 120)
        ).run()
    }

    /// Runs a script of the folder with the command's own folder first on the path.
    func runBash(_ name: String) async throws -> BoundedProcess.Outcome {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try await BoundedProcess(
            "bash", [name], environment: ["PATH": "\(executable.deletingLastPathComponent().path):\(path)"], directory: folder,
            limits: .init(seconds: 120)
        ).run()
    }

    /// Whether this process may look at the system calls of a child.
    static let mayTrace: Bool = {
        let probe = Process()
        probe.executableURL = URL(filePath: "/usr/bin/strace")
        probe.arguments = ["-f", "-o", "/dev/null", "true"]
        guard (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    /// Absolute paths of all that the command, and whatever it starts, opens for writing, makes, renames to or removes, but for
    /// devices and what the kernel keeps in memory.
    func written(by arguments: [String]) async throws -> Set<String> {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        let calls =
            "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat"
        let outcome = try await BoundedProcess(
            "strace", ["-f", "-y", "-s", "4096", "-e", "trace=\(calls)", "-o", "trace", executable.path] + arguments,
            environment: cache, directory: folder, limits: .init(seconds: 120)
        ).run()
        try #require(outcome.succeeded, "\(outcome.errorText)")
        var paths: Set<String> = []
        for line in try text("trace").split(separator: "\n") where !line.contains(" = -1 ") {
            let isOpening = line.contains(/\bopen(at)?2?\(/)
            if isOpening, !line.contains(/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/) { continue }
            // Each path comes after the folder that it is relative to: AT_FDCWD</where> or 7</where>.
            for match in line.matches(of: /(?:<(\/[^>]*)>, )?"([^"]*)"/) {
                let (base, path) = (match.1.map(String.init) ?? folder.path, String(match.2))
                let absolute = path.hasPrefix("/") ? path : "\(base)/\(path)"
                paths.insert(URL(filePath: absolute).standardizedFileURL.path)
            }
        }
        return paths.filter { !$0.hasPrefix("/dev/") && !$0.hasPrefix("/proc/") }
    }

    /// Kills the command as soon as a file that `pattern` matches has appeared.
    ///
    /// `after` is a shell command to look around with.
    func runKilled(
        _ arguments: [String], when pattern: String, after: String = ":"
    ) async throws -> BoundedProcess.Outcome {
        let script = """
            "$@" & child=$!
            while kill -0 $child 2>/dev/null; do
                if ls \(pattern) >/dev/null 2>&1; then kill -9 $child && echo killed; break; fi
                sleep 0.02
            done
            wait $child
            \(after)
            """
        return try await shell(script, arguments, [:], through: [])
    }

    /// What is kept is a test's own, lest one find what another has left.
    private var cache: [String: String] { ["XDG_CACHE_HOME": folder.appending(path: "caches").path] }

    /// Starts the command, runs `script` beside it, sends the command a Ctrl-C and prints what it said and the status it ends with.
    ///
    /// In the script, `said <number>` waits for so many lines of the command's standard output. What it says on standard error goes
    /// into a file of the folder, where one is named.
    func runInterrupted(
        _ arguments: [String], after script: String, errors: String? = nil
    ) async throws -> BoundedProcess.Outcome {
        let said = "said() { while kill -0 $child && [ \"$(wc -l <said)\" -lt \"$1\" ]; do sleep 0.05; done; }"
        // Made first: a count of the lines of a file that is not there yet is none, and the command would be interrupted at once.
        let steps = [
            ": >said", "\"$@\" >said \(errors.map { "2>\($0)" } ?? "") & child=$!", said, script,
            "kill -INT $child; wait $child; status=$?; cat said; echo status $status",
        ]
        return try await shell(steps.joined(separator: "\n"), arguments, [:], through: [])
    }

    private func shell(
        _ script: String, _ arguments: [String], _ environment: [String: String], through wrapper: [String]
    ) async throws -> BoundedProcess.Outcome {
        let executable = try #require(Self.executable, "build the command first: swift build -c release")
        var command = wrapper + ["/bin/sh", "-c", script, "sh", executable.path] + arguments
        let first = command.removeFirst()
        return try await BoundedProcess(
            first, command, environment: cache.merging(environment) { $1 }, directory: folder, limits: .init(seconds: 120)
        ).run()
    }

    // MARK: - Files

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

    /// Every file in a folder, hidden ones too, with its bytes.
    func contents(_ name: String) throws -> [String: Data] {
        let url = folder.appending(path: name)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
            let file = url.appending(path: path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[path] = try Data(contentsOf: file)
        }
        return files
    }
}
