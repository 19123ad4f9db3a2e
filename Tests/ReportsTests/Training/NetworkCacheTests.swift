import Determinism
import Foundation
import Pipeline
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

@Suite struct ReportsNetworkCacheTests {
    private let folder: TemporaryFolder
    private let cache: NetworkCache
    private let task = HandMade.parityTask

    init() throws {
        folder = try TemporaryFolder()
        cache = try NetworkCache(folder: folder.url.appending(path: "networks"))
    }

    /// The files of the parity task, learned by `network`.
    private func files(_ network: RecurrentNetwork = HandMade.parityNetwork, seed: UInt64 = 3) async throws -> TrainingFiles {
        let trained = try #require(try await HandMade.parity(.machine).trained)
        let other = TrainedNetwork(
            network: network, architecture: Architecture(of: network), acceptance: trained.acceptance, lengths: [],
            candidates: trained.candidates, isCutShort: false, polish: nil, steps: 7)
        return try TrainingFiles(.success(other), task: task, seed: seed, command: "")
    }

    private func key(_ task: SequenceTask, seed: UInt64 = 3, budget: String? = nil) throws -> Fingerprint {
        try cache.key(task, seed: seed, budget: budget.flatMap(TimeBudget.init))
    }

    /// The sentence about the entry; nil if it is whole.
    private func damage() async throws -> String? {
        switch try await cache.entry(try key(task), of: task, seed: 3) {
        case .absent: "absent"
        case .whole: nil
        case .damaged(let sentence): sentence
        }
    }

    @Test func whatIsStoredIsFound() async throws {
        #expect(try await damage() == "absent")
        let files = try await files()
        try cache.store(files, as: try key(task))
        guard case .whole(let found) = try await cache.entry(try key(task), of: task, seed: 3) else {
            Issue.record("nothing was found")
            return
        }
        #expect(found.contents == files.contents)
        try cache.store(files, as: try key(task))
        #expect(try await damage() == nil)
    }

    @Test func keysTellApartWhateverDecidesTheResult() throws {
        let same = SequenceTask(
            name: "Hand_Parity", summary: "in other words", inputRange: 0..<2, length: 5,
            behaviour: { xs, ys in for t in xs.indices { ys[t] = (0...t).reduce(0) { $0 ^ xs[$1] } } })
        let keyOfSame = try key(same)
        #expect(try key(task) == keyOfSame)
        let long = SequenceTask(
            name: "Hand_Parity", summary: "", inputRange: 0..<2, length: 5,
            behaviour: { xs, ys in for t in xs.indices { ys[t] = t < 5 ? (0...t).reduce(0) { $0 ^ xs[$1] } : 0 } })
        let longer = SequenceTask(
            name: "Hand_Parity", summary: "", inputRange: 0..<2, length: 6,
            behaviour: { xs, ys in for t in xs.indices { ys[t] = (0...t).reduce(0) { $0 ^ xs[$1] } } })
        let keys = [
            try key(task), try key(task, seed: 4), try key(task, budget: "2m"), try key(task, budget: "3m"), try key(long),
            try key(longer), try key(HandMade.task(0..<2)), try key(HandMade.task(0..<3)),
            try key(HandMade.task(0..<2, width: 2)),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(Set([try key(task, budget: "120"), try key(task, budget: "2m")]).count == 1)
    }

    @Test(arguments: ["network.safetensors", "training.json", "SHA256SUMS"])
    func anyDamageIsFoundAndNamesTheFile(name: String) async throws {
        let place = "networks/\(try key(task))/\(name)"
        try cache.store(try await files(), as: try key(task))
        let whole = try Data(contentsOf: folder.url.appending(path: place))
        var damaged = [Data(), whole.dropLast(), whole.prefix(whole.count / 2), whole + Data([0]), Data([255, 0])]
        let seed: UInt64 = 5
        var random = CounterRandom(seed)
        for _ in 0..<40 {
            var flipped = whole
            flipped[random.integer(in: 0..<whole.count)] ^= 1 << UInt8(random.integer(in: 0..<8))
            damaged.append(flipped)
        }
        for data in damaged {
            try folder.write(data, place)
            let sentence = try #require(try await damage(), "seed \(seed): \(data == whole)")
            #expect(sentence.hasPrefix("The cache entry for Hand_Parity is damaged, so it is made anew: \(folder.url.path)"))
            #expect(!sentence.contains("\n") && (name == "SHA256SUMS" || sentence.contains("/\(name) ")), "\(sentence)")
        }
        try FileManager.default.removeItem(at: folder.url.appending(path: place))
        #expect(try await damage()?.contains("/\(name) is missing") == true)
        // An entry that takes its place mends it.
        try cache.store(try await files(), as: try key(task))
        #expect(try await damage() == nil)
    }

    @Test func whatIsNotWhatItShouldBeIsFoundThoughItsChecksumsAgree() async throws {
        try cache.store(try await files(seed: 4), as: try key(task))
        #expect(try await damage()?.hasSuffix("/training.json is that of another run") == true)
        var wrong = HandMade.parityNetwork
        wrong.readout.layers[0].biases = [0.6]
        try cache.store(try await files(wrong), as: try key(task))
        #expect(try await damage()?.hasSuffix("/network.safetensors errs on the task") == true)
        wrong.readout.layers[0].biases = [.nan]
        try cache.store(try await files(wrong), as: try key(task))
        #expect(
            try await damage()?.contains("/network.safetensors is no network: The tensor “readout.0.bias” holds nan") == true)
    }

    @Test func leftoversThatNobodyHoldsGoWhenTheCacheIsOpened() throws {
        try folder.write(Data(), "networks/.abc.staging-1/page/training.json")
        let other = try StagedFolder(for: "def", beneath: cache.folder)
        defer { other.discard() }
        try folder.write(Data(), "networks/other")
        _ = try NetworkCache(folder: cache.folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder.path)
        #expect(names.sorted() == [other.staging.deletingLastPathComponent().lastPathComponent, "other"])
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() {
        let refusal = #expect(throws: Refusal.self) { try NetworkCache(folder: URL(filePath: "/dev/null/networks")) }
        #expect(refusal?.status == .badInput)
        #expect(
            refusal?.description
                == "The cache entry cannot be written to /dev/null/networks, because /dev/null is no folder; choose another one with --cache"
        )
    }
}
