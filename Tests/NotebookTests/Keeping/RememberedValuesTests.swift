import Foundation
import Synchronization
import Testing

@testable import Notebook

@Suite struct NotebookRememberedValuesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private struct Unlucky: Error {}

    private final class Work: Sendable {
        let runs = Mutex(0)
        func value<Value>(_ value: Value) -> Value {
            runs.withLock { $0 += 1 }
            return value
        }
        var count: Int { runs.withLock(\.self) }
    }

    /// A run of an experiment.
    private func run(
        build: String = "build", experiment: String = "X", seed: UInt64 = 1, budget: String? = nil, arguments: [String] = [],
        processor: String = "x86", isFresh: Bool = false
    ) -> RememberedValues {
        RememberedValues(
            KeptValues(folder: folder.url, code: Fingerprint(build)), experiment: experiment,
            circumstances: .init(seed: seed, budget: budget, arguments: arguments, processor: processor), isFresh: isFresh)
    }

    private let here = RememberedValues.Place(line: 3, column: 7)

    /// How often the value was computed.
    private func computations(
        _ run: RememberedValues, _ key: some Encodable = "key", code: String? = "code"
    ) async throws -> Int {
        let work = Work()
        let value = try await run.value(key, code: code, at: here) { work.value([1.0 / 3, .infinity]) }
        #expect(value == [1.0 / 3, .infinity])
        return work.count
    }

    private var entries: [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.url.path)) ?? []
        return paths.filter { $0.hasSuffix(".json") }.sorted().map { folder.url.appending(path: $0) }
    }

    @Test func whatWasComputedOnceIsTakenAgain() async throws {
        #expect(try await computations(run()) == 1)
        #expect(try await computations(run()) == 0)
        #expect(try await computations(run(isFresh: true)) == 1)
    }

    @Test func whateverDecidesIsPartOfIt() async throws {
        _ = try await computations(run())
        #expect(try await computations(run(), "other") == 1)
        #expect(try await computations(run(), ["key"]) == 1)
        #expect(try await computations(run(), code: "changed") == 1)
        for other in [
            run(build: "other"), run(seed: 2), run(budget: "2m"), run(arguments: ["3"]), run(processor: "arm"),
            run(experiment: "Y"),
        ] {
            #expect(try await computations(other) == 1)
        }
        #expect(try await computations(run()) == 0)
    }

    @Test func oneIsNoText() async throws {
        let one = try await run().value(1, code: "code", at: here) { "one" }
        let text = try await run().value("1", code: "code", at: here) { "text" }
        let number: Int = try await run().value(1, code: "code", at: here) { 5 }
        #expect(one == "one" && text == "text" && number == 5)
    }

    @Test func nothingIsKeptOfCodeThatIsNotKnown() async throws {
        #expect(try await computations(run(), code: nil) == 1)
        #expect(try await computations(run(), code: nil) == 1)
        #expect(entries.isEmpty)
    }

    @Test func nothingToBeRememberedIsAValueToo() async throws {
        let work = Work()
        for _ in 0..<2 {
            let value: Int? = try await run().value("none", code: "code", at: here) { work.value(nil) }
            #expect(value == nil)
        }
        #expect(work.count == 1)
    }

    @Test(arguments: ["", "no checksum\n[1]", "\n"])
    func aDamagedEntryIsMadeAgain(text: String) async throws {
        _ = try await computations(run())
        try Data(text.utf8).write(to: try #require(entries.first))
        #expect(try await computations(run()) == 1)
        #expect(try await computations(run()) == 0)
    }

    @Test func anErrorIsPassedOnAndNotKept() async throws {
        let values = run()
        await #expect(throws: Unlucky.self) {
            try await values.value("key", code: "code", at: here) { () -> Int in throw Unlucky() }
        }
        #expect(entries.isEmpty)
        #expect(try await values.value("key", code: "code", at: here) { 4 } == 4)
    }

    @Test func theSameTwiceInOneRunIsComputedOnceAlsoAtTheSameTime() async throws {
        for isFresh in [false, true] {
            let (values, work) = (run(seed: isFresh ? 8 : 9, isFresh: isFresh), Work())
            let all = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await values.value("key", code: "code", at: here) {
                            try await Task.sleep(for: .milliseconds(5))
                            return work.value(number)
                        }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(all.count == 1 && work.count == 1)
        }
    }

    @Test func whoWaitsForWhatFailsTriesItself() async throws {
        let (values, attempts) = (run(), Work())
        let outcomes = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try? await values.value("key", code: "code", at: here) { () -> Int in
                        await Task.yield()
                        guard attempts.value(0) == 0, attempts.count > 1 else { throw Unlucky() }
                        return 7
                    }
                }
            }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1 && outcomes.compactMap(\.self) == [7, 7] && attempts.count == 2)
    }

    @Test func theSameKeyInTwoPlacesIsRefused() async throws {
        let values = run()
        _ = try await values.value("key", code: "code", at: here) { 1 }
        let refusal = await #expect(throws: Refusal.self) {
            try await values.value("key", code: "code", at: .init(line: 9, column: 1)) { 2 }
        }
        #expect(refusal?.description.contains("“key”, in lines 3 and 9; give each") == true, "\(refusal?.description ?? "")")
        // With other code above, as in another cell, they are two.
        #expect(try await values.value("key", code: "more code", at: .init(line: 9, column: 1)) { 2 } == 2)
    }

    @Test func whatAsksForItselfIsRefusedRatherThanWaitedFor() async throws {
        let values = run()
        await #expect(throws: Refusal.self) {
            try await values.value("key", code: "code", at: here) {
                try await values.value("inner", code: "code", at: .init(line: 4, column: 1)) {
                    try await values.value("key", code: "code", at: here) { 1 }
                }
            }
        }
    }

    @Test func whatShowsSomethingIsRefused() async throws {
        let recorder = Recorder(environment: [
            Recorder.Variable.journal: folder.url.appending(path: "journal").path,
            Recorder.Variable.output: folder.url.appending(path: "out").path,
        ])
        let traces: [@Sendable () -> Void] = [
            { recorder.take("x".exhibit, place: .here, line: 1) }, { recorder.take(printed: "x") },
            { recorder.store(Data(), as: "x") }, { recorder.record(.pictured("x")) },
        ]
        let values = run()
        for trace in traces {
            let refusal = await #expect(throws: Refusal.self) {
                try await values.value("key", code: "code", at: here) { () -> Int in
                    trace()
                    return 1
                }
            }
            #expect(refusal?.description.contains("do so after it") == true)
        }
        #expect(entries.isEmpty)
        _ = try await values.value("key", code: "code", at: here) { () -> Int in
            recorder.take(doing: "half", fraction: 0.5)
            recorder.record(.timed(stage: "x", seconds: 1))
            return 1
        }
        #expect(entries.count == 1)
    }

    private struct Fraction: Codable, Sendable, Equatable {
        var value: Double
        var isRound = true
        private enum CodingKeys: CodingKey { case value }
    }

    private struct Mute: Codable, Sendable {
        init() {}
        init(from decoder: any Decoder) throws { throw Unlucky() }
        func encode(to encoder: any Encoder) throws { try [1].encode(to: encoder) }
    }

    @Test func theFirstRunTakesWhatLaterRunsWillRead() async throws {
        let work = Work()
        for _ in 0..<2 {
            let value = try await run().value("key", code: "code", at: here) {
                work.value(Fraction(value: 0.1, isRound: false))
            }
            #expect(value == Fraction(value: 0.1))
        }
        #expect(work.count == 1)
    }

    @Test func whatHasNoJSONIsToldOf() async throws {
        let values = run()
        let one = await #expect(throws: Refusal.self) { try await values.value("key", code: "code", at: here) { Mute() } }
        let two = await #expect(throws: Refusal.self) {
            try await values.value(MuteKey(), code: "code", at: here) { 1 }
        }
        #expect(
            one?.description.contains("cannot be written as JSON") == true && two?.description.contains("has no JSON") == true)
    }

    private struct MuteKey: Encodable {
        func encode(to encoder: any Encoder) throws { throw Unlucky() }
    }

    @Test func aFolderThatCannotBeWrittenCostsTimeOnly() async throws {
        try Data().write(to: folder.url.appending(path: "file"))
        let values = RememberedValues(
            KeptValues(folder: folder.url.appending(path: "file/x"), code: Fingerprint("c")), experiment: "X",
            circumstances: .init(seed: 1, budget: nil, arguments: []), isFresh: false)
        #expect(try await computations(values) == 1)
        #expect(try await computations(values) == 1)
    }

    @Test func onlyTheLastVersionsOfTheCodeAreKept() async throws {
        for version in 1...5 { _ = try await computations(run(), code: "\(version)-version") }
        _ = try await computations(run(), "another", code: "1-version")
        #expect(entries.count == 4)
        #expect(try await computations(run(), code: "5-version") == 0)
    }

    @Test func onlyTheLastBuildsAreKept() async throws {
        for build in 1...5 { _ = try await computations(run(build: "\(build)")) }
        #expect(folder.names.count == 3)
        #expect(try await computations(run(build: "5")) == 0)
    }
}
