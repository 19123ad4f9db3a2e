import Notebook
import Pipeline

extension ReportSection {
    /// Reports of distilled networks: the benchmark's in its order, with what is solved of it.
    package static let distilled = ReportSection(order: Benchmark.tasks.map(\.name)) { folders in
        let reports = folders.map { (folder: $0, digest: ReportDigest(report: $0.contents)) }
        return Shelf(
            cards: reports.map { IndexCard($0.folder, $0.digest) },
            scoreboard: Scoreboard(reports.filter { !$0.folder.hasFailed }.compactMap(\.digest)).map(ScoreboardContent.init))
    }
}

extension IndexCard {
    fileprivate init(_ folder: PageFolder, _ digest: ReportDigest?) {
        if folder.hasFailed {
            self = .failed(folder.name, link: folder.link)
        } else if let digest {
            self.init(digest, page: folder.summary, name: folder.name, link: folder.link)
        } else {
            self = .unreadable(folder.name, link: folder.link, missing: ReportFile.audit)
        }
    }
}
