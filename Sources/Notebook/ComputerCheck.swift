import BoundedProcess
import Foundation
import Render

/// One thing that Glassbox needs of the computer, whether it is there, and the command that mends it.
public struct ComputerCheck: Sendable, Codable, Equatable {
    public let name: String
    public let isFine: Bool
    /// What was found, or what is missing.
    public let found: String
    /// The command that installs it; nil if nothing is missing.
    public let mend: String?

    public init(name: String, isFine: Bool, found: String, mend: String?) {
        self.name = name
        self.isFine = isFine
        self.found = found
        self.mend = isFine ? nil : mend
    }

    /// Looks at everything (about a second).
    ///
    /// - Parameter site: where pages shall be written.
    /// - Returns: every check, in the order in which things are needed.
    public static func all(site: URL) async -> [ComputerCheck] {
        let compiler = await compiler()
        var checks = [compiler.check, await python(), await pygments()]
        // Headers are for the compiler; libraries themselves are loaded, else this would not run.
        for (package, apt) in libraries where compiler.isUsed || !compiler.check.isFine {
            checks.append(await library(package, apt: apt))
        }
        checks.append(
            await command("prlimit", ["--version"], name: "prlimit", mend: "apt-get install util-linux"))
        return checks + [font(), formulas(), installed(), theme(), writable(site)]
    }

    private static let libraries = [
        ("cairo", "libcairo2-dev"), ("libpng", "libpng-dev"), ("libgvc", "libgraphviz-dev"),
        ("libcmark-gfm", "libcmark-gfm-dev libcmark-gfm-extensions-dev"), ("lapacke", "liblapacke-dev libopenblas-dev"),
        ("libcrypto", "libssl-dev"),
    ]

    private static func command(
        _ executable: String, _ arguments: [String], name: String, mend: String
    ) async -> ComputerCheck {
        let outcome = try? await BoundedProcess(executable, arguments, limits: .init(seconds: 30)).run()
        guard let outcome, outcome.succeeded else {
            return ComputerCheck(name: name, isFine: false, found: "missing", mend: mend)
        }
        let line = outcome.outputText.split(separator: "\n").first.map(String.init) ?? "there"
        return ComputerCheck(name: name, isFine: true, found: line, mend: nil)
    }

    /// The compiler, and whether it compiles experiments here. Where those that ship come compiled, it is for one's own only.
    private static func compiler() async -> (check: ComputerCheck, isUsed: Bool) {
        let found = try? await SwiftCompiler.found()
        let installation = try? Installation()
        let built = installation?.builtWith
        let isUsed = found != nil && (built == nil || built == found)
        var said = found.map { "Swift \($0)" } ?? "missing"
        if !isUsed, let built { said += "; experiments of your own need Swift \(built)" }
        let check = ComputerCheck(
            name: "swiftc", isFine: isUsed || installation?.hasCompiled == true, found: said,
            mend: "install Swift \(built ?? "6.1 or later") from https://swift.org/install")
        return (check, isUsed)
    }

    private static func python() async -> ComputerCheck {
        await command(
            Highlighter.defaultPython, ["--version"], name: "python3", mend: "apt-get install python3")
    }

    private static func pygments() async -> ComputerCheck {
        do {
            _ = try await Highlighter().highlight([Snippet(language: "swift", text: "let x = 1")])
            return ComputerCheck(name: "Pygments", isFine: true, found: "for \(Highlighter.defaultPython)", mend: nil)
        } catch {
            return ComputerCheck(
                name: "Pygments", isFine: false, found: "missing", mend: "apt-get install python3-pygments")
        }
    }

    private static func library(_ package: String, apt: String) async -> ComputerCheck {
        await command(
            "pkg-config", ["--modversion", package], name: package, mend: "apt-get install pkg-config \(apt)")
    }

    private static func font() -> ComputerCheck {
        let isFine = Typeface.isUsable
        return ComputerCheck(
            name: "font", isFine: isFine, found: isFine ? Typeface.family : "\(Typeface.family) is missing",
            mend: "apt-get install fonts-dejavu-core")
    }

    private static func formulas() -> ComputerCheck {
        let isFine = MathTypesetting.assets() != nil
        return ComputerCheck(
            name: "KaTeX", isFine: isFine, found: isFine ? "for formulas" : "missing, so that formulas stay TeX",
            mend: MathTypesetting.mend)
    }

    private static func installed() -> ComputerCheck {
        let library = (try? Installation())?.library.path
        let isThere = library.map(FileManager.default.fileExists(atPath:)) ?? false
        return ComputerCheck(
            name: "libGlassbox.so", isFine: isThere, found: isThere ? library ?? "there" : "missing",
            mend: "make build")
    }

    private static func theme() -> ComputerCheck {
        let installation = try? Installation()
        do {
            let installation = try Installation()
            _ = try installation.loadTheme()
            return ComputerCheck(name: "theme", isFine: true, found: installation.theme.path, mend: nil)
        } catch {
            let mend = installation?.isInstalled == true ? "make install, or unpack it again" : "git checkout -- site/theme"
            return ComputerCheck(name: "theme", isFine: false, found: "\(error)", mend: mend)
        }
    }

    /// Whether a page could be put into the site, or into the folder in which it would be made.
    private static func writable(_ site: URL) -> ComputerCheck {
        var folder = site.standardizedFileURL
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder = folder.deletingLastPathComponent()
        }
        let isFine = access(folder.path, W_OK | X_OK) == 0
        return ComputerCheck(
            name: "site", isFine: isFine, found: isFine ? "\(site.path) can be written" : "\(site.path) cannot be written",
            mend: "chmod u+w \(folder.path), or choose another folder with --site")
    }
}
