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
        let staged = try StagedFolder(for: "pages/X", beneath: folder.url)
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
        let staged = try StagedFolder(for: "pages/X", beneath: folder.url)
        try staged.write(Data("two".utf8), to: "index.html")
        staged.discard()
        #expect(try folder.text("pages/X/index.html") == "one")
    }

    private var hidden: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "pages").path)
                .filter { $0.hasPrefix(".") }.sorted()
        }
    }

    /// Process ids say nothing of who lives in another container that shares the disk; a lock does.
    @Test func leftoversThatNobodyHoldsGoAndThoseInUseStay() throws {
        try folder.write(Data(), "pages/.X.staging-1/page/index.html")
        try folder.write(Data(), "pages/.XY.staging-2/lock")
        try folder.write(Data("elsewhere".utf8), "elsewhere/kept.txt")
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "pages/.X.staging-3"), withDestinationURL: folder.url.appending(path: "elsewhere"))
        let other = try StagedFolder(for: "pages/X", beneath: folder.url)
        try publish("one")
        #expect(
            try hidden.filter { !$0.hasSuffix(other.staging.deletingLastPathComponent().lastPathComponent) }
                == [".X.staging-3", ".XY.staging-2"])
        // A link is none of ours, and what it leads to is neither removed nor locked.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "elsewhere").path) == ["kept.txt"])
        try other.write(Data("two".utf8), to: "index.html")
        try other.publish()
        #expect(try folder.text("pages/X/index.html") == "two")
        try StagedFolder.prepare("pages", beneath: folder.url, for: .page)
        #expect(try hidden == [".X.staging-3"])
    }

    /// Two at once, many times: whoever is second wins, and neither takes the other's for a leftover.
    @Test func runsOnOnePlaceDoNotDisturbEachOther() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 { group.addTask { try publish("\(number)") } }
            try await group.waitForAll()
        }
        #expect(Int(try folder.text("pages/X/index.html")) != nil)
        #expect(try hidden.isEmpty)
    }

    @Test func aFileInTheWayIsNamed() {
        let root = URL(filePath: "/dev/null/x")
        let refusal = #expect(throws: Refusal.self) { try StagedFolder(for: "reports/A", beneath: root) }
        #expect(refusal?.status == .badInput)
        #expect(refusal?.description.contains("because /dev/null is no folder") == true)
    }

    @Test func aLinkInTheSiteIsNotFollowed() throws {
        try FileManager.default.createDirectory(at: folder.url.appending(path: "elsewhere"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "reports"), withDestinationURL: folder.url.appending(path: "elsewhere"))
        let refusal = try #require(throws: Refusal.self) { try StagedFolder(for: "reports/A", beneath: folder.url) }
        #expect(refusal.description.contains("reports is a symbolic link") && refusal.status == .badInput)
        // The site itself may be one: the user named it.
        let site = folder.url.appending(path: "site")
        try FileManager.default.createSymbolicLink(at: site, withDestinationURL: folder.url.appending(path: "elsewhere"))
        try StagedFolder(for: "reports/A", beneath: site).publish()
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "elsewhere/reports/A").path))
    }

    @Test func anUnwritablePlaceIsRefusedInOneSentence() throws {
        try folder.write(Data(), "file")
        let refusal = try #require(throws: Refusal.self) {
            try StagedFolder(for: "file/reports/X", beneath: folder.url)
        }
        #expect(refusal.status == .badInput)
        #expect(refusal.description.contains("--site"))
    }

    /// What is done where a folder cannot be renamed, as in the lower layer of an overlay.
    @Test func aFolderIsReplacedFileByFileToo() throws {
        try publish("one")
        try folder.write(Data("old".utf8), "pages/X/figures/old.png")
        try folder.write(Data("index".utf8), "new/index.html")
        try folder.write(Data("figure".utf8), "new/figures/new.png")
        try FolderReplacement(of: destination, by: folder.url.appending(path: "new")).replaceFiles()
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: destination.path).sorted() == [
                "figures", "figures/new.png", "index.html",
            ])
        #expect(try folder.text("pages/X/index.html") == "index" && folder.text("pages/X/figures/new.png") == "figure")
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
        let first = try StagedFolder(for: "X", beneath: disk)
        try first.write(Data("one".utf8), to: "index.html")
        try first.publish()
        let second = try StagedFolder(for: "X", beneath: disk)
        let refusal = try #require(throws: Refusal.self) { try second.write(Data(count: 1 << 20), to: "index.html") }
        #expect(refusal.description.contains("free some space"))
        second.discard()
        #expect(try String(contentsOf: disk.appending(path: "X/index.html"), encoding: .utf8) == "one")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["X"])
    }
}
