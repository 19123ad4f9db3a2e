import Glibc

/// How often something runs in a second.
enum Stopwatch {
    /// Seconds of this process's processors, which other processes on a shared machine disturb less than the wall's.
    static func processorSeconds() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }
    static func wallSeconds() -> Double { seconds(CLOCK_MONOTONIC) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }

    /// Runs `body(count)`, which is to do something `count` times, for about `duration`; times a second.
    static func rate(
        for duration: Double, clock: () -> Double = processorSeconds, _ body: (_ count: Int) throws -> Void
    ) rethrows -> Double {
        var (done, count) = (0, 1)
        let start = clock()
        while true {
            try body(count)
            done += count
            let elapsed = max(clock() - start, 1e-9)
            if elapsed >= duration { return Double(done) / elapsed }
            // As many as a tenth of the duration holds, so that looking at the clock costs nothing.
            count = max(1, Int(Double(done) / elapsed * min(duration / 10, duration - elapsed)))
        }
    }
}

extension Array<Double> {
    /// The middle one, or the mean of the two in the middle; not a number if there is none.
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
