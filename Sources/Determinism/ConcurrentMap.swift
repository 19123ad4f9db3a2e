/// Applies `transform` to every element, at most `jobs` at a time.
///
/// Results come in the order of the elements, never in the order of finishing, so that nothing depends on the number of jobs.
///
/// - Throws: the error of the first element that fails, even where a later one failed sooner.
public func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], jobs: Int, _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    let results = await withTaskGroup(of: (Int, Swift.Result<Result, any Error>).self) { group in
        var results = [Swift.Result<Result, any Error>?](repeating: nil, count: elements.count)
        var waiting = elements.enumerated().makeIterator()
        func startNext() {
            guard let (index, element) = waiting.next() else { return }
            group.addTask {
                do { return (index, .success(try await transform(element))) } catch { return (index, .failure(error)) }
            }
        }
        for _ in 0..<max(1, jobs) { startNext() }
        var failed = false
        while let (index, result) = await group.next() {
            results[index] = result
            if case .failure = result { failed = true }
            // Elements start in order: whatever could fail earlier in the list is already under way.
            if !failed { startNext() }
        }
        return results.compactMap(\.self)
    }
    return try results.map { try $0.get() }
}
