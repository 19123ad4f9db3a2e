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
