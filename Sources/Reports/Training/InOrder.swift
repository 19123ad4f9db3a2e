import Synchronization

/// Passes values on in the order of their indices, each as soon as those before it are there.
final class InOrder<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: Value] = [:]
    }

    private let state = Mutex(State())
    private let take: @Sendable (Value) throws -> Void

    init(_ take: @escaping @Sendable (Value) throws -> Void) {
        self.take = take
    }

    /// - Throws: what the receiver throws.
    func deliver(_ value: Value, at index: Int) throws {
        try state.withLock { state in
            state.waiting[index] = value
            while let value = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
                try take(value)
            }
        }
    }
}
