import Foundation
import Notebook
import Pipeline

/// What the stages of earlier runs gave, by all that decides it: the task as it behaves, what the stage was given, and the
/// code.
///
/// An entry is one file: the checksum of the rest in the first line, then the result as JSON. One that is damaged counts as
/// absent. The processor is no part of the key, though it decides on the last bits: a cache is for one machine.
struct StageCache: StageMemory {
    /// Builds of Glassbox whose results are worth keeping.
    private static let builds = 3

    /// Of all builds.
    let folder: URL
    private let code: Fingerprint
    /// Compute everything anew, and keep it.
    private let isFresh: Bool

    /// - Parameters:
    ///   - folder: where results are kept; made when there is one.
    ///   - code: what computes them.
    ///   - isFresh: look nothing up.
    init(folder: URL, code: Fingerprint, isFresh: Bool = false) {
        self.folder = folder
        self.code = code
        self.isFresh = isFresh
    }

    /// The one in the user's cache folder; nil where it is not known what code is running.
    static func ofUser(isFresh: Bool) -> StageCache? {
        RunningCode.fingerprint.map {
            StageCache(folder: TrainingSettings.userCache.appending(path: "stages"), code: $0, isFresh: isFresh)
        }
    }

    func result<Question: Encodable & Sendable, Value: Codable & Sendable>(
        of stage: Distillation.Stage, for task: SequenceTask, to question: Question?,
        else compute: @Sendable () async throws -> Value
    ) async throws -> Timed<Value> {
        guard let question else { return try await Timed(compute) }
        let file = try file(stage, task, question)
        if !isFresh, let kept: Timed<Value> = Self.read(file) { return kept }
        let result = try await Timed(compute)
        // What cannot be kept is computed again the next time: that costs time, and is no reason to lose the result.
        try? store(result, in: file)
        return result
    }

    private struct Key<Question: Encodable>: Encodable {
        let stage: Distillation.Stage
        let task: [String]
        let question: Question
    }

    /// Where the answer to a question is kept.
    private func file(_ stage: Distillation.Stage, _ task: SequenceTask, _ question: some Encodable) throws -> URL {
        let key = try Key(stage: stage, task: task.identity, question: question).publishedJSON
        return build.appending(path: "\(stage.rawValue)-\(Fingerprint(key)).json")
    }

    /// The folder of this build.
    private var build: URL { folder.appending(path: String(code.description.prefix(24)), directoryHint: .isDirectory) }

    private static func read<Value: Decodable>(_ file: URL) -> Value? {
        guard let data = try? Data(contentsOf: file), let end = data.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let json = data[data.index(after: end)...]
        guard Data(Fingerprint(Data(json)).description.utf8) == data[..<end] else { return nil }
        return try? Value(publishedJSON: Data(json))
    }

    private func store(_ result: some Encodable, in file: URL) throws {
        if !FileManager.default.fileExists(atPath: build.path) { removeOldBuilds() }
        let json = try result.publishedJSON
        // No file can be put in a folder's place, which a damaged disk, or somebody, may have left there.
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
            try FileManager.default.removeItem(at: file)
        }
        try AtomicFile.write(Data("\(Fingerprint(json))\n".utf8) + json, to: file, option: "--cache")
    }

    /// Every build keeps results of its own: the last few are worth their space.
    private func removeOldBuilds() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let dated = names.map { folder.appending(path: $0) }.map { folder in
            let values = try? folder.resourceValues(forKeys: [.contentModificationDateKey])
            return (folder, values?.contentModificationDate ?? .distantPast)
        }
        for (old, _) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(Self.builds - 1) {
            try? FileManager.default.removeItem(at: old)
        }
    }
}

extension Experiment {
    /// Where the long stages of distilling keep their results, for this and later runs by the same build:
    /// `try await Experiment.memory.train(task, seed: Experiment.seed)`, or `distill(task, …, memory: Experiment.memory)`.
    public static let memory: any StageMemory = StageCache.ofUser(isFresh: isFresh) ?? NoMemory()
}
