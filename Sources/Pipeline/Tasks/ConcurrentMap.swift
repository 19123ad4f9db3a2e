/// Applies `transform` to every element, at most `jobs` at a time.
///
/// Results come in the order of the elements, never in the order of finishing, so that nothing depends on the number of jobs.
public func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], jobs: Int, _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: elements.count)
        var waiting = elements.enumerated().makeIterator()
        func startNext() {
            guard let (index, element) = waiting.next() else { return }
            group.addTask { (index, try await transform(element)) }
        }
        for _ in 0..<max(1, jobs) { startNext() }
        while let (index, result) = try await group.next() {
            results[index] = result
            startNext()
        }
        return results.compactMap(\.self)
    }
}
