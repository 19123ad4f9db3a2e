import Foundation

/// Writing one file so that a reader sees the old contents or the new, never half.
enum AtomicFile {
    /// Replaces the file's contents, unless they are what they shall be already.
    ///
    /// - Parameters:
    ///   - data: the contents.
    ///   - file: where they go; the folders above it are made.
    ///   - option: chooses another place, for the error.
    /// - Throws: `Refusal` if it cannot be written; the old contents are then still there.
    static func write(_ data: Data, to file: URL, option: String = "--site") throws {
        if let old = try? Data(contentsOf: file), old == data { return }
        let folder = file.deletingLastPathComponent()
        let temporary = folder.appending(path: ".\(file.lastPathComponent).\(getpid())")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try data.write(to: temporary)
            let handle = try FileHandle(forReadingFrom: temporary)
            defer { try? handle.close() }
            guard fsync(handle.fileDescriptor) == 0, rename(temporary.path, file.path) == 0 else {
                throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
            }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw Refusal.unwritable("\(file.path) could not be written", error, option: option)
        }
    }
}
