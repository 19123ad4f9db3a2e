import Foundation
import Untrusted

/// One folder put in the place of another, so that a reader sees the old one or the new one.
struct FolderReplacement {
    private let destination: URL
    private let staged: URL

    /// - Parameters:
    ///   - destination: what is replaced, if it is there.
    ///   - staged: what takes its place, on the same file system; whatever was there is under this name afterwards.
    init(of destination: URL, by staged: URL) {
        self.destination = destination
        self.staged = staged
    }

    /// Puts it in place, in one step wherever the file system can do that.
    ///
    /// - Throws: an `NSError` of the POSIX domain, or Foundation's. What was there is there still, but where files had to be replaced
    ///   one by one: then some may be the new ones already, each whole.
    func run() throws {
        try synchronise()
        try exchange()
        try Self.synchronise(file: destination.deletingLastPathComponent())
    }

    private func synchronise() throws {
        let contents = FileManager.default.enumerator(at: staged, includingPropertiesForKeys: nil)
        while let file = contents?.nextObject() as? URL { try Self.synchronise(file: file) }
        try Self.synchronise(file: staged)
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

    private func exchange() throws {
        guard let renameat2 = Self.renameat2 else { return try replaceInTwoSteps() }
        if renameat2(AT_FDCWD, staged.path, AT_FDCWD, destination.path, Self.exchangeFlag) == 0 { return }
        switch errno {
        case ENOENT:
            guard rename(staged.path, destination.path) == 0 else { throw Self.posixError() }
        case EINVAL, ENOSYS:
            try replaceInTwoSteps()
        case EXDEV:
            try replaceFiles()
        default:
            throw Self.posixError()
        }
    }

    /// For file systems that cannot exchange: for an instant there is no page, but never half of one.
    private func replaceInTwoSteps() throws {
        let aside = staged.path + ".old"
        guard rename(destination.path, aside) == 0 || errno == ENOENT else {
            if errno == EXDEV { return try replaceFiles() }
            throw Self.posixError()
        }
        guard rename(staged.path, destination.path) == 0 else {
            let error = Self.posixError()
            _ = rename(aside, destination.path)
            throw error
        }
    }

    /// For a folder that cannot be renamed, as one in a lower layer of an overlay, which is what a container's image is: file by
    /// file, each in one step; then what is no longer there goes.
    func replaceFiles() throws {
        let new = try Self.files(in: staged)
        let target = try UntrustedFolder(making: destination)
        for name in new {
            try target.replace(name, with: Data(contentsOf: staged.appending(path: name)))
        }
        for name in Set(try Self.files(in: destination)).subtracting(new) {
            try FileManager.default.removeItem(at: destination.appending(path: name))
        }
    }

    /// Paths of all that is no folder; what lies deeper first, so that a page comes after its figures.
    private static func files(in folder: URL) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            var status = stat()
            return lstat(folder.appending(path: path).path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
        }
        let depth = { (path: String) in path.utf8.count { $0 == UInt8(ascii: "/") } }
        return paths.sorted { (depth($1), $0) < (depth($0), $1) }
    }

    private static func posixError() -> NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }
}
