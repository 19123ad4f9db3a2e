import BoundedProcess
import Foundation
import Testing

/// `scripts/revision`: the commit that a build is told of.
@Suite struct GlassboxRevisionTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
        let script = InstalledCopy.checkout.appending(path: "scripts/revision")
        for place in ["tree/scripts", "tree/within/scripts"] {
            let folder = glassbox.folder.appending(path: place)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: script, to: folder.appending(path: "revision"))
        }
    }

    private func shell(_ command: String) async throws -> String {
        let outcome = try await BoundedProcess(
            "bash", ["-c", command], environment: ["GIT_CEILING_DIRECTORIES": glassbox.folder.path], directory: glassbox.folder,
            limits: .init(seconds: 60)
        ).run()
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        return outcome.outputText
    }

    private let commit =
        "cd tree && git init -q . && git add . && git -c user.name=x -c user.email=x@x commit -q -m x && git rev-parse --short=7 HEAD"

    @Test func aCommitIsNamedAndWhatDiffersFromItIsDirty() async throws {
        #expect(try await shell("tree/scripts/revision").isEmpty)
        let name = try await shell(commit).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(name.count >= 7)
        #expect(try await shell("cd / && '\(glassbox.folder.path)/tree/scripts/revision'") == "\(name)\n")
        // What does not go into a build changes nothing.
        try glassbox.write("x", "tree/notes.txt")
        #expect(try await shell("tree/scripts/revision") == "\(name)\n")
        try glassbox.write("x", "tree/Sources/New.swift")
        #expect(try await shell("tree/scripts/revision") == "\(name)-dirty\n")
    }

    @Test func anotherRepositoryAboveIsNotMeant() async throws {
        _ = try await shell(commit)
        #expect(try await shell("tree/within/scripts/revision").isEmpty)
    }

    @Test func withoutGitNothingIsSaid() async throws {
        _ = try await shell(commit)
        _ = try await shell("mkdir bin && ln -s \"$(command -v dirname)\" bin/")
        #expect(try await shell("PATH=$PWD/bin /bin/sh tree/scripts/revision").isEmpty)
    }

    @Test func theCommandSaysWhichOneItIs() async throws {
        let said = try await glassbox.run("--version").outputText
        #expect(said.wholeMatch(of: /\d+\.\d+\.\d+ \(([0-9a-f]{7,40}(-dirty)?|commit unknown)\)\n/) != nil, "\(said)")
    }
}
