import Testing

import Determinism

@Suite("Concurrent map")
struct ConcurrentMapTests {
    private struct Failure: Error, Equatable {
        let element: Int
    }

    @Test("Results come in the order of the elements", arguments: [0, 1, 2, 7, 100])
    func order(jobs: Int) async throws {
        let elements = Array(0..<40)
        let results = try await concurrentMap(elements, jobs: jobs) { element in
            // Early elements finish last.
            for _ in 0..<(40 - element) { await Task.yield() }
            return element * element
        }
        #expect(results == elements.map { $0 * $0 })
        #expect(try await concurrentMap([Int](), jobs: jobs) { $0 }.isEmpty)
    }

    @Test("The error is that of the first element that fails, whoever failed first", arguments: [1, 2, 3, 20])
    func errors(jobs: Int) async {
        await #expect(throws: Failure(element: 4)) {
            _ = try await concurrentMap(Array(0..<20), jobs: jobs) { element in
                if element == 4 { for _ in 0..<2000 { await Task.yield() } }
                if element >= 4 { throw Failure(element: element) }
                return element
            }
        }
    }
}
