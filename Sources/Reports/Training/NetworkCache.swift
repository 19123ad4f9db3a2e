import Foundation
import Notebook
import Pipeline

/// What earlier runs trained, found by all that decides what training gives: the task as it behaves, the options, the code, and the
/// kind of processor, which decides on the last bits: several machines may share a cache.
///
/// An entry is a folder of the files and of `SHA256SUMS`, their checksums in the form that `sha256sum -c` takes.
struct NetworkCache: Sendable {
    /// What is found under a key.
    enum Entry: Sendable {
        case absent
        case whole(TrainingFiles)
        /// Why it is not to be used, in one sentence that names the file.
        case damaged(String)
    }

    static let kind = StagedFolder.Contents(name: "The cache entry", option: "--cache")
    private static let checksums = "SHA256SUMS"

    let folder: URL
    private let code: Fingerprint

    /// - Parameter folder: where entries are kept; it is made.
    /// - Throws: `Refusal` if it cannot be written to.
    init(folder: URL) throws {
        self.folder = folder
        guard let code = RunningCode.fingerprint else {
            throw Refusal(
                .machineLacksSomething,
                "The file of the running program cannot be read, which tells what it trains from what others did; "
                    + "start glassbox again")
        }
        self.code = code
        try StagedFolder.prepare("", beneath: folder, for: Self.kind)
    }

    // MARK: - Keys

    /// The name of the entry that holds what training `task` gives.
    ///
    /// The number of jobs is no part of it: nothing depends on it.
    func key(_ task: SequenceTask, seed: UInt64, budget: TimeBudget?) throws -> Fingerprint {
        let parts =
            ["glassbox network 2", code.description, ProcessorKind.name] + task.identity
            + ["\(seed)", budget.map { "\($0.duration)" } ?? ""]
        return Fingerprint(try JSONEncoder().encode(parts))
    }

    // MARK: - Entries

    /// Looks an entry up and checks all of it: every file's checksum, the log, and that the network does the task.
    func entry(_ key: Fingerprint, of task: SequenceTask, seed: UInt64) async throws -> Entry {
        let place = folder.appending(path: key.description)
        guard FileManager.default.fileExists(atPath: place.path) else { return .absent }
        do {
            return .whole(try await TrainingFiles(try Self.read(place), of: task, seed: seed))
        } catch let damage as TrainingFiles.Damage {
            return .damaged("The cache entry for \(task.name) is damaged, so it is made anew: \(place.path)/\(damage.reason)")
        }
    }

    /// Keeps what training gave.
    ///
    /// - Throws: `Refusal` if it cannot be written.
    func store(_ files: TrainingFiles, as key: Fingerprint) throws {
        try files.publish(
            to: key.description, beneath: folder, as: Self.kind,
            with: [Self.checksums: Data(Self.sums(of: files.contents).utf8)])
    }

    /// The files of an entry, each as long as its checksum agrees.
    private static func read(_ place: URL) throws -> [String: Data] {
        guard let sums = try? String(contentsOf: place.appending(path: checksums), encoding: .utf8) else {
            throw TrainingFiles.Damage(reason: "\(checksums) is missing or no text")
        }
        var contents: [String: Data] = [:]
        for line in sums.split(separator: "\n") {
            guard let parts = line.wholeMatch(of: /([0-9a-f]{64})  (training\.json|network\.safetensors)/) else {
                throw TrainingFiles.Damage(reason: "\(checksums) is no list of the files' checksums")
            }
            let name = String(parts.2)
            guard let data = try? Data(contentsOf: place.appending(path: name)) else {
                throw TrainingFiles.Damage(reason: "\(name) is missing or cannot be read")
            }
            guard Fingerprint(data).description == parts.1 else {
                throw TrainingFiles.Damage(
                    reason: "\(name) has changed since it was written: it is not the one that \(checksums) means")
            }
            contents[name] = data
        }
        guard Self.sums(of: contents) == sums else {
            throw TrainingFiles.Damage(reason: "\(checksums) is not as it was written")
        }
        return contents
    }

    private static func sums(of contents: [String: Data]) -> String {
        contents.sorted { $0.key < $1.key }.map { "\(Fingerprint($0.value))  \($0.key)\n" }.joined()
    }
}
