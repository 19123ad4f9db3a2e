import Synchronization

/// One after the other for each name, in the order in which they came; those of other names at the same time.
final class Turns: Sendable {
    /// Who waits, by name; nobody has the turn where there is no entry.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits for the turn. Whoever has it gives it back.
    func take(_ name: String, isolation: isolated (any Actor)? = #isolation) async {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                defer { waiting[name] = (waiting[name].map { $0 + [continuation] }) ?? [] }
                return waiting[name] == nil
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives the turn to the next one.
    func give(_ name: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard var others = waiting[name], !others.isEmpty else {
                waiting[name] = nil
                return nil
            }
            let next = others.removeFirst()
            waiting[name] = others
            return next
        }
        next?.resume()
    }
}
