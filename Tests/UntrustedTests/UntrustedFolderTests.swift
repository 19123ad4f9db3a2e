import Foundation
import Testing
import Untrusted

@Suite final class UntrustedFolderTests {
    private let place = FileManager.default.temporaryDirectory.appending(
        path: "untrusted-\(UUID().uuidString)", directoryHint: .isDirectory)
    private var inside: URL { place.appending(path: "inside", directoryHint: .isDirectory) }

    init() throws {
        try FileManager.default.createDirectory(at: inside.appending(path: "sub"), withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: place.appending(path: "secret"))
        try Data("text".utf8).write(to: inside.appending(path: "sub/file"))
        try link("file-link", to: "sub/file")
        try link("outside-link", to: "../secret")
        try link("folder-link", to: "..")
    }

    deinit {
        try? FileManager.default.removeItem(at: place)
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: inside.appending(path: name).path, withDestinationPath: target)
    }

    private func text(_ path: String) -> String? {
        (try? Data(contentsOf: place.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func whatIsRemovedIsTheLinkAndNotWhatItLeadsTo() throws {
        let folder = try UntrustedFolder(inside)
        for name in ["outside-link", "sub/file", "nothing", "folder-link/secret", "../secret", "sub"] { folder.remove(name) }
        #expect(text("secret") == "secret" && folder.names == ["file-link", "folder-link", "sub"])
        #expect(folder.folder("sub")?.names == [])
    }

    @Test func plainFilesAreRead() throws {
        let folder = try UntrustedFolder(inside)
        #expect(try folder.contents(of: "sub/file", most: 4) == Data("text".utf8))
        #expect(try folder.contents(of: "nothing", most: 4) == nil && folder.contents(of: "nowhere/nothing", most: 4) == nil)
        #expect(folder.hasFile("sub/file") && !folder.hasFile("sub") && !folder.hasFile("file-link"))
        #expect(folder.names == ["file-link", "folder-link", "outside-link", "sub"])
        #expect(try folder.folder("sub")?.contents(of: "file", most: 4) == Data("text".utf8))
    }

    @Test(arguments: [
        "file-link", "outside-link", "folder-link/secret", "../secret", "sub/../../secret", "/etc/hostname", "sub", ".", "",
        "sub//file", "a\u{0}b",
    ])
    func nothingElseIs(path: String) throws {
        let folder = try UntrustedFolder(inside)
        #expect(((try? folder.contents(of: path, most: 1000)) ?? nil) == nil && !folder.hasFile(path))
    }

    @Test func aPipeAndADeviceAreNotOpened() throws {
        #expect(mkfifo(inside.appending(path: "pipe").path, 0o600) == 0)
        try link("zero", to: "/dev/zero")
        let folder = try UntrustedFolder(inside)
        let pipe = #expect(throws: Unreadable.self) { try folder.contents(of: "pipe", most: 1000) }
        #expect(pipe?.reason == "pipe is no plain file")
        let zero = #expect(throws: Unreadable.self) { try folder.contents(of: "zero", most: 1000) }
        #expect(zero?.reason == "zero is a symbolic link; expected a file")
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        let error = #expect(throws: Unreadable.self) { try UntrustedFolder(inside).contents(of: "sub/file", most: 3) }
        #expect(error?.reason.contains("more than the 0 KiB") == true)
    }

    @Test func aFileIsReplacedInOneStep() throws {
        let folder = try UntrustedFolder(inside)
        try folder.replace("sub/file", with: Data("new".utf8))
        try folder.replace("made/on/the/way", with: Data("there".utf8))
        #expect(text("inside/sub/file") == "new" && text("inside/made/on/the/way") == "there")
        #expect(try FileManager.default.contentsOfDirectory(atPath: inside.appending(path: "sub").path) == ["file"])
    }

    @Test func whatHasTheseContentsAlreadyIsNotTouched() throws {
        let folder = try UntrustedFolder(inside)
        var (before, after) = (stat(), stat())
        #expect(stat(inside.appending(path: "sub/file").path, &before) == 0)
        try folder.replace("sub/file", with: Data("text".utf8))
        #expect(stat(inside.appending(path: "sub/file").path, &after) == 0 && before.st_ino == after.st_ino)
    }

    @Test func aLinkIsReplacedAndNotFollowed() throws {
        let folder = try UntrustedFolder(inside)
        try folder.replace("outside-link", with: Data("new".utf8))
        #expect(text("secret") == "secret" && text("inside/outside-link") == "new")
        #expect(throws: NSError.self) { try folder.replace("folder-link/secret", with: Data("new".utf8)) }
        #expect(text("secret") == "secret")
    }

    @Test func whatAKilledProcessLeftAsideGoes() throws {
        try Data("half".utf8).write(to: inside.appending(path: "sub/.file.0123456789abc"))
        try Data("kept".utf8).write(to: inside.appending(path: "sub/.file.txt"))
        let folder = try UntrustedFolder(inside)
        try folder.replace("sub/file", with: Data("text".utf8))
        #expect(
            Set(try FileManager.default.contentsOfDirectory(atPath: inside.appending(path: "sub").path)) == [
                "file", ".file.txt",
            ])
    }

    @Test func aLockIsHeldByOne() throws {
        let folder = try UntrustedFolder(inside)
        let first = FileLock("lock", in: folder)
        #expect(first != nil && FileLock("lock", in: folder) == nil)
        withExtendedLifetime(first) {}
        #expect(FileLock("outside-link", in: folder) == nil && FileLock("sub", in: folder) == nil)
    }

    @Test func aLockEndsWithItsHolder() throws {
        let folder = try UntrustedFolder(inside)
        do { _ = FileLock("lock", in: folder) }
        #expect(FileLock("lock", in: folder) != nil)
    }

    @Test func namesAreNotGuessed() {
        let names = (0..<1000).map { _ in RandomName().description }
        #expect(Set(names).count == 1000 && names.allSatisfy { RandomName.isOne($0) })
        #expect(!RandomName.isOne("html") && !RandomName.isOne("0123456789ABC"))
    }
}
