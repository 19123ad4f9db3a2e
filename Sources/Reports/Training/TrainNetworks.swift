import Determinism
import Foundation
import Notebook
import Pipeline
import Synchronization

/// What a training run needs to know beside the tasks.
public struct TrainingSettings: Sendable {
    public var seed: UInt64 = 1
    /// Threads that may work at once.
    public var jobs = 1
    /// Time for each task; nil for no limit.
    public var budget: TimeBudget?
    /// The top of the site.
    public var site: URL
    /// Where networks of earlier runs are kept.
    public var cache: URL
    /// Use nothing that is kept from earlier runs.
    public var isFresh = false

    public init(site: URL, cache: URL = TrainingSettings.userCache) {
        self.site = site
        self.cache = cache
    }

    /// Where networks are kept unless somebody says otherwise.
    public static var userCache: URL { UserCache.folder }

    /// Where networks go.
    public var networks: URL { site.appending(path: Self.networks, directoryHint: .isDirectory) }
    static let networks = "networks"
}

/// What a training run is doing, for whoever waits.
public enum TrainingProgress: Sendable {
    /// A network of a task is being tried; so many tasks are done.
    case trying(task: String, String, finished: Int)
    /// A sentence about a cache entry that cannot be used, or not be kept.
    case warned(String)
}

/// Trains a network for each task and puts it into `<site>/networks/<task>/`, with the log of how it came about.
///
/// Tasks run at the same time, as many as there are jobs; none of the bytes written depends on how many that are. What is
/// finished is kept, so that a run that was killed goes on where it was.
///
/// - Parameters:
///   - tasks: what is to be learned.
///   - settings: seed, limits and places.
///   - onProgress: called from any thread while the run goes on.
///   - onOutcome: called with each task's outcome, in the order of the tasks, as soon as it is there.
/// - Returns: all outcomes, in the order of the tasks. A task that was not learned is an outcome, not an error.
/// - Throws: `Refusal` if a folder cannot be written to, and what `onOutcome` throws.
public func trainNetworks(
    for tasks: [SequenceTask], settings: TrainingSettings,
    onProgress: @escaping @Sendable (TrainingProgress) -> Void = { _ in },
    onOutcome: @escaping @Sendable (TrainingOutcome) throws -> Void = { _ in }
) async throws -> [TrainingOutcome] {
    try StagedFolder.prepare(TrainingSettings.networks, beneath: settings.site, for: .network)
    let cache = try NetworkCache(folder: settings.cache.appending(path: "networks", directoryHint: .isDirectory))
    let session = TrainingSession(settings: settings, cache: cache, onProgress: onProgress)
    let ordered = InOrder(onOutcome)
    return try await withTaskExecutorPreference(ThreadLimit(settings.jobs)) {
        try await concurrentMap(Array(tasks.enumerated()), jobs: settings.jobs) { index, task in
            let outcome = try await session.outcome(of: task)
            try ordered.deliver(outcome, at: index)
            return outcome
        }
    }
}

extension StagedFolder.Contents {
    fileprivate static let network = StagedFolder.Contents(name: "The network", option: "--site")
}

/// What the tasks of one run share.
private final class TrainingSession: Sendable {
    private let settings: TrainingSettings
    private let cache: NetworkCache
    private let onProgress: @Sendable (TrainingProgress) -> Void
    private let finished = Mutex(0)

    init(settings: TrainingSettings, cache: NetworkCache, onProgress: @escaping @Sendable (TrainingProgress) -> Void) {
        self.settings = settings
        self.cache = cache
        self.onProgress = onProgress
    }

    func outcome(of task: SequenceTask) async throws -> TrainingOutcome {
        let start = ContinuousClock.now
        let key = try cache.key(task, seed: settings.seed, budget: settings.budget)
        let kept = try await kept(key, task)
        let files: TrainingFiles
        if let kept { files = kept } else { files = try await train(task, key) }
        let name = FileName.safe(task.name)
        try files.publish(to: "\(TrainingSettings.networks)/\(name)", beneath: settings.site, as: .network)
        let folder = settings.networks.appending(path: name, directoryHint: .isDirectory)
        finished.withLock { $0 += 1 }
        return TrainingOutcome(
            files.log, folder: folder, seconds: (ContinuousClock.now - start) / .seconds(1), isCached: kept != nil)
    }

    private func kept(_ key: Fingerprint, _ task: SequenceTask) async throws -> TrainingFiles? {
        guard !settings.isFresh else { return nil }
        switch try await cache.entry(key, of: task, seed: settings.seed) {
        case .absent: return nil
        case .whole(let files): return files
        case .damaged(let sentence):
            onProgress(.warned(sentence))
            return nil
        }
    }

    private func train(_ task: SequenceTask, _ key: Fingerprint) async throws -> TrainingFiles {
        let result: Result<TrainedNetwork, NotLearned>
        do {
            result = .success(
                try await Pipeline.train(task, seed: settings.seed, jobs: settings.jobs, budget: settings.budget?.duration) {
                    self.onProgress(.trying(task: task.name, $0.text, finished: self.finished.withLock(\.self)))
                })
        } catch let error as NotLearned {
            result = .failure(error)
        }
        let files = try TrainingFiles(result, task: task, seed: settings.seed, command: command(task))
        // What time alone prevented may be learned the next time.
        if files.log.isCutShort { return files }
        do {
            try cache.store(files, as: key)
        } catch let refusal as Refusal {
            // The network is there, and goes to the site: what cannot be kept is trained again the next time.
            onProgress(.warned("The network of \(task.name) is not kept for later runs. \(refusal)"))
        }
        return files
    }

    /// What trains the network again. How many jobs is left out: it changes nothing.
    private func command(_ task: SequenceTask) -> String {
        let budget = settings.budget.map { " --budget \($0)" } ?? ""
        return "glassbox train \(task.name) --seed \(settings.seed)\(budget)"
    }
}
