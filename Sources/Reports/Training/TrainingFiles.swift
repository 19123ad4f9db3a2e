import Foundation
import Notebook
import Pipeline

/// What training leaves: `training.json`, and `network.safetensors` where the task was learned.
struct TrainingFiles: Sendable {
    /// Why files are not what training left, in one clause that begins with the file's name.
    struct Damage: Error {
        let reason: String
    }

    let log: TrainingLog
    /// By name.
    let contents: [String: Data]

    init(_ result: Result<TrainedNetwork, NotLearned>, task: SequenceTask, seed: UInt64, command: String) throws {
        log = TrainingLog(result, task: task, seed: seed, command: command)
        var contents = [TrainingLog.name: try log.publishedJSON]
        if case .success(let trained) = result {
            contents[NetworkFile.name] = try trained.safetensors(task: task, seed: seed)
        }
        self.contents = contents
    }

    /// Takes files that were written earlier, if they are such files and the network still does the task.
    ///
    /// - Throws: `Damage`, which names the file.
    init(_ contents: [String: Data], of task: SequenceTask, seed: UInt64) async throws {
        do {
            log = try TrainingLog(publishedJSON: contents[TrainingLog.name] ?? Data())
        } catch {
            throw Damage(reason: "\(TrainingLog.name) is no training log")
        }
        guard log.task == task.name, log.seed == seed, log.schema == TrainingLog.schema else {
            throw Damage(reason: "\(TrainingLog.name) is that of another run")
        }
        guard (log.network == nil) == (contents[NetworkFile.name] == nil) else {
            throw Damage(reason: "\(TrainingLog.name) and the files beside it do not belong together")
        }
        self.contents = contents
        if let data = contents[NetworkFile.name] { try await check(data, on: task, seed: seed) }
    }

    /// Reads the network and runs it on a few hundred sequences.
    private func check(_ data: Data, on task: SequenceTask, seed: UInt64) async throws {
        let network: RecurrentNetwork
        do throws(SafetensorsError) {
            network = try RecurrentNetwork(safetensors: data)
        } catch {
            throw Damage(reason: "\(NetworkFile.name) is no network: \(error)")
        }
        guard NetworkFile(network) == log.network, network.inputWidth == task.inputWidth,
            network.outputWidth == task.outputWidth
        else { throw Damage(reason: "\(NetworkFile.name) is another network than the log's") }
        let cases = CaseBlocks(500, length: task.length, of: task, for: .acceptance, seed: seed)
        guard try await Acceptance(network, on: task, cases: cases, jobs: 1).holds else {
            throw Damage(reason: "\(NetworkFile.name) errs on the task")
        }
    }

    /// Puts the files in place as one folder, in one step.
    ///
    /// - Parameters:
    ///   - path: where in `root` they shall be.
    ///   - root: a folder that the user named.
    ///   - kind: what the folder is, for error messages.
    ///   - more: files to be beside them.
    /// - Throws: `Refusal` if they cannot be written; what was there is there still.
    func publish(
        to path: String, beneath root: URL, as kind: StagedFolder.Contents, with more: [String: Data] = [:]
    ) throws {
        let staged = try StagedFolder(for: path, beneath: root, holding: kind)
        defer { staged.discard() }
        for (name, data) in contents.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
            try staged.write(data, to: name)
        }
        try staged.publish()
    }
}
