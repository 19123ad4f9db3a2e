import Foundation
import Untrusted

/// A folder that is written out of sight and then put in place as a whole: a reader sees the old one or the new one.
///
/// It is written in a hidden folder beside its destination, on the same file system, which its owner holds a lock on. Whatever
/// goes wrong, the destination stays as it was; what a killed process leaves behind nobody holds, and the next one removes it.
public struct StagedFolder: Sendable {
    /// What a folder holds, as its errors call it, and the option that chooses another place for it.
    public struct Contents: Sendable {
        public static let page = Contents(name: "The page", option: "--site")

        let name: String
        let option: String

        public init(name: String, option: String) {
            self.name = name
            self.option = option
        }
    }

    public let destination: URL
    /// Where to write until `publish()`.
    public var staging: URL { hidden.appending(path: "page", directoryHint: .isDirectory) }
    /// A file beside it that goes when the folder goes.
    var journal: URL { hidden.appending(path: "journal.jsonl") }

    /// Holds both, and goes with them.
    let hidden: URL
    private let lock: FileLock
    private let contents: Contents

    /// Makes the hidden folder, and removes those of the same destination that nobody holds.
    ///
    /// - Parameters:
    ///   - path: where in `root` the folder shall appear; folders on the way to it are made, and no link is followed.
    ///   - root: a folder that the user named; it is made where there is none.
    ///   - contents: what it will hold, for error messages.
    /// - Throws: `Refusal` if it cannot be written there.
    public init(for path: String, beneath root: URL, holding contents: Contents = .page) throws {
        destination = root.appending(path: path, directoryHint: .isDirectory)
        self.contents = contents
        let parent = destination.deletingLastPathComponent()
        if let obstacle = Self.obstacle(to: parent, beneath: root) {
            throw Refusal(
                .badInput,
                "\(contents.name) cannot be written to \(parent.path), because \(obstacle); "
                    + "choose another one with \(contents.option)")
        }
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            Self.removeLeftovers(in: parent, of: destination.lastPathComponent)
            (hidden, lock) = try Self.makeHidden(in: parent, for: destination.lastPathComponent)
            try FileManager.default.createDirectory(
                at: hidden.appending(path: "page"), withIntermediateDirectories: false)
        } catch {
            throw Refusal.unwritable("\(contents.name) cannot be written to \(parent.path)", error, option: contents.option)
        }
    }

    /// What keeps a folder from being where it shall be: a file, which Foundation's error does not name, or below the root a link,
    /// which would lead out of it.
    private static func obstacle(to folder: URL, beneath root: URL) -> String? {
        var place = folder.standardizedFileURL
        let root = root.standardizedFileURL.path
        var status = stat()
        while place.path.count > root.count, place.path != "/" {
            if lstat(place.path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK { return "\(place.path) is a symbolic link" }
            place.deleteLastPathComponent()
        }
        place = folder.standardizedFileURL
        while stat(place.path, &status) != 0, place.path != "/" { place.deleteLastPathComponent() }
        return status.st_mode & S_IFMT == S_IFDIR ? nil : "\(place.path) is no folder"
    }

    /// Writes a file into the hidden folder.
    ///
    /// - Throws: `Refusal` if the disk is full or the folder has gone.
    public func write(_ data: Data, to name: String) throws {
        let file = staging.appending(path: name)
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        } catch {
            throw Refusal.unwritable(
                "\(contents.name) could not be written (\(destination.path)/\(name))", error, option: contents.option)
        }
    }

    /// What has been written so far, to be read like the folder of anyone.
    var opened: UntrustedFolder {
        get throws(Refusal) {
            do throws(Unreadable) {
                return try UntrustedFolder(staging)
            } catch {
                throw Refusal(.badInput, "\(contents.name) could not be written: \(error.reason)")
            }
        }
    }

    /// Puts the folder in place of what is there, in one step, once every byte is on the disk.
    ///
    /// - Parameter other: a folder beside the destination to be replaced instead of it.
    /// - Throws: `Refusal` if that fails; what was there is there still.
    public func publish(to other: URL? = nil) throws {
        let destination = other ?? destination
        do {
            try FolderReplacement(of: destination, by: staging).run()
        } catch {
            throw Refusal.unwritable(
                "\(contents.name) could not be put in place at \(destination.path)", error, option: contents.option)
        }
        discard()
    }

    /// Removes the hidden folder and whatever it holds; and once more what others left, as what a killed one had started may have
    /// gone on writing.
    public func discard() {
        try? FileManager.default.removeItem(at: hidden)
        Self.removeLeftovers(in: destination.deletingLastPathComponent(), of: destination.lastPathComponent)
    }

    /// Makes the folder in which others shall appear, and removes whatever killed processes left there.
    ///
    /// - Parameters:
    ///   - path: where in `root` it shall be; empty for the root itself.
    ///   - root: a folder that the user named.
    ///   - contents: what will appear in it, for error messages.
    /// - Throws: `Refusal` if it cannot be written to: better now than after minutes of work.
    public static func prepare(_ path: String, beneath root: URL, for contents: Contents) throws {
        let probe = path.isEmpty ? "probe" : "\(path)/probe"
        let staged = try StagedFolder(for: probe, beneath: root, holding: contents)
        removeLeftovers(in: staged.destination.deletingLastPathComponent(), of: nil)
        staged.discard()
    }

    // MARK: - Hidden folders

    private static let mark = ".staging-"
    private static let lockName = "lock"
    /// Between making a folder and locking it lie microseconds: a second attempt is rare.
    private static let mostAttempts = 10

    private static func makeHidden(in parent: URL, for name: String) throws -> (URL, FileLock) {
        for _ in 0..<mostAttempts {
            let hidden = parent.appending(path: ".\(name)\(mark)\(RandomName())", directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: hidden, withIntermediateDirectories: false)
            if let folder = try? UntrustedFolder(hidden), let lock = FileLock(lockName, in: folder) { return (hidden, lock) }
            // Another run may have taken it for a leftover before it was locked.
            try? FileManager.default.removeItem(at: hidden)
        }
        throw NSError(domain: NSPOSIXErrorDomain, code: Int(ENOLCK))
    }

    /// - Parameters:
    ///   - parent: where to look.
    ///   - destination: whose leftovers; nil for all.
    private static func removeLeftovers(in parent: URL, of destination: String?) {
        guard let parent = try? UntrustedFolder(parent) else { return }
        for name in parent.allNames {
            guard name.hasPrefix("."), let place = name.range(of: mark, options: .backwards) else { continue }
            let owner = name[..<place.lowerBound].dropFirst()
            // Another run for the same place may be under way: its folder is its own.
            guard destination.map({ $0 == owner }) ?? true, let folder = parent.folder(name),
                let lock = FileLock(lockName, in: folder)
            else { continue }
            withExtendedLifetime(lock) { try? FileManager.default.removeItem(at: folder.url) }
        }
    }
}
