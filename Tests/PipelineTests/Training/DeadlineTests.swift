import Synchronization
import Testing

@testable import Pipeline

@Suite("Deadline")
struct DeadlineTests {
    @Test("It passes when the time is up, and never without a budget")
    func passing() throws {
        #expect(throws: Deadline.Passed.self) { try Deadline(in: .zero).check() }
        try Deadline(in: .seconds(3600)).check()
        try Deadline.never.check()
    }

    @Test(
        "It waits for the processors where the clock runs ahead, and for the clock where they do, but no longer than four times as long",
        arguments: [(9, 99, false), (39, 9, false), (10, 10, true), (12, 11, true), (40, 0, true)])
    func busy(clock: Int, work: Int, isUp: Bool) throws {
        let now = Mutex(Deadline.Elapsed(clock: .seconds(1000), work: .seconds(7)))
        let deadline = Deadline(in: .seconds(10)) { now.withLock { $0 } }
        now.withLock {
            $0.clock += .seconds(clock)
            $0.work += .seconds(work)
        }
        guard isUp else { return try deadline.check() }
        #expect(throws: Deadline.Passed.self) { try deadline.check() }
    }

    @Test("The clock and the work of this process go on")
    func process() {
        let before = Deadline.Elapsed.ofProcess()
        var sum = 0.0
        for number in 1...2_000_000 { sum += 1 / Double(number) }
        let after = Deadline.Elapsed.ofProcess()
        #expect(sum > 14 && after.clock > before.clock && after.work > before.work)
    }

    @Test("Cancellation comes first")
    func cancellation() async {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try Deadline(in: .zero).check()
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("A search whose time is up says so and gives what it has")
    func search() async throws {
        do {
            _ = try await train(SmallTasks.noise, seed: 1, budget: .zero)
            Issue.record("a hash was learned in no time")
        } catch let error as NotLearned {
            #expect(error.candidates.isEmpty)
            #expect(error.reason.hasPrefix("the budget of 0"))
        }
    }
}
