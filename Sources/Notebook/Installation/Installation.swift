import Foundation

/// Where this copy of Glassbox lives: the package it was built from and the folder it was built into.
public struct Installation: Sendable {
    /// The version of Glassbox, stated on every page.
    public static let version = "0.1.0"

    /// The folder with `Package.swift`.
    public let root: URL
    /// The folder with `glassbox` and `libGlassbox.so`.
    public let binaries: URL

    public var theme: URL { root.appending(path: "site/theme") }
    public var experiments: URL { root.appending(path: "experiments") }
    public var site: URL { root.appending(path: "site") }
    var library: URL { binaries.appending(path: "libGlassbox.so") }
    /// SwiftPM's own folder, `.build` unless it was told otherwise: binaries are two levels down in it.
    var scratch: URL { binaries.deletingLastPathComponent().deletingLastPathComponent() }
    /// Compiled experiments.
    var cache: URL { scratch.appending(path: "experiments") }

    /// Finds the package by walking up from the running program.
    ///
    /// - Parameter executable: the program; nil for the one that is running.
    /// - Throws: `Refusal` if no folder above it has both `Package.swift` and `site/theme`.
    public init(executable: URL? = nil) throws {
        let program = executable ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let folder = program.deletingLastPathComponent()
        var candidate = folder
        let has = { (path: String) in FileManager.default.fileExists(atPath: candidate.appending(path: path).path) }
        while !(has("Package.swift") && has("site/theme")) {
            guard candidate.path != "/" else {
                throw Refusal(
                    .machineLacksSomething,
                    "No package was found above \(folder.path): expected a folder with Package.swift and site/theme; "
                        + "run glassbox from the checkout that built it")
            }
            candidate = candidate.deletingLastPathComponent()
        }
        root = candidate
        binaries = folder
    }
}
