import Determinism
import Foundation
import Notebook
import Pipeline

extension ReportSection {
    /// Reports of distilled networks: the benchmark's in its order, with what is solved of it.
    package static let distilled = ReportSection(order: Benchmark.tasks.map(\.name)) { folders in
        // What an audit says is read whole to tell a few words of it: on every core.
        let reports = try await concurrentMap(folders, jobs: ProcessInfo.processInfo.activeProcessorCount) { folder in
            let digest = ReportDigest(report: folder.contents)
            return (entry: IndexEntry(folder, digest), solved: folder.hasFailed ? nil : digest)
        }
        return Shelf(
            entries: reports.map(\.entry), scoreboard: Scoreboard(reports.compactMap(\.solved)).map(ScoreboardContent.init))
    }
}

extension IndexEntry {
    fileprivate init(_ folder: PageFolder, _ digest: ReportDigest?) {
        let (name, link) = (folder.name, folder.link)
        if folder.hasFailed {
            self = .failed(name, link: link, kind: "report")
        } else if let digest {
            self.init(digest, page: folder.summary, name: name, link: link)
        } else if let questions = QuestionDigest(report: folder.contents) {
            self.init(questions, page: folder.summary, name: name, link: link)
        } else {
            self = .unreadable(name, link: link, kind: "report", missing: ReportFile.audit)
        }
    }
}
