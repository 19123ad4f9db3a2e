import Synchronization

/// Passes values on in the order of their indices, each as soon as those before it are there.
///
///     let ordered = InOrder<String> { print($0) }
///     ordered.deliver("second", at: 1)     // nothing yet
///     ordered.deliver("first", at: 0)      // prints both
public final class InOrder<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: Value] = [:]
    }

    private let state = Mutex(State())
    private let take: @Sendable (Value) throws -> Void

    /// - Parameter take: gets each value, on whatever thread delivers it, never two at a time.
    public init(_ take: @escaping @Sendable (Value) throws -> Void) {
        self.take = take
    }

    /// Hands in a value.
    ///
    /// - Parameters:
    ///   - value: to be passed on.
    ///   - index: its place in the order; each from 0 on once.
    /// - Throws: what the receiver throws.
    public func deliver(_ value: Value, at index: Int) throws {
        try state.withLock { state in
            state.waiting[index] = value
            while let value = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
                try take(value)
            }
        }
    }
}
