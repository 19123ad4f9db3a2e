import Foundation

/// An open file descriptor, closed with its last holder.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Locks the file for its holder alone, if nobody else does, and if it is still what lies under its name: else somebody has
    /// removed it meanwhile. It is not waited for.
    ///
    /// - Parameters:
    ///   - folder: where the file was opened.
    ///   - name: its name in there.
    /// - Returns: whether it is now locked.
    func lock(in folder: Descriptor, as name: String) -> Bool {
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else { return false }
        var (mine, there) = (stat(), stat())
        return fstat(number, &mine) == 0 && fstatat(folder.number, name, &there, AT_SYMLINK_NOFOLLOW) == 0
            && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }
}
