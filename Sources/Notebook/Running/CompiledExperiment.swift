import Foundation

/// An experiment that can be started.
struct CompiledExperiment: Sendable, Equatable {
    static let executableName = "experiment"
    static let checksumName = "experiment.sha256"
    static let sourceName = "source.sha256"

    let executable: URL
    /// What backtraces call the experiment's file.
    let file: String

    /// - Returns: nil unless the folder holds what was compiled: a disk may have lost some of it.
    init?(in folder: URL, file: String) {
        executable = folder.appending(path: Self.executableName)
        self.file = file
        guard FileManager.default.isExecutableFile(atPath: executable.path), let data = try? Data(contentsOf: executable),
            let sum = try? Data(contentsOf: folder.appending(path: Self.checksumName)),
            Data(Fingerprint(data).description.utf8) == sum
        else { return nil }
    }

    /// One that was looked at before it was put there.
    init(publishedIn folder: URL, file: String) {
        (executable, self.file) = (folder.appending(path: Self.executableName), file)
    }

    /// The one that came with an installed copy: of this very file, byte for byte.
    init?(_ experiment: ExperimentFile, shippedWith installation: Installation) {
        let folder = installation.compiled.appending(path: FileName.safe(experiment.name))
        let source = try? Data(contentsOf: folder.appending(path: Self.sourceName))
        guard installation.isInstalled, source == Data(experiment.fingerprint.description.utf8) else { return nil }
        self.init(in: folder, file: Self.shippedFile(experiment))
    }

    /// Where an experiment lay when its copy was made is nowhere on the machine that it runs on.
    static func shippedFile(_ experiment: ExperimentFile) -> String {
        Instrumentation.quotable(experiment.url.lastPathComponent)
    }
}
