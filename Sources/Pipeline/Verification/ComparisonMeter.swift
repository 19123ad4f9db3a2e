import Synchronization

/// Tells how many of the letters that are to be compared have been.
final class ComparisonMeter: Sendable {
    private let total: Int
    private let done = Mutex(0)
    private let report: @Sendable (StageProgress) -> Void

    /// - Parameters:
    ///   - total: letters of all words that will be compared.
    ///   - report: is told after each part of them.
    init(total: Int, report: @escaping @Sendable (StageProgress) -> Void) {
        (self.total, self.report) = (total, report)
    }

    /// Tells what will be done next.
    func begin() { tell(done.withLock(\.self)) }

    /// Words that have been compared.
    func finished(_ words: Sequences) {
        tell(
            done.withLock { done in
                done += words.count * words.length
                return done
            })
    }

    private func tell(_ done: Int) {
        report(
            StageProgress(
                "running the program and the network on words",
                fraction: total > 0 ? min(1, Double(done) / Double(total)) : nil))
    }
}
