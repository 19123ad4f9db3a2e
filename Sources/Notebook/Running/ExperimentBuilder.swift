import BoundedProcess
import Foundation

/// Compiles experiments against the library that was built with this command.
///
/// A compiled experiment is kept under the hash of everything that went into it, so running it again costs nothing.
package struct ExperimentBuilder: Sendable {
    /// What the compiler may take: far more than it needs, so that only one that hangs is stopped. On a busy machine it is the
    /// processor's time that counts.
    private static let limits = BoundedProcess.Limits(seconds: 300, dataBytes: 1 << 30, processorSeconds: 40)

    /// More than a compiler writes.
    private static let probeBytes = 16 << 20
    private static let executableName = "experiment"
    private static let checksumName = "experiment.sha256"

    let installation: Installation
    /// What every experiment sees beside what it imports itself.
    let modules: [String]

    /// The executable for an experiment, compiled if need be (1 to 2 s).
    ///
    /// - Parameters:
    ///   - experiment: what to compile.
    ///   - isFresh: compile it even if that was done before.
    /// - Returns: the path of the executable.
    /// - Throws: `CompilationFailure` with the compiler's own words; `Refusal` if there is no compiler.
    func build(_ experiment: ExperimentFile, isFresh: Bool = false) async throws -> URL {
        let program = Instrumentation(experiment.document, path: experiment.url.path).program
        let arguments = try await compilerArguments()
        let identity = try libraryIdentity()
        let key = Fingerprint(([program, reexports, identity] + arguments).joined(separator: "\u{0}")).description.prefix(24)
        let name = "\(FileName.safe(experiment.name))-\(key)"
        let executable = installation.cache.appending(path: "\(name)/\(Self.executableName)")
        if !isFresh, Self.isWhole(executable) { return executable }
        // Compiled aside, so that a killed compiler leaves no half executable under the final name.
        let folder = try StagedFolder(for: name, beneath: installation.cache, holding: .executable)
        defer { folder.discard() }
        let source = folder.staging.appending(path: "main.swift")
        try folder.write(Data(program.utf8), to: source.lastPathComponent)
        let others = folder.staging.appending(path: "Modules.swift")
        try folder.write(Data(reexports.utf8), to: others.lastPathComponent)
        let compiled = folder.staging.appending(path: Self.executableName)
        try await compile(arguments + [source.path, others.path, "-o", compiled.path], in: folder, experiment: experiment)
        if let data = try? Data(contentsOf: compiled) {
            try folder.write(Data(Fingerprint(data).description.utf8), to: Self.checksumName)
        }
        removeOldExecutables(of: experiment)
        try folder.publish()
        return executable
    }

    /// A source file beside the experiment's. What is exported in one file of a module is seen in all of them, so that an experiment
    /// which imports `Notebook` alone keeps compiling wherever in the library lies what it uses.
    private var reexports: String { modules.map { "@_exported import \($0)\n" }.joined() }

    /// Whether it is what was compiled: a disk may have lost some of it.
    private static func isWhole(_ executable: URL) -> Bool {
        guard FileManager.default.isExecutableFile(atPath: executable.path), let data = try? Data(contentsOf: executable),
            let sum = try? Data(contentsOf: executable.deletingLastPathComponent().appending(path: checksumName))
        else { return false }
        return Data(Fingerprint(data).description.utf8) == sum
    }

    /// Every change of the experiment or the library makes another executable: the last few are worth keeping.
    private func removeOldExecutables(of experiment: ExperimentFile) {
        let kept = 3
        let prefix = "\(FileName.safe(experiment.name))-"
        let folders = Self.names(in: installation.cache).filter { name in
            name.hasPrefix(prefix) && name.dropFirst(prefix.count).wholeMatch(of: /[0-9a-f]{24}/) != nil
        }.map { installation.cache.appending(path: $0) }
        let age = { (folder: URL) in
            (try? folder.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate ?? .distantPast
        }
        for folder in folders.map({ ($0, age($0)) }).sorted(by: { $0.1 > $1.1 }).dropFirst(kept).map(\.0) {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    private func compile(_ arguments: [String], in folder: StagedFolder, experiment: ExperimentFile) async throws {
        // What the compiler leaves in its folder for temporary files goes with ours.
        let child = BoundedProcess("swiftc", arguments, environment: ["TMPDIR": folder.hidden.path], limits: Self.limits)
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await child.run()
        } catch {
            throw Self.noCompiler
        }
        if outcome.succeeded { return }
        let messages = outcome.errorText + outcome.outputText
        guard messages.contains(": error: ") else {
            // On a full disk the compiler crashes, in many words: does the disk take any more?
            try folder.write(Data(count: Self.probeBytes), to: "probe")
            throw CompilationFailure(
                "\(experiment.url.path): the compiler came to no end: it crashed, or was stopped at its bounds of "
                    + "\(Self.limits.processorSeconds ?? 0) seconds and \((Self.limits.dataBytes ?? 0) >> 20) MiB; break long "
                    + "expressions up")
        }
        throw CompilationFailure(CompilerMessages.readable(messages))
    }

    /// The compiler's version, such as "6.3".
    ///
    /// - Throws: `Refusal` if there is no compiler.
    package static func compilerVersion() async throws -> String {
        // The driver's own `--version` leaves a folder behind in that for temporary files, each time.
        let child = BoundedProcess("swiftc", ["-frontend", "-version"], limits: .init(seconds: 30))
        guard let outcome = try? await child.run(),
            let version = outcome.outputText.firstMatch(of: /Swift version (\S+)/)
        else { throw noCompiler }
        return String(version.1)
    }

    private static var noCompiler: Refusal {
        Refusal(.machineLacksSomething, "swiftc was not found; install Swift 6.1 or later from https://swift.org/install")
    }

    /// Changes whenever the library is linked anew.
    private func libraryIdentity() throws -> String {
        var status = stat()
        guard stat(installation.library.path, &status) == 0 else {
            throw Refusal(
                .machineLacksSomething, "\(installation.library.path) is missing; build it with: swift build -c release")
        }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ino)"
    }

    // MARK: - The compiler's arguments

    private func compilerArguments() async throws -> [String] {
        let bin = installation.binaries.path
        var arguments = ["-swift-version", "6", "-Onone", "-g", "-module-name", "Script", "-I", "\(bin)/Modules"]
        for map in moduleMaps() { arguments += ["-Xcc", "-fmodule-map-file=\(map)"] }
        for flag in try await headerFlags() { arguments += ["-Xcc", flag] }
        return arguments + ["-L", bin, "-lGlassbox", "-Xlinker", "-rpath", "-Xlinker", bin]
    }

    /// The C modules that our modules import: system libraries, C targets of the package, and those of its dependencies.
    private func moduleMaps() -> [String] {
        let sources = installation.root.appending(path: "Sources")
        let own = Self.names(in: sources).filter { $0.hasPrefix("C") }.flatMap { target in
            [
                sources.appending(path: "\(target)/module.modulemap"),
                installation.binaries.appending(path: "\(target).build/module.modulemap"),
            ]
        }
        let checkouts = installation.scratch.appending(path: "checkouts")
        let others = Self.names(in: checkouts).flatMap { package in
            let sources = checkouts.appending(path: "\(package)/Sources")
            return Self.names(in: sources).map { sources.appending(path: "\($0)/include/module.modulemap") }
        }
        return (own + others).map(\.path).filter(FileManager.default.fileExists(atPath:))
    }

    private static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    private func headerFlags() async throws -> [String] {
        let packages = ["lapacke", "cairo", "libpng", "libgvc", "libcmark-gfm", "libcrypto"]
        let child = BoundedProcess("pkg-config", ["--cflags-only-I"] + packages, limits: .init(seconds: 20))
        guard let outcome = try? await child.run(), outcome.succeeded else {
            throw Refusal(
                .machineLacksSomething,
                "pkg-config does not know all of \(packages.joined(separator: ", ")); "
                    + "see what to install with: glassbox doctor")
        }
        return outcome.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

extension StagedFolder.Contents {
    fileprivate static let executable = StagedFolder.Contents(
        name: "The compiled experiment", option: "--scratch-path of swift build")
}

/// The compiler's messages with only the lines a writer can act on.
enum CompilerMessages {
    private static let most = 60

    /// Errors and what belongs to them; warnings and the compiler's notes on its own commands are left out.
    static func readable(_ text: String) -> String {
        let lines = text.split(separator: "\n").filter { !$0.contains("emit-module command failed") }
        let shown = lines.prefix(most).joined(separator: "\n")
        return lines.count > most ? shown + "\n… and \(lines.count - most) lines more" : shown
    }
}
