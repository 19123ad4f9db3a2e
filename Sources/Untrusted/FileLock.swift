import Foundation

/// An exclusive lock on a file, which ends with its holder, whatever ends that one: a file that nobody holds was left behind.
///
/// The kernel keeps it (`flock`), for all processes that share the disk: also those of other containers, whose process ids say
/// nothing here.
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; nil where somebody else holds it, or the file cannot be opened.
    ///
    /// The file is made where there is none. It is not waited for.
    public init?(_ name: String, in folder: UntrustedFolder) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let number = openat(folder.descriptor.number, name, flags, mode_t(0o666))
        guard number >= 0 else { return nil }
        guard Self.isHeld(number, at: folder.descriptor.number, name) else {
            close(number)
            return nil
        }
        descriptor = number
    }

    deinit { close(descriptor) }

    /// Locks what is open as `number`, if it is still what lies under its name: else somebody has removed it meanwhile.
    static func isHeld(_ number: Int32, at folder: Int32, _ name: String) -> Bool {
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else { return false }
        var (mine, there) = (stat(), stat())
        return fstat(number, &mine) == 0 && fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0
            && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }
}
