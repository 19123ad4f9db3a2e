import Glibc

/// When a search has to end, whatever it has found by then: once its time has passed on the clock and the process has worked for as long, so
/// that a machine which is busy with something else ends no search before it had what one processor of an idle one gives; but after four
/// times as long in any case, as what others work for the process, such as a definition in Python, is not its own work.
struct Deadline: Sendable {
    /// The time that was given is up.
    struct Passed: Error {}

    /// What the clock reads, and what processors have worked: only differences mean something.
    struct Elapsed: Sendable {
        var clock: Duration
        /// Of all threads of the process together.
        var work: Duration

        @Sendable static func ofProcess() -> Elapsed {
            Elapsed(clock: reading(CLOCK_MONOTONIC), work: reading(CLOCK_PROCESS_CPUTIME_ID))
        }

        private static func reading(_ clock: clockid_t) -> Duration {
            var time = timespec()
            // It fails for a clock that there is not, and every Linux has these.
            clock_gettime(clock, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }

    /// By the clock it is up in any case after so many times the budget.
    private static let most = 4

    private let budget: Duration?
    private let start: Elapsed
    private let elapsed: @Sendable () -> Elapsed

    /// That long from now; never where `budget` is nil.
    init(in budget: Duration?, elapsed: @escaping @Sendable () -> Elapsed = Elapsed.ofProcess) {
        (self.budget, self.elapsed) = (budget, elapsed)
        start = elapsed()
    }

    static let never = Deadline(in: nil)

    /// - Throws: `Passed` once the time is up, `CancellationError` if the task is cancelled.
    func check() throws {
        try Task.checkCancellation()
        guard let budget else { return }
        let now = elapsed()
        let (clock, work) = (now.clock - start.clock, now.work - start.work)
        if clock >= budget && work >= budget || clock >= budget * Self.most { throw Passed() }
    }
}
