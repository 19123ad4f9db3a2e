import Foundation
import Untrusted

/// Writes a file in one step, so that a reader sees the old contents or the new, never half.
package enum AtomicFile {
    /// Replaces the file's contents, unless they are what they shall be already.
    ///
    /// - Parameters:
    ///   - data: the contents.
    ///   - path: where in the folder they go; folders on the way are made, and no link is followed.
    ///   - folder: one that the user named; it is made where there is none.
    ///   - option: chooses another place, for the error.
    /// - Throws: `Refusal` if it cannot be written; the old contents are then still there.
    static func write(_ data: Data, to path: String, beneath folder: URL, option: String = "--site") throws {
        do {
            try UntrustedFolder(making: folder).replace(path, with: data)
        } catch {
            throw Refusal.unwritable("\(folder.appending(path: path).path) could not be written", error, option: option)
        }
    }

    /// Replaces the contents of a file that the user named.
    ///
    /// - Throws: `Refusal`, like `write(_:to:beneath:option:)`.
    package static func write(_ data: Data, to file: URL, option: String) throws {
        try write(data, to: file.lastPathComponent, beneath: file.deletingLastPathComponent(), option: option)
    }
}
