import BoundedProcess
import Foundation

/// What the compiler is told so that it finds the library's modules, those in C that they import, and the library.
struct LibraryArguments: Sendable {
    let installation: Installation

    /// - Parameter place: the folder in which the executable shall look for the library; nil for where that lies now.
    /// - Returns: all but the files to be compiled.
    /// - Throws: `Refusal` if headers of C libraries are missing.
    func arguments(library place: String? = nil) async throws -> [String] {
        let bin = installation.binaries.path
        var arguments = ["-swift-version", "6", "-Onone", "-g", "-module-name", "Script", "-I", installation.modules.path]
        for map in moduleMaps { arguments += ["-Xcc", "-fmodule-map-file=\(map)"] }
        for flag in try await headerFlags() { arguments += ["-Xcc", flag] }
        return arguments + ["-L", bin, "-lGlassbox", "-Xlinker", "-rpath", "-Xlinker", place ?? bin]
    }

    /// The C modules that our modules import: system libraries, C targets of the package, and those of its dependencies.
    private var moduleMaps: [String] {
        (installation.isInstalled ? installedMaps : builtMaps).map(\.path).filter(FileManager.default.fileExists(atPath:))
    }

    /// As `scripts/install` lays them.
    private var installedMaps: [URL] {
        installation.modules.names.map { installation.modules.appending(path: "\($0)/module.modulemap") }
    }

    private var builtMaps: [URL] {
        let sources = installation.root.appending(path: "Sources")
        let own = sources.names.filter { $0.hasPrefix("C") }.flatMap { target in
            [
                sources.appending(path: "\(target)/module.modulemap"),
                installation.binaries.appending(path: "\(target).build/module.modulemap"),
            ]
        }
        let checkouts = installation.scratch.appending(path: "checkouts")
        let others = checkouts.names.flatMap { package in
            let sources = checkouts.appending(path: "\(package)/Sources")
            return sources.names.map { sources.appending(path: "\($0)/include/module.modulemap") }
        }
        return own + others
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

extension URL {
    /// What is in a folder, in order; nothing where it cannot be read.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
