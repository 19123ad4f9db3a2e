import Determinism
import Foundation
import Pipeline
import Synchronization
import Testing

@testable import Reports

@Suite struct ReportsThreadLimitTests {
    /// How many are at it now, and how many have ever been.
    private final class Gauge: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock { $0.most } }

        func measure(_ body: () -> Void) {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            body()
            state.withLock { $0.now -= 1 }
        }
    }

    @Test(arguments: [1, 2, 3])
    func noMoreThreadsWorkThanAllowedAndNestedWorkEnds(threads: Int) async throws {
        let gauge = Gauge()
        let results = try await withTaskExecutorPreference(ThreadLimit(threads)) {
            try await concurrentMap(Array(0..<8), jobs: 8) { outer in
                try await concurrentMap(Array(0..<8), jobs: 8) { inner in
                    gauge.measure { usleep(1000) }
                    return 8 * outer + inner
                }
            }
        }
        #expect(results.flatMap(\.self) == Array(0..<64))
        // Fewer where the machine has fewer cores.
        #expect((1...threads).contains(gauge.most))
    }
}
