import Foundation

/// The moments at which a file has other contents than before, at once, and then after every save; and those at which something in
/// a folder was saved.
///
/// By looking, five times a second: that works with editors that write in place and with those that put another file there, and
/// on every file system. A file that is away for a moment counts as not yet saved.
public struct FileChanges: AsyncSequence, Sendable {
    /// What was saved.
    public enum Change: Sendable, Equatable {
        case file
        /// Something in the folder, and not the file as well.
        case folder
    }

    private static let interval = Duration.milliseconds(200)

    private let file: URL
    private let folder: URL?
    /// What is done between two looks.
    private let pause: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - file: one that may be away at times.
    ///   - folder: whose files are watched as well, but for hidden ones and what editors keep; nil for none.
    public init(of file: URL, orIn folder: URL? = nil) {
        self.init(of: file, orIn: folder) { try await Task.sleep(for: Self.interval) }
    }

    init(of file: URL, orIn folder: URL? = nil, pause: @escaping @Sendable () async throws -> Void) {
        (self.file, self.folder, self.pause) = (file, folder, pause)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(file: file, folder: folder, pause: pause) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let file: URL
        fileprivate let folder: URL?
        private let pause: @Sendable () async throws -> Void
        private var last: Data?
        private var saved: [String]

        fileprivate init(file: URL, folder: URL?, pause: @escaping @Sendable () async throws -> Void) {
            (self.file, self.folder, self.pause) = (file, folder, pause)
            saved = Self.saved(in: folder)
        }

        /// Waits for the next change.
        ///
        /// - Throws: `CancellationError`.
        public mutating func next() async throws -> Change? {
            while true {
                try Task.checkCancellation()
                let now = Self.saved(in: folder)
                let isFolderChanged = now != saved
                saved = now
                if let data = try? Data(contentsOf: file), data != last {
                    last = data
                    return .file
                }
                if isFolderChanged { return .folder }
                try await pause()
            }
        }

        /// The files of a folder, each with what changes when it is saved.
        private static func saved(in folder: URL?) -> [String] {
            guard let folder else { return [] }
            return folder.names.filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }.map { name in
                var status = stat()
                guard stat(folder.appending(path: name).path, &status) == 0 else { return name }
                return "\(name) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
            }
        }
    }
}
