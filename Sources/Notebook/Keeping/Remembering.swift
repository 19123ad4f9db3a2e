import Synchronization

/// One value that is being computed to be remembered, as whatever runs within that sees it.
final class Remembering: Sendable {
    @TaskLocal static var current: Remembering?

    private let name: String
    private let outer: Remembering?
    private let leftTrace = Mutex(false)

    init(_ name: String) {
        self.name = name
        outer = Self.current
    }

    /// Whether it, or one that it is computed for, has that name: whoever waits for that would wait for itself.
    func isPart(of name: String) -> Bool { self.name == name || outer?.isPart(of: name) == true }

    /// Something was shown, printed or written: it would be missing where the value is taken from an earlier run.
    func noteTrace() { leftTrace.withLock { $0 = true } }

    var hasLeftTrace: Bool { leftTrace.withLock(\.self) }
}
