import Foundation
import Pipeline

/// A folder from anyone: nothing is read from it but plain files of known names, each up to a size.
struct ReportFolder: Sendable {
    /// Why a file is not read, in one clause that begins with its name.
    struct Unreadable: Error {
        let reason: String
    }

    let url: URL

    /// Names of the files that an audit covers, beside `audit.json`, with the most bytes that each may have.
    static let limits = [
        ReportFile.program: PythonHarness.longestProgram, ReportFile.network: 8 << 20, ReportFile.machine: 16 << 20,
        ReportFile.table: 16 << 20,
    ]
    private static let mostAudit = 64 << 20

    /// The bytes of `audit.json`.
    func audit() throws(Unreadable) -> Data {
        guard let data = try contents(of: ReportFile.audit, most: Self.mostAudit) else {
            throw Unreadable(reason: "\(ReportFile.audit) is missing")
        }
        return data
    }

    /// The bytes of a file that an audit covers; nil where there is none.
    func contents(of name: String) throws(Unreadable) -> Data? {
        guard let most = Self.limits[name] else { throw Unreadable(reason: "“\(name)” is no file of a report") }
        return try contents(of: name, most: most)
    }

    /// A link could lead to any file, and a pipe would never end: neither is opened.
    private func contents(of name: String, most: Int) throws(Unreadable) -> Data? {
        let descriptor = open(url.appending(path: name).path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            let reason = errno == ELOOP ? "is a symbolic link; expected a file" : "cannot be read (\(Refusal.reason()))"
            throw Unreadable(reason: "\(name) \(reason)")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Unreadable(reason: "\(name) is no plain file")
        }
        // One byte more than may be: a file can grow between a look at its size and the reading of it.
        guard let data = try? file.read(upToCount: most + 1) ?? Data() else {
            throw Unreadable(reason: "\(name) cannot be read")
        }
        guard data.count <= most else {
            throw Unreadable(reason: "\(name) has more than the \(most >> 20) MiB that such a file may have")
        }
        return data
    }
}
