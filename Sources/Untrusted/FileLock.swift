import Foundation

/// An exclusive lock on a file, which ends with its holder, whatever ends that one: a file that nobody holds was left behind.
///
/// The kernel keeps it (`flock`), for all processes that share the disk: also those of other containers, whose process ids say
/// nothing here.
public final class FileLock: Sendable {
    private let file: Descriptor

    /// Takes the lock; nil where somebody else holds it, or the file cannot be opened.
    ///
    /// The file is made where there is none. It is not waited for.
    public init?(_ name: String, in folder: UntrustedFolder) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let number = openat(folder.descriptor.number, name, flags, mode_t(0o666))
        guard number >= 0 else { return nil }
        file = Descriptor(number)
        guard file.lock(in: folder.descriptor, as: name) else { return nil }
    }
}
