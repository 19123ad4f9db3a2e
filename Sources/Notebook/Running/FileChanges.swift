import Foundation

/// The moments at which a file has other contents than before: at once, and then after every save.
///
/// By looking, five times a second: that works with editors that write in place and with those that put another file there, and
/// on every file system. A file that is away for a moment counts as not yet saved.
public struct FileChanges: AsyncSequence, Sendable {
    private static let interval = Duration.milliseconds(200)

    private let file: URL

    public init(of file: URL) {
        self.file = file
    }

    public func makeAsyncIterator() -> Iterator { Iterator(file: file) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let file: URL
        private var last: Data?

        fileprivate init(file: URL) {
            self.file = file
        }

        /// Waits for the next change.
        ///
        /// - Throws: `CancellationError`.
        public mutating func next() async throws -> Void? {
            while true {
                try Task.checkCancellation()
                if let data = try? Data(contentsOf: file), data != last {
                    last = data
                    return ()
                }
                try await Task.sleep(for: FileChanges.interval)
            }
        }
    }
}
