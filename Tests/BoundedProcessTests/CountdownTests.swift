import BoundedProcess
import Foundation
import Testing

@Suite struct CountdownTests {
    @Test func ticksCountAsLongAsTheyWereToLast() async throws {
        let countdown = Countdown(seconds: 8)
        var ticks: [Duration] = []
        var lefts: [Double] = []
        try await countdown.run { tick in
            ticks.append(tick)
            lefts.append(countdown.left)
        }
        #expect(ticks == Array(repeating: .seconds(0.5), count: 16))
        #expect(lefts.first == 8 && lefts.last == 0.5)
        #expect(countdown.left == 0)
    }

    @Test func shortOnesTickFaster() async throws {
        var ticks = 0
        try await Countdown(seconds: 0.25).run { tick in
            #expect(tick == .seconds(0.25 / 16))
            ticks += 1
        }
        #expect(ticks == 16)
    }

    @Test func itsEndIsItsOwn() async throws {
        let start = ContinuousClock.now
        try await Countdown(seconds: 0.2).run()
        #expect(ContinuousClock.now - start >= .seconds(0.2))
    }

    @Test func nothingIsWaitedForWhereNothingIsLeft() async throws {
        try await Countdown(seconds: 0).run { _ in Issue.record("waited") }
    }

    /// Every thread of the pool is kept busy for longer than the child may take, which waits for its input all that time.
    @Test func aChildThatNobodySeesToIsNotLate() async throws {
        let child = BoundedProcess("cat", limits: .init(seconds: 0.4))
        let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let start = ContinuousClock.now
                    while ContinuousClock.now - start < .seconds(0.1) {}
                }
            }
            let outcome = try await child.run(input: Data("still here".utf8))
            try await group.waitForAll()
            return outcome
        }
        #expect(outcome.ending == .exited(0))
        #expect(outcome.outputText == "still here")
    }
}
