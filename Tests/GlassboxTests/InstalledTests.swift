import BoundedProcess
import Foundation
import Testing

/// `scripts/install`, which `make install` and `make dist` run, and what it lays.
@Suite(.serialized) struct GlassboxInstalledTests {
    private let copy: InstalledCopy

    init() throws {
        copy = try InstalledCopy()
    }

    private func install() async throws {
        let outcome = try await copy.script("install", [copy.prefix.path])
        try #require(outcome.ending == .exited(0), "\(outcome.errorText)")
    }

    @Test func anInstalledCopyNeedsNothingOfTheCheckout() async throws {
        try await install()
        // Compiled against what was installed, with the data of experiments that ship.
        try copy.write(
            """
            //: # T
            import Foundation
            import Notebook
            import Pipeline
            let data = try Installation().experiments.appending(path: "data/vending.jsonl")
            print(Benchmark.tasks.count, Experiment.seed, FileManager.default.fileExists(atPath: data.path))
            """, "X.swift")
        let run = try await copy.run("glassbox run '\(copy.folder.path)/X.swift' --site '\(site)' --seed 7 --quiet")
        #expect(run.ending == .exited(0), "\(run.errorText)")
        #expect(try copy.text("site/experiments/X/index.html").contains("62 7 true"))
        #expect(!FileManager.default.fileExists(atPath: "/site"))
        try await uninstall()
    }

    private var site: String { copy.folder.appending(path: "site").path }

    private func uninstall() async throws {
        #expect(copy.files.contains("bin/glassbox") && copy.files.contains("share/fish/vendor_completions.d/glassbox.fish"))
        let outcome = try await copy.script("install", ["--uninstall", copy.prefix.path])
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        #expect(copy.files.allSatisfy { !$0.lowercased().contains("glassbox") }, "\(copy.files)")
    }

    /// As in a tarball, on a machine without Swift.
    @Test func whatComesCompiledNeedsNoCompiler() async throws {
        try await install()
        for name in copy.files where name.hasPrefix("share/glassbox/experiments/") && name.hasSuffix(".swift") {
            if !name.hasSuffix("/Report.swift") { try copy.remove(name) }
        }
        let compiled = try await copy.run("glassbox compile-shipped")
        #expect(compiled.ending == .exited(0) && compiled.errorText == "1 experiment compiled\n", "\(compiled.errorText)")
        let commands = "glassbox report Parity_All --site '\(site)' --quiet && glassbox audit --all --site '\(site)'"
        let report = try await copy.run(commands, path: Self.pathWithoutSwift)
        #expect(report.ending == .exited(0), "\(report.errorText)")
        try await expectVersion()
        try copy.write("//: # T\nimport Notebook\n", "X.swift")
        let own = "glassbox run '\(copy.folder.path)/X.swift' --site '\(site)'"
        let refused = try await copy.run(own, path: Self.pathWithoutSwift)
        #expect(refused.ending == .exited(3) && refused.errorText.contains("install Swift 6"), "\(refused.errorText)")
        let doctor = try await copy.run("glassbox doctor", path: Self.pathWithoutSwift)
        #expect(doctor.outputText.contains("experiments of your own need Swift 6"), "\(doctor.outputText)")
    }

    private static let pathWithoutSwift = "/usr/bin:/bin"

    /// The page shows the text of the experiment that made it, and says, as the record does, which code that was.
    private func expectVersion() async throws {
        let said = try await copy.run("glassbox --version").outputText.trimmingCharacters(in: .whitespacesAndNewlines)
        let version = try #require(said.firstMatch(of: /^([0-9]+\.[0-9]+\.[0-9]+) \(/)).1
        #expect(try copy.text("a prefix/share/doc/glassbox/CITATION.cff").contains("\nversion: \(version)\n"))
        let audit = try JSONSerialization.jsonObject(with: Data(try copy.text("site/reports/Parity_All/audit.json").utf8))
        let versions = (audit as? [String: Any])?["versions"] as? [String: String]
        #expect(versions?["glassbox"] == said && versions?["swift"]?.hasPrefix("6.") == true)
        #expect(versions?["processor"]?.contains(/^unknown$|^[a-z0-9_]+(-[0-9]+)*-[0-9a-f]{12}$/) == true)
        let page = try copy.text("site/reports/Parity_All/index.html")
        #expect(page.contains("Glassbox \(said)") && page.contains("Report.swift, SHA-256"))
    }

