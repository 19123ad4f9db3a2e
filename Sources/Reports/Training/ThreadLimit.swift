import Foundation

/// Runs asynchronous work on at most so many threads.
///
/// Tasks that wait for others hold no thread, so that nested work cannot lock up, and whatever is ready takes the thread
/// that gets free: the last task of a batch spreads over all of them.
final class ThreadLimit: TaskExecutor {
    private let queue = OperationQueue()

    /// - Precondition: at least one thread.
    init(_ threads: Int) {
        precondition(threads > 0)
        queue.maxConcurrentOperationCount = threads
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
