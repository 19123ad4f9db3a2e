/// When a search has to end, whatever it has found by then.
struct Deadline: Sendable {
    /// The time that was given is up.
    struct Passed: Error {}

    private let instant: ContinuousClock.Instant?

    /// That long from now; never where `budget` is nil.
    init(in budget: Duration?) {
        instant = budget.map { ContinuousClock.now + $0 }
    }

    static let never = Deadline(in: nil)

    /// - Throws: `Passed` once the time is up, `CancellationError` if the task is cancelled.
    func check() throws {
        try Task.checkCancellation()
        if let instant, ContinuousClock.now >= instant { throw Passed() }
    }
}
