import ArgumentParser
import Foundation
import Pipeline

extension CompletionKind {
    /// Names of tasks.
    static var tasks: CompletionKind { .list(Benchmark.tasks.map(\.name)) }

    /// Names of tasks, files that have a report, and folders on the way to one.
    static var subjects: CompletionKind {
        .custom { _, _, prefix in Benchmark.tasks.map(\.name).filter { $0.hasPrefix(prefix) } + SubjectPaths(prefix).paths }
    }

    /// Files that `glassbox inspect` reads.
    static var subjectFiles: CompletionKind { .file(extensions: SubjectPaths.endings) }
}

/// The paths of files and folders that begin like a word on the command line.
struct SubjectPaths {
    static let endings = ["safetensors", "jsonl", "csv", "txt", "dat", "dot", "py"]
    /// More are no help to whoever is typing.
    private static let most = 1000

    /// In order; a folder ends with a slash.
    let paths: [String]

    init(_ prefix: String) {
        let typed = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
        let begun = String(prefix.dropFirst(typed.count))
        let folder = URL(filePath: typed.isEmpty ? "." : typed, directoryHint: .isDirectory)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let fitting = names.filter { $0.hasPrefix(begun) && ($0.hasPrefix(".") == begun.hasPrefix(".")) }.sorted()
        paths = fitting.prefix(Self.most).compactMap { name in
            let file = folder.appending(path: name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else { return nil }
            if isFolder.boolValue { return "\(typed)\(name)/" }
            return Self.endings.contains(file.pathExtension) ? typed + name : nil
        }
    }
}
