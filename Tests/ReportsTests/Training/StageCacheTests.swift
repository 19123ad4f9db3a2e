import Foundation
import Synchronization
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

@Suite struct ReportsStageCacheTests {
    private let folder: TemporaryFolder
    private let task = HandMade.parityTask

    init() throws {
        folder = try TemporaryFolder()
    }

    private struct Unlucky: Error {}

    private final class Work: Sendable {
        let runs = Mutex(0)
        func value(_ value: [Double]) -> [Double] {
            runs.withLock { $0 += 1 }
            return value
        }
    }

    private func cache(code: String = "code", processor: String = "x86", isFresh: Bool = false) -> StageCache {
        StageCache(KeptValues(folder: folder.url, code: Fingerprint(code)), processor: processor, isFresh: isFresh)
    }

    private var entries: [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.url.path)) ?? []
        return paths.filter { $0.hasSuffix(".json") }.map { folder.url.appending(path: $0) }
    }

    private let values = [1.0 / 3, -0.0, .infinity, .leastNonzeroMagnitude, 1e300]

    /// How often the stage ran for that question.
    private func runs(_ cache: StageCache, _ question: Int?, task: SequenceTask? = nil) async throws -> Int {
        let work = Work()
        let result = try await cache.result(of: .train, for: task ?? self.task, to: question) { work.value(values) }
        #expect(result.value.map(\.bitPattern) == values.map(\.bitPattern))
        return work.runs.withLock(\.self)
    }

    @Test func whatWasComputedOnceIsTheSameToTheLastBit() async throws {
        #expect(try await runs(cache(), 1) == 1)
        #expect(try await runs(cache(), 1) == 0)
        #expect(try await runs(cache(isFresh: true), 1) == 1)
    }

    @Test func whatDecidesTheResultDecidesTheEntry() async throws {
        _ = try await runs(cache(), 1)
        #expect(try await runs(cache(), 2) == 1)
        #expect(try await runs(cache(code: "other"), 1) == 1)
        #expect(try await runs(cache(processor: "arm"), 1) == 1)
        #expect(try await runs(cache(), 1) == 0)
        let negated = SequenceTask(
            name: task.name, summary: task.summary, inputRange: 0..<2, length: task.length,
            behaviour: FunctionReference.pointwise { 1 - $0 })
        #expect(try await runs(cache(), 1, task: negated) == 1)
    }

    @Test func whereTimeDecidesNothingIsKept() async throws {
        #expect(try await runs(cache(), nil) == 1)
        #expect(try await runs(cache(), nil) == 1)
        #expect(entries.isEmpty)
    }

    @Test(arguments: ["", "no checksum\n[1]", "\n"])
    func aDamagedEntryIsMadeAnew(text: String) async throws {
        _ = try await runs(cache(), 1)
        try Data(text.utf8).write(to: try #require(entries.first))
        #expect(try await runs(cache(), 1) == 1)
        #expect(try await runs(cache(), 1) == 0)
    }

    @Test func aFolderInTheWayIsReplaced() async throws {
        _ = try await runs(cache(), 1)
        let entry = try #require(entries.first)
        try FileManager.default.removeItem(at: entry)
        try FileManager.default.createDirectory(at: entry.appending(path: "more"), withIntermediateDirectories: true)
        #expect(try await runs(cache(), 1) == 1)
        #expect(try await runs(cache(), 1) == 0)
    }

    @Test func oneChangedDigitIsDamage() async throws {
        _ = try await runs(cache(), 1)
        let entry = try #require(entries.first)
        let text = try String(contentsOf: entry, encoding: .utf8)
        try Data(text.replacing("0.333", with: "0.334").utf8).write(to: entry)
        #expect(try await runs(cache(), 1) == 1)
    }

    @Test func anErrorIsPassedOnAndNotKept() async throws {
        await #expect(throws: Unlucky.self) {
            try await cache().result(of: .train, for: task, to: 1) { () -> [Double] in throw Unlucky() }
        }
        #expect(entries.isEmpty)
    }

    @Test func aFolderThatCannotBeWrittenCostsTimeOnly() async throws {
        try Data().write(to: folder.url.appending(path: "file"))
        let cache = StageCache(KeptValues(folder: folder.url.appending(path: "file/cache"), code: Fingerprint("code")))
        #expect(try await runs(cache, 1) == 1)
    }

    @Test func onlyTheLastBuildsAreKept() async throws {
        for code in 1...5 { _ = try await runs(cache(code: "\(code)"), 1) }
        #expect(folder.names.count == 3)
        #expect(try await runs(cache(code: "5"), 1) == 0)
    }

    @Test func aTrainedNetworkIsTheSameFromTheCache() async throws {
        let one = try await cache().train(task, seed: 1)
        let two = try await cache().train(task, seed: 1)
        #expect(try one.publishedJSON == two.publishedJSON && one.network == two.network && entries.count == 1)
    }
}
