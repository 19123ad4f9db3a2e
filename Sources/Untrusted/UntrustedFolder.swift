import Foundation

/// A folder that anyone may have filled. Everything in it is reached from its descriptor, one component after the other, and no
/// link is followed: whatever lies in it, nothing outside of it is read or written.
///
/// The folder itself is one that the user named: links on the way to it are the user's own.
public struct UntrustedFolder: Sendable {
    public let url: URL
    let descriptor: Descriptor

    /// Opens a folder that is there.
    ///
    /// - Throws: `Unreadable` if it is none, or may not be read.
    public init(_ url: URL) throws(Unreadable) {
        let number = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw Unreadable("\(url.path) cannot be opened as a folder (\(Self.lastError()))") }
        self.init(url: url, descriptor: Descriptor(number))
    }

    /// Opens a folder that the user named, or makes it, with those above it.
    ///
    /// - Throws: an `NSError` of the POSIX domain, or Foundation's.
    public init(making url: URL) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let number = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw Self.posixError() }
        self.init(url: url, descriptor: Descriptor(number))
    }

    private init(url: URL, descriptor: Descriptor) {
        self.url = url
        self.descriptor = descriptor
    }

    /// What tells this folder from another one that takes its place.
    public var identity: String {
        var status = stat()
        return fstat(descriptor.number, &status) == 0 ? "\(status.st_dev) \(status.st_ino)" : ""
    }

    // MARK: - What is in it

    /// The names in it but hidden ones, in order; none where it cannot be listed.
    public var names: [String] {
        allNames.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Also hidden ones, in no order.
    public var allNames: [String] {
        let copy = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return [] }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The folder at a path of names joined by slashes; nil where there is none of that name, or a link.
    public func folder(_ path: String) -> UntrustedFolder? {
        try? folder(path, makes: false)
    }

    /// Whether there is a plain file of that name.
    public func hasFile(_ path: String) -> Bool {
        guard let (folder, name) = try? place(of: path, makes: false) else { return false }
        var status = stat()
        return fstatat(folder.descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    // MARK: - Reading

    /// The bytes of a plain file; nil where there is nothing of that name.
    ///
    /// A link could lead to any file, and a pipe would never end: neither is opened.
    ///
    /// - Parameters:
    ///   - path: names joined by slashes.
    ///   - most: how many bytes it may have.
    /// - Returns: all of them.
    /// - Throws: `Unreadable` if it is no plain file, is too large, or may not be read.
    public func contents(of path: String, most: Int) throws(Unreadable) -> Data? {
        let parent: (folder: UntrustedFolder, name: String)
        do {
            parent = try place(of: path, makes: false)
        } catch {
            if (error as NSError).code == Int(ENOENT) { return nil }
            throw Unreadable("\(path) lies behind what is no folder")
        }
        let number = openat(parent.folder.descriptor.number, parent.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else {
            if errno == ENOENT { return nil }
            let reason = errno == ELOOP ? "is a symbolic link; expected a file" : "cannot be read (\(Self.lastError()))"
            throw Unreadable("\(path) \(reason)")
        }
        let file = FileHandle(fileDescriptor: number, closeOnDealloc: true)
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Unreadable("\(path) is no plain file")
        }
        let tooLarge = Unreadable("\(path) has more than the \(Self.size(most)) that such a file may have")
        guard status.st_size <= most else { throw tooLarge }
        // One byte more than may be: a file can grow between a look at its size and the reading of it.
        guard let data = try? file.read(upToCount: most + 1) ?? Data() else { throw Unreadable("\(path) cannot be read") }
        guard data.count <= most else { throw tooLarge }
        return data
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB"
    }

    // MARK: - Writing

    /// Replaces a file's contents in one step, unless they are what they shall be already: a reader sees the old contents or the
    /// new, never half. Folders on the way to it are made.
    ///
    /// The new contents are written aside under a name that nobody can guess and that must not be there yet. What killed processes
    /// left aside of this file goes.
    ///
    /// - Throws: an `NSError` of the POSIX domain, or Foundation's; the old contents are then still there.
    public func replace(_ path: String, with data: Data) throws {
        let (folder, name) = try place(of: path, makes: true)
        folder.removeLeftovers(of: name)
        if let old = try? folder.contents(of: name, most: data.count), old == data { return }
        let parent = folder.descriptor.number
        let temporary = ".\(name).\(RandomName())"
        let number = openat(parent, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(0o666))
        guard number >= 0 else { throw Self.posixError() }
        let file = FileHandle(fileDescriptor: number, closeOnDealloc: true)
        do {
            // Held until the file is closed: nobody takes it for a leftover.
            flock(number, LOCK_EX | LOCK_NB)
            try file.write(contentsOf: data)
            guard fsync(number) == 0, renameat(parent, temporary, parent, name) == 0 else { throw Self.posixError() }
        } catch {
            unlinkat(parent, temporary, 0)
            throw error
        }
    }

    /// Removes a file, or a link to one, if there is one of that name: never what a link leads to.
    public func remove(_ name: String) {
        guard let (folder, name) = try? place(of: name, makes: false) else { return }
        unlinkat(folder.descriptor.number, name, 0)
    }

    /// Removes what was written aside of a file by processes that no longer live.
    private func removeLeftovers(of name: String) {
        let prefix = ".\(name)."
        for leftover in allNames where leftover.hasPrefix(prefix) && RandomName.isOne(leftover.dropFirst(prefix.count)) {
            let number = openat(descriptor.number, leftover, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard number >= 0 else { continue }
            if Descriptor(number).lock(in: descriptor, as: leftover) { unlinkat(descriptor.number, leftover, 0) }
        }
    }

    // MARK: - Steps

    private func folder(_ path: String, makes: Bool) throws -> UntrustedFolder {
        var folder = self
        for name in try Self.components(path) { folder = try folder.step(into: name, makes: makes) }
        return folder
    }

    private func place(of path: String, makes: Bool) throws -> (folder: UntrustedFolder, name: String) {
        var components = try Self.components(path)
        let name = components.removeLast()
        var folder = self
        for name in components { folder = try folder.step(into: name, makes: makes) }
        return (folder, name)
    }

    private static func components(_ path: String) throws -> [String] {
        let components = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isFit = components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
        guard isFit else { throw NSError(domain: NSPOSIXErrorDomain, code: Int(EINVAL)) }
        return components
    }

    private func step(into name: String, makes: Bool) throws -> UntrustedFolder {
        if makes { mkdirat(descriptor.number, name, mode_t(0o777)) }
        let number = openat(descriptor.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw Self.posixError() }
        return UntrustedFolder(
            url: url.appending(path: name, directoryHint: .isDirectory), descriptor: Descriptor(number))
    }

    private static func posixError() -> NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}

extension UntrustedFolder {
    /// The folder at `path` in it, made where it is not there.
    ///
    /// - Throws: an `NSError` of the POSIX domain: `ELOOP` or `ENOTDIR` where a link or a file is in the way.
    public func making(_ path: String) throws -> UntrustedFolder {
        try folder(path, makes: true)
    }
}