    @Test func belowDESTDIRItLiesAsUnderThePrefix() async throws {
        let destination = ["DESTDIR": copy.prefix.path]
        let outcome = try await copy.script("install", ["/opt/glass box/"], environment: destination)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let doctor = try await copy.run("'\(copy.prefix.path)/opt/glass box/bin/glassbox' doctor")
        #expect(doctor.outputText.contains("/opt/glass box/share/glassbox/site/theme\n"), "\(doctor.outputText)")
        _ = try await copy.script("install", ["--uninstall", "/opt/glass box"], environment: destination)
        #expect(copy.files.allSatisfy { !$0.contains("glassbox") }, "\(copy.files)")
    }

    @Test(arguments: ["", "relative", "./x"])
    func aPrefixThatWillNotDoIsRefused(prefix: String) async throws {
        let outcome = try await copy.script("install", [prefix])
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("expected an absolute path"), "\(outcome.errorText)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy.folder.path).isEmpty)
    }

    /// What is there is replaced: a checkout must not be.
    @Test func aCheckoutThatWouldBeReplacedIsRefused() async throws {
        let scripts = copy.prefix.appending(path: "share/glassbox/scripts")
        try FileManager.default.createDirectory(at: scripts, withIntermediateDirectories: true)
        let script = scripts.appending(path: "install")
        try FileManager.default.copyItem(at: InstalledCopy.checkout.appending(path: "scripts/install"), to: script)
        for task in [[], ["--uninstall"]] {
            let outcome = try await BoundedProcess(script.path, task + [copy.prefix.path], limits: .init(seconds: 60)).run()
            #expect(
                outcome.ending == .exited(2) && outcome.errorText.contains("expected another prefix"), "\(outcome.errorText)")
            #expect(FileManager.default.fileExists(atPath: script.path))
        }
    }

    @Test func whatIsNotBuiltIsNamedAndNothingIsLaid() async throws {
        let outcome = try await copy.script("install", [copy.prefix.path], environment: ["GLASSBOX_BUILD": copy.folder.path])
        #expect(outcome.ending == .exited(3) && outcome.errorText.contains("make build"), "\(outcome.errorText)")
        #expect(copy.files.isEmpty)
    }

    @Test func aCheckoutCompilesNothingBeforehand() async throws {
        let outcome = try await CommandUnderTest().run("compile-shipped")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("is a checkout"), "\(outcome.errorText)")
    }

    // MARK: - What a machine lacks to run a tarball

    /// Runs `check-runtime` where `ldd` says that `libraries` are not found.
    private func checkRuntime(without libraries: [String]) async throws -> (status: Int?, said: String) {
        let source = InstalledCopy.checkout.appending(path: "scripts/check-runtime")
        try FileManager.default.copyItem(at: source, to: copy.folder.appending(path: "check-runtime"))
        let lines = libraries.map { "\\t\($0) => not found\\n" }.joined()
        try copy.write("#!/bin/sh\nprintf '\\tlibc.so.6 => /lib/libc.so.6 (0x1)\\n\(lines)'\n", "ldd")
        let outcome = try await BoundedProcess(
            "bash", ["-c", "chmod +x ldd && PATH=$PWD:$PATH ./check-runtime"], directory: copy.folder,
            limits: .init(seconds: 60)
        ).run()
        if case .exited(let status) = outcome.ending { return (status, outcome.errorText) }
        return (nil, outcome.errorText)
    }

    @Test func whatIsMissingIsNamedOnceInOneSentence() async throws {
        let (status, said) = try await checkRuntime(without: ["libcairo.so.2", "libgvc.so.6", "libcdt.so.5", "libodd.so.1"])
        #expect(status == 3 && said.hasPrefix("Missing: ") && said.filter { $0 == "\n" }.count == 1, "\(said)")
        let sentence = try #require(said.firstMatch(of: /Missing: ([^;]*); .* --no-install-recommends (.*)\n/))
        let missing = sentence.1
        #expect(missing == sentence.2)
        for package in ["libcairo2", "libgvc6", "libodd.so.1"] {
            #expect(missing.split(separator: " ").count { $0 == package } == 1, "\(package)")
        }
        #expect(!missing.contains("libpng16-16"))
    }

    /// The tarball's README has all that may be missing.
    @Test func theReadmeOfTheTarballNamesEveryPackage() throws {
        let scripts = InstalledCopy.checkout.appending(path: "scripts")
        let script = String(decoding: try Data(contentsOf: scripts.appending(path: "check-runtime")), as: UTF8.self)
        let readme = String(decoding: try Data(contentsOf: scripts.appending(path: "dist-readme.md")), as: UTF8.self)
        let packages = script.matches(of: /lacks ([a-z][a-z0-9.+-]*)/).map { String($0.1) }
        #expect(packages.count >= 15)
        for package in packages { #expect(readme.contains(package), "\(package)") }
    }
}
