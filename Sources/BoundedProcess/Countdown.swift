import Synchronization

/// Counts seconds down, and only those in which this process itself is attended to.
///
/// On a busy machine a child may wait for its input, or be done for long, while nobody here gets to see to it. Such time must not decide
/// what is said of the child: the seconds are counted in ticks, and one that lasted longer than it was to counts as one.
public final class Countdown: Sendable {
    public let seconds: Double
    private let counted = Mutex(0.0)

    public init(seconds: Double) {
        self.seconds = seconds
    }

    /// Seconds that are left; none if negative.
    public var left: Double { seconds - counted.withLock(\.self) }

    /// Comes back when no seconds are left.
    ///
    /// - Parameter sleep: how a tick is waited for.
    /// - Throws: `CancellationError`.
    public func run(sleep: (Duration) async throws -> Void = { try await Task.sleep(for: $0) }) async throws {
        let tick = min(0.5, seconds / 16)
        while left > 0 {
            try await sleep(.seconds(tick))
            counted.withLock { $0 += tick }
        }
    }
}
