import Foundation

/// Where this copy of Glassbox lies: in the checkout that built it, or where `make install` or a tarball has put it.
///
/// ```
///               built                        installed
/// command       .build/…/release/glassbox    bin/glassbox
/// binaries      .build/…/release             lib/glassbox            libGlassbox.so, Modules, Swift's runtime
/// root          the folder of Package.swift  share/glassbox          experiments, scripts, site/theme
/// compiled      -                            lib/glassbox/experiments
/// cache         .build/experiments           ~/.cache/glassbox/experiments
/// ```
///
/// ```swift
/// let log = try Installation().experiments.appending(path: "data/vending.jsonl")
/// print(try String(contentsOf: log, encoding: .utf8).split(separator: "\n").count, "sessions")
/// ```
public struct Installation: Sendable {
    /// The version of Glassbox, stated on every page.
    public static let version = "0.2.0"

    /// The folder that holds what is read and not built.
    public let root: URL
    /// The folder with `libGlassbox.so`, and what experiments are compiled against.
    public let binaries: URL
    /// Compiled experiments.
    let cache: URL
    /// Nil of an installed one.
    private let checkout: URL?

    public var theme: URL { root.appending(path: "site/theme") }
    public var experiments: URL { root.appending(path: "experiments") }
    public var scripts: URL { root.appending(path: "scripts") }
    /// The Python that `scripts/aalpy-environment` makes; nil of an installed copy, which has none of its own.
    public var aalpy: URL? { checkout?.appending(path: ".build/aalpy/bin/python") }
    /// Whether it may be moved as a whole, and builds nothing.
    var isInstalled: Bool { checkout == nil }
    var library: URL { binaries.appending(path: "libGlassbox.so") }
    /// Shipped experiments that are compiled already.
    var compiled: URL { binaries.appending(path: "experiments") }
    /// Whether it has them.
    var hasCompiled: Bool { !compiled.names.isEmpty }
    var modules: URL { binaries.appending(path: "Modules") }
    /// SwiftPM's own folder, `.build` unless it was told otherwise: binaries are two levels down in it.
    var scratch: URL { binaries.deletingLastPathComponent().deletingLastPathComponent() }

    /// Finds it by where the running code lies.
    ///
    /// - Parameter program: the command, or the library; nil for what is running.
    /// - Throws: `Refusal` if it lies neither in an installation nor in a checkout.
    public init(program: URL? = nil) throws {
        let program = (program ?? RunningCode.file ?? URL(filePath: "/proc/self/exe")).resolvingSymlinksInPath()
        let folder = program.deletingLastPathComponent()
        if let prefix = Self.prefix(above: folder) {
            root = prefix.appending(path: "share/glassbox")
            binaries = prefix.appending(path: "lib/glassbox")
            cache = UserCache.folder.appending(path: "experiments")
            checkout = nil
        } else if let top = Self.checkout(above: folder) {
            (root, binaries, checkout) = (top, folder, top)
            cache = folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "experiments")
        } else {
            throw Refusal(
                .machineLacksSomething,
                "Nothing was found that \(program.path) belongs to: expected share/glassbox/site/theme beside its bin or lib, or a folder "
                    + "above it with Package.swift and site/theme; put it back where it was built or unpacked, or run make install again"
            )
        }
    }

    /// Of a command in `bin` or a library in `lib/glassbox`.
    private static func prefix(above folder: URL) -> URL? {
        let above = folder.deletingLastPathComponent()
        return [above, above.deletingLastPathComponent()].first { prefix in
            has("share/glassbox/site/theme", in: prefix) && has("lib/glassbox/libGlassbox.so", in: prefix)
        }
    }

    private static func checkout(above folder: URL) -> URL? {
        var candidate = folder
        while !(has("Package.swift", in: candidate) && has("site/theme", in: candidate)) {
            guard candidate.path != "/" else { return nil }
            candidate = candidate.deletingLastPathComponent()
        }
        return candidate
    }

    private static func has(_ path: String, in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }
}
