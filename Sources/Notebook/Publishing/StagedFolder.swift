import Foundation

/// A folder that is written out of sight and then put in place as a whole: a reader sees the old one or the new one.
///
/// The hidden folder lies beside its destination, on the same file system. Whatever goes wrong, the destination stays as it
/// was; what a killed process leaves behind is removed by the next one.
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
    public let staging: URL
    /// A file beside it that goes when the folder goes.
    let journal: URL
    private let contents: Contents

    /// Makes the hidden folder, and removes those of processes that no longer live.
    ///
    /// - Parameters:
    ///   - destination: where the folder shall appear; the folders above it are made.
    ///   - contents: what it will hold, for error messages.
    /// - Throws: `Refusal` if it cannot be written there.
    public init(for destination: URL, holding contents: Contents = .page) throws {
        let parent = destination.deletingLastPathComponent()
        let prefix = Self.prefix(destination.lastPathComponent)
        self.destination = destination
        self.contents = contents
        staging = parent.appending(path: "\(prefix)\(getpid())", directoryHint: .isDirectory)
        journal = parent.appending(path: "\(prefix)\(getpid()).journal")
        if let file = Self.fileInTheWay(of: parent) {
            throw Refusal(
                .badInput,
                "\(contents.name) cannot be written to \(parent.path), because \(file) is no folder; "
                    + "choose another one with \(contents.option)")
        }
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            Self.removeLeftovers(in: parent, of: destination.lastPathComponent)
            try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: false)
        } catch {
            throw Refusal.unwritable("\(contents.name) cannot be written to \(parent.path)", error, option: contents.option)
        }
    }

    /// The nearest thing above that is there, if it is no folder: Foundation's error does not say so.
    private static func fileInTheWay(of folder: URL) -> String? {
        var place = folder.standardizedFileURL
        var isFolder: ObjCBool = false
        while !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), place.path != "/" {
            place.deleteLastPathComponent()
        }
        return isFolder.boolValue ? nil : place.path
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

    /// Puts the folder in place of what is there, in one step, once every byte is on the disk.
    ///
    /// - Parameter other: a folder beside the destination to be replaced instead of it.
    /// - Throws: `Refusal` if that fails; what was there is there still.
    public func publish(to other: URL? = nil) throws {
        let destination = other ?? destination
        do {
            try Self.synchronise(staging)
            try Self.exchange(staging, destination)
            try Self.synchronise(file: destination.deletingLastPathComponent())
        } catch {
            throw Refusal.unwritable(
                "\(contents.name) could not be put in place at \(destination.path)", error, option: contents.option)
        }
        discard()
    }

    /// Removes the hidden folder and whatever it holds.
    public func discard() {
        try? FileManager.default.removeItem(at: staging)
        try? FileManager.default.removeItem(at: journal)
    }

    /// Makes the folder in which others shall appear, and removes whatever killed processes left there.
    ///
    /// - Parameters:
    ///   - parent: the folder.
    ///   - contents: what will appear in it, for error messages.
    /// - Throws: `Refusal` if it cannot be written to: better now than after minutes of work.
    public static func prepare(_ parent: URL, for contents: Contents) throws {
        removeLeftovers(in: parent, of: nil)
        try StagedFolder(for: parent.appending(path: "probe"), holding: contents).discard()
    }

    // MARK: - Steps

    private static func prefix(_ name: String) -> String { ".\(name).staging-" }

    /// - Parameters:
    ///   - parent: where to look.
    ///   - destination: whose leftovers; nil for all.
    private static func removeLeftovers(in parent: URL, of destination: String?) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] {
            guard let parts = name.wholeMatch(of: /\.(.+)\.staging-([0-9]+)(\.journal|\.old)?/),
                destination ?? String(parts.1) == parts.1, let process = Int32(parts.2)
            else { continue }
            // Another run for the same place may be under way: its folder is its own.
            let isAlive = process != getpid() && (kill(process, 0) == 0 || errno == EPERM)
            if !isAlive { try? FileManager.default.removeItem(at: parent.appending(path: name)) }
        }
    }

    private static func synchronise(_ folder: URL) throws {
        let contents = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = contents?.nextObject() as? URL { try synchronise(file: file) }
        try synchronise(file: folder)
    }

    /// Flushes a file or folder. A full disk may show only here.
    private static func synchronise(file: URL) throws {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw posixError() }
        defer { close(descriptor) }
        // Some file systems cannot flush a folder, which is no reason to lose the page.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw posixError() }
    }

    private typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// Linux's `renameat2`, which glibc declares only to GNU C; nil where the C library has none.
    private static let renameat2: Rename? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Rename.self) }
    private static let exchangeFlag: UInt32 = 2

    private static func exchange(_ staging: URL, _ destination: URL) throws {
        guard let renameat2 else { return try replaceInTwoSteps(staging, destination) }
        if renameat2(AT_FDCWD, staging.path, AT_FDCWD, destination.path, exchangeFlag) == 0 { return }
        switch errno {
        case ENOENT:
            guard rename(staging.path, destination.path) == 0 else { throw posixError() }
        case EINVAL, ENOSYS:
            try replaceInTwoSteps(staging, destination)
        default:
            throw posixError()
        }
    }

    /// For file systems that cannot exchange: for an instant there is no page, but never half of one.
    private static func replaceInTwoSteps(_ staging: URL, _ destination: URL) throws {
        let aside = staging.path + ".old"
        guard rename(destination.path, aside) == 0 || errno == ENOENT else { throw posixError() }
        guard rename(staging.path, destination.path) == 0 else {
            let error = posixError()
            _ = rename(aside, destination.path)
            throw error
        }
        try? FileManager.default.removeItem(atPath: aside)
    }

    // MARK: - Errors

    private static func posixError() -> NSError {
        NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
    }
}
