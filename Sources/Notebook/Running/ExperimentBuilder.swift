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

    let installation: Installation
    /// What every experiment sees beside what it imports itself.
    let modules: [String]

    package init(installation: Installation, modules: [String]) {
        self.installation = installation
        self.modules = modules
    }

    /// An experiment, compiled if need be (1 to 2 s).
    ///
    /// - Parameters:
    ///   - experiment: what to compile.
    ///   - isFresh: compile it even if that was done before; what came compiled with an installed copy is taken all the same.
    /// - Returns: what can be started.
    /// - Throws: `CompilationFailure` with the compiler's own words; `Refusal` if there is no compiler.
    func build(_ experiment: ExperimentFile, isFresh: Bool = false) async throws -> CompiledExperiment {
        if let shipped = CompiledExperiment(experiment, shippedWith: installation) { return shipped }
        try await SwiftCompiler.check(for: installation)
        let file = Instrumentation.quotable(experiment.url.path)
        let program = Instrumentation(experiment.document, path: file).program
        let arguments = try await LibraryArguments(installation: installation).arguments()
        let identity = try libraryIdentity()
        let key = Fingerprint(([program, reexports, identity] + arguments).joined(separator: "\u{0}")).description.prefix(24)
        let name = "\(FileName.safe(experiment.name))-\(key)"
        if !isFresh, let kept = CompiledExperiment(in: installation.cache.appending(path: name), file: file) { return kept }
        // Compiled aside, so that a killed compiler leaves no half executable under the final name.
        let folder = try StagedFolder(for: name, beneath: installation.cache, holding: .executable(of: installation))
        defer { folder.discard() }
        try await compile(program, arguments, in: folder, experiment: experiment)
        // Before it is in its place, where another run may replace it by its own at any time.
        guard CompiledExperiment(in: folder.staging, file: file) != nil else {
            throw Refusal(
                .badInput, "The compiled experiment in \(folder.staging.path) is not what the compiler wrote; run it again")
        }
        removeOldExecutables(of: experiment)
        try folder.publish()
        return CompiledExperiment(publishedIn: folder.destination, file: file)
    }

    /// Compiles the experiments that ship into the installation, so that they run where there is no compiler.
    ///
    /// - Returns: how many there are.
    /// - Throws: `Refusal` if there is no compiler, or one does not compile.
    package func compileShipped() async throws -> Int {
        guard installation.isInstalled else {
            throw Refusal(
                .badInput,
                "\(installation.root.path) is a checkout, which compiles experiments as they are run; expected the command of an "
                    + "installed copy, as make install lays it")
        }
        try await SwiftCompiler.check(for: installation)
        let arguments = try await LibraryArguments(installation: installation).arguments(library: "$ORIGIN/../..")
        let files = installation.experiments.names.filter { $0.hasSuffix(".swift") }
        for file in files {
            let experiment = try ExperimentFile(installation.experiments.appending(path: file))
            let folder = try StagedFolder(
                for: FileName.safe(experiment.name), beneath: installation.compiled, holding: .executable(of: installation))
            defer { folder.discard() }
            let program = Instrumentation(experiment.document, path: CompiledExperiment.shippedFile(experiment)).program
            do {
                try await compile(program, arguments, in: folder, experiment: experiment)
            } catch let failure as CompilationFailure {
                throw Refusal(.badInput, "\(experiment.url.path) does not compile: \(failure.messages)")
            }
            try folder.write(Data(experiment.fingerprint.description.utf8), to: CompiledExperiment.sourceName)
            try folder.publish()
        }
        return files.count
    }

    /// A source file beside the experiment's. What is exported in one file of a module is seen in all of them, so that an experiment
    /// which imports `Notebook` alone keeps compiling wherever in the library lies what it uses.
    private var reexports: String { modules.map { "@_exported import \($0)\n" }.joined() }

    /// Every change of the experiment or the library makes another executable: the last few are worth keeping.
    private func removeOldExecutables(of experiment: ExperimentFile) {
        let kept = 3
        let prefix = "\(FileName.safe(experiment.name))-"
        let folders = installation.cache.names.filter { name in
            name.hasPrefix(prefix) && name.dropFirst(prefix.count).wholeMatch(of: /[0-9a-f]{24}/) != nil
        }.map { installation.cache.appending(path: $0) }
        LatestFiles.keep(kept, of: folders)
    }

    /// Writes the executable and its checksum into the folder.
    private func compile(
        _ program: String, _ arguments: [String], in folder: StagedFolder, experiment: ExperimentFile
    ) async throws {
        let (source, others) = ("main.swift", "Modules.swift")
        try folder.write(Data(program.utf8), to: source)
        try folder.write(Data(reexports.utf8), to: others)
        let compiled = folder.staging.appending(path: CompiledExperiment.executableName)
        let files = [source, others].map { folder.staging.appending(path: $0).path } + ["-o", compiled.path]
        try await runCompiler(arguments + files, in: folder, experiment: experiment)
        if let data = try? Data(contentsOf: compiled) {
            try folder.write(Data(Fingerprint(data).description.utf8), to: CompiledExperiment.checksumName)
        }
    }

    private func runCompiler(_ arguments: [String], in folder: StagedFolder, experiment: ExperimentFile) async throws {
        // What the compiler leaves in its folder for temporary files goes with ours.
        let child = BoundedProcess("swiftc", arguments, environment: ["TMPDIR": folder.hidden.path], limits: Self.limits)
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await child.run()
        } catch {
            throw SwiftCompiler.missing
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

    /// Changes whenever the library is linked anew.
    private func libraryIdentity() throws -> String {
        var status = stat()
        guard stat(installation.library.path, &status) == 0 else {
            throw Refusal(
                .machineLacksSomething, "\(installation.library.path) is missing; build it with: make build")
        }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ino)"
    }
}

extension StagedFolder.Contents {
    /// An installed copy compiles into the user's cache.
    fileprivate static func executable(of installation: Installation) -> StagedFolder.Contents {
        StagedFolder.Contents(
            name: "The compiled experiment",
            option: installation.isInstalled ? "XDG_CACHE_HOME" : "--scratch-path of swift build")
    }
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
