import Foundation

/// The moments at which a file has other contents than before: at once, and then after every save.
///
/// By looking, five times a second: that works with editors that write in place and with those that put another file there, and
/// on every file system. A file that is away for a moment counts as not yet saved.
public struct FileChanges: AsyncSequence, Sendable {
    private static let interval = Duration.milliseconds(200)

    private let file: URL
    /// What is done between two looks.
    private let pause: @Sendable () async throws -> Void

    public init(of file: URL) {
        self.init(of: file) { try await Task.sleep(for: Self.interval) }
    }

    init(of file: URL, pause: @escaping @Sendable () async throws -> Void) {
        self.file = file
        self.pause = pause
    }

    public func makeAsyncIterator() -> Iterator { Iterator(file: file, pause: pause) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let file: URL
        private let pause: @Sendable () async throws -> Void
        private var last: Data?

        fileprivate init(file: URL, pause: @escaping @Sendable () async throws -> Void) {
            self.file = file
            self.pause = pause
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
                try await pause()
            }
        }
    }
}
