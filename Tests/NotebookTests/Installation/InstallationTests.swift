import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookInstallationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A copy as `scripts/install` lays it, in outline.
    private func install(compiler: String = "Swift version 6.3.1 (swift-6.3.1-RELEASE)\n") throws -> Installation {
        try folder.write(Data(), "share/glassbox/site/theme/page.mustache")
        try folder.write(Data(), "lib/glassbox/libGlassbox.so")
        try folder.write(Data(compiler.utf8), "lib/glassbox/compiler.txt")
        return try Installation(program: try folder.write(Data(), "bin/glassbox"))
    }

    @Test func aCheckoutIsFoundByWalkingUp() throws {
        try folder.write(Data(), "Package.swift")
        try folder.write(Data(), "site/theme/page.mustache")
        let installation = try Installation(program: try folder.write(Data(), ".build/x/release/glassbox"))
        #expect(installation.root.path == folder.url.path && !installation.isInstalled)
        #expect(installation.library.path == "\(folder.url.path)/.build/x/release/libGlassbox.so")
        #expect(installation.cache.path == "\(folder.url.path)/.build/experiments")
        #expect(installation.aalpy?.path == "\(folder.url.path)/.build/aalpy/bin/python" && installation.builtWith == nil)
    }

    @Test func anInstalledCopyIsFoundFromItsCommandItsLibraryAndALink() throws {
        let installation = try install()
        let top = folder.url.resolvingSymlinksInPath().path
        #expect(installation.isInstalled && installation.root.path == "\(top)/share/glassbox")
        #expect(installation.theme.path == "\(top)/share/glassbox/site/theme")
        #expect(installation.library.path == "\(top)/lib/glassbox/libGlassbox.so")
        #expect(installation.cache.path.hasSuffix("/glassbox/experiments") && !installation.cache.path.hasPrefix(top))
        #expect(installation.builtWith == "6.3.1" && installation.aalpy == nil && !installation.hasCompiled)
        let link = folder.url.appending(path: "elsewhere/glassbox")
        try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.url.appending(path: "bin/glassbox"))
        for program in [folder.url.appending(path: "lib/glassbox/libGlassbox.so"), link] {
            #expect(try Installation(program: program).root.path == installation.root.path)
        }
    }

    /// Also where it lies within a checkout, as one is whose prefix is there.
    @Test func anInstalledCopyComesBeforeACheckoutAbove() throws {
        try folder.write(Data(), "Package.swift")
        try folder.write(Data(), "site/theme/page.mustache")
        #expect(try install().isInstalled)
    }

    @Test func whatLiesNowhereIsRefused() throws {
        for program in ["/usr/bin/env", folder.url.appending(path: "bin/glassbox").path] {
            let refusal = try #require(throws: Refusal.self) { try Installation(program: URL(filePath: program)) }
            #expect(refusal.status == .machineLacksSomething && refusal.description.contains("make install"))
        }
    }

    @Test func theRunningCodeIsFoundAndIsOfThisCheckout() throws {
        let file = try #require(RunningCode.file)
        #expect(FileManager.default.fileExists(atPath: file.path) && RunningCode.fingerprint != nil)
        #expect(try Installation().theme.path == URL.shippedTheme.path)
    }

    // MARK: - Experiments that come compiled

    private func experiment(_ text: String = "//: # T\nimport Notebook\n") throws -> ExperimentFile {
        try ExperimentFile(try folder.write(Data(text.utf8), "X.swift"))
    }

    private func ship(_ experiment: ExperimentFile, in place: String = "lib/glassbox/experiments/X") throws {
        let executable = try folder.write(Data("code".utf8), "\(place)/experiment")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: executable.path)
        try folder.write(Data(Fingerprint("code").description.utf8), "\(place)/experiment.sha256")
        try folder.write(Data(experiment.fingerprint.description.utf8), "\(place)/source.sha256")
    }

    @Test func aShippedExperimentIsTakenIfItsTextIsTheSame() throws {
        let installation = try install()
        let shipped = try experiment()
        #expect(CompiledExperiment(shipped, shippedWith: installation) == nil)
        try ship(shipped)
        #expect(CompiledExperiment(shipped, shippedWith: installation)?.file == "X.swift" && installation.hasCompiled)
        let changed = try experiment("//: # T\nimport Notebook \n")
        #expect(CompiledExperiment(changed, shippedWith: installation) == nil)
    }

    @Test func aDamagedOneIsNotTaken() throws {
        let installation = try install()
        let shipped = try experiment()
        try ship(shipped)
        try folder.write(Data("cod".utf8), "lib/glassbox/experiments/X/experiment")
        #expect(CompiledExperiment(shipped, shippedWith: installation) == nil)
    }

    @Test func aCheckoutTakesNone() throws {
        try folder.write(Data(), "Package.swift")
        try folder.write(Data(), "site/theme/page.mustache")
        let checkout = try Installation(program: try folder.write(Data(), ".build/x/release/glassbox"))
        let shipped = try experiment()
        try ship(shipped, in: ".build/x/release/experiments/X")
        #expect(CompiledExperiment(shipped, shippedWith: checkout) == nil)
    }

    @Test func anotherSwiftIsRefusedWithBothVersions() async throws {
        let installation = try install(compiler: "Swift version 5.0 (old)\n")
        let refusal = await #expect(throws: Refusal.self) { try await SwiftCompiler.check(for: installation) }
        let found = try await SwiftCompiler.found()
        #expect(refusal?.description.contains("Swift \(found)") == true && refusal?.description.contains("Swift 5.0") == true)
        try await SwiftCompiler.check(for: try install(compiler: "Swift version \(found) (this)\n"))
    }

    @Test(arguments: [
        ("Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x", "6.3.1"), ("Apple Swift version 6.1 (x)", "6.1"),
        ("gcc 12", nil),
    ])
    func versionsAreRead(text: String, version: String?) {
        #expect(SwiftCompiler.version(in: text) == version)
    }
}
