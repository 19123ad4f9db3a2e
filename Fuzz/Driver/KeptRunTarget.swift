import Foundation
import Untrusted

@testable import Notebook

extension FuzzTarget {
    /// What a page is woven from again: `.run.json`, `.source.swift` and `.journal.jsonl` of one folder.
    static let run = FuzzTarget(name: "run", form: .keptRun) { data in
        guard let folder = KeptFiles.folder else { return }
        let files = KeptFiles(data)
        files.write(to: folder)
        guard let kept = try? UntrustedFolder(folder), let run = try? KeptRun(folder: kept) else { return }
        WovenArticle.weave(run)
    }
}

/// Three files in one input, with a line between them.
struct KeptFiles {
    static let separator = Data("\n----8<----\n".utf8)
    static let names = [KeptRun.File.run, KeptRun.File.source, KeptRun.File.journal]

    /// In memory where there is such a place, and of this process alone.
    static let folder: URL? = {
        let memory = "/dev/shm"
        let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        let folder = URL(filePath: place).appending(path: "glassbox-fuzz-\(getpid())", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        } catch {
            return nil
        }
        atexit { if let folder = KeptFiles.folder { try? FileManager.default.removeItem(at: folder) } }
        return folder
    }()

    var parts: [Data]

    init(_ data: Data) {
        parts = []
        var rest = data
        while parts.count < Self.names.count - 1, let cut = rest.range(of: Self.separator) {
            parts.append(Data(rest[..<cut.lowerBound]))
            rest = rest[cut.upperBound...]
        }
        parts.append(Data(rest))
    }

    var joined: Data { Data(parts.joined(separator: Self.separator)) }

    func write(to folder: URL) {
        for (index, name) in Self.names.enumerated() {
            try? (index < parts.count ? parts[index] : Data()).write(to: folder.appending(path: name))
        }
    }
}
