import BoundedProcess
import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookStagedFolderTests {
    private let folder: TemporaryFolder
    private var destination: URL { folder.url.appending(path: "pages/X", directoryHint: .isDirectory) }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func publish(_ text: String) throws {
        let staged = try StagedFolder(for: destination)
        try staged.write(Data(text.utf8), to: "index.html")
        try staged.publish()
    }

    @Test func theNewReplacesTheOldAndLeavesNothingBehind() throws {
        try publish("one")
        try folder.write(Data(), "pages/X/stale.txt")
        try publish("two")
        #expect(try folder.text("pages/X/index.html") == "two")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "pages").path) == ["X"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: destination.path) == ["index.html"])
    }

    @Test func whatIsDiscardedWasNeverThere() throws {
        try publish("one")
        let staged = try StagedFolder(for: destination)
        try staged.write(Data("two".utf8), to: "index.html")
        staged.discard()
        #expect(try folder.text("pages/X/index.html") == "one")
    }

    @Test func leftoversOfDeadProcessesGoAndThoseOfTheLivingStay() throws {
        try folder.write(Data(), "pages/.X.staging-999999999/index.html")
        try folder.write(Data(), "pages/.X.staging-999999999.journal")
        try folder.write(Data(), "pages/.X.staging-1/index.html")
        try folder.write(Data(), "pages/.XY.staging-999999999/index.html")
        try publish("one")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "pages").path)
        #expect(names.sorted() == [".X.staging-1", ".XY.staging-999999999", "X"])
    }

    @Test func aFileInTheWayIsNamed() {
        let refusal = #expect(throws: Refusal.self) { try StagedFolder(for: URL(filePath: "/dev/null/x/reports/A")) }
        #expect(refusal?.status == .badInput)
        #expect(refusal?.description.contains("because /dev/null is no folder") == true)
    }

    @Test func anUnwritablePlaceIsRefusedInOneSentence() throws {
        try folder.write(Data(), "file")
        let refusal = try #require(throws: Refusal.self) {
            try StagedFolder(for: folder.url.appending(path: "file/reports/X"))
        }
        #expect(refusal.status == .badInput)
        #expect(refusal.description.contains("--site"))
    }

    @Test(.enabled(if: TemporaryFolder.mayMount, "needs root, and a container that permits mounts, for a small disk to fill"))
    func aFullDiskLeavesThePreviousPage() async throws {
        let disk = folder.url.appending(path: "disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let mounted = try await BoundedProcess(
            "mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.path], limits: .init(seconds: 10)
        ).run()
        try #require(mounted.succeeded, "\(mounted.errorText)")
        do {
            try fill(disk)
        } catch {
            Issue.record(error)
        }
        _ = try await BoundedProcess("umount", [disk.path], limits: .init(seconds: 10)).run()
    }

    private func fill(_ disk: URL) throws {
        let first = try StagedFolder(for: disk.appending(path: "X"))
        try first.write(Data("one".utf8), to: "index.html")
        try first.publish()
        let second = try StagedFolder(for: disk.appending(path: "X"))
        let refusal = try #require(throws: Refusal.self) { try second.write(Data(count: 1 << 20), to: "index.html") }
        #expect(refusal.description.contains("free some space"))
        second.discard()
        #expect(try String(contentsOf: disk.appending(path: "X/index.html"), encoding: .utf8) == "one")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["X"])
    }
}
