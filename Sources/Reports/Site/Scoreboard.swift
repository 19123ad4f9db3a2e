import Notebook
import Pipeline

/// What the reports of a site solve of the benchmark, beside what published systems do.
package struct Scoreboard {
    /// What a system makes of one task.
    struct Entry: Equatable {
        let task: String
        /// The task's name as words.
        let title: String
        /// "formula", "table", "solved"; "unsolved", "no report", "not solved".
        let word: String
        let isSolved: Bool
    }

    package struct Row {
        package let name: String
        /// What counts as solved.
        let criterion: String
        let source: String
        /// One for each task of the benchmark, in its order.
        let entries: [Entry]
        package let isOurs: Bool

        package var solved: Int { entries.count(where: \.isSolved) }
    }

    /// Ours first, then the others, best first.
    package let rows: [Row]
    private let digests: [ReportDigest]

    /// Nil where there is no report of a task of the benchmark.
    ///
    /// - Parameter digests: the reports that are there; those of other tasks are left out.
    package init?(_ digests: [ReportDigest]) {
        let reports = Dictionary(digests.compactMap { digest in digest.task.map { ($0, digest) } }) { first, _ in first }
        self.digests = Benchmark.tasks.compactMap { reports[$0.name] }
        if self.digests.isEmpty { return nil }
        let ours = Row(
            name: "Glassbox",
            criterion: "A program read out of a trained network that makes no error at the trained length; "
                + "longer sequences are told in its report.",
            source: "this site",
            entries: Benchmark.tasks.map { task in
                let report = reports[task.name]
                return Entry(
                    task: task.name, title: task.title, word: report?.verdict.rawValue ?? "no report",
                    isSolved: report?.isSolved == true)
            }, isOurs: true)
        let published = Benchmark.publishedSystems.map { system in
            Row(
                name: "\(system.name) (\(system.year))", criterion: system.criterion, source: system.source,
                entries: Benchmark.tasks.map { task in
                    let isSolved = system.solved.contains(task.name)
                    return Entry(
                        task: task.name, title: task.title, word: isSolved ? "solved" : "not solved", isSolved: isSolved)
                }, isOurs: false)
        }
        rows = [ours] + published.sorted { $0.solved > $1.solved }
    }

    package var tasks: Int { rows[0].entries.count }
    /// Tasks of the benchmark that there are reports of.
    var reported: Int { digests.count }
    var solved: Int { rows[0].solved }
    private var formulas: Int { digests.count { $0.verdict == .formula } }
    private var mechanistic: Int { digests.count { $0.evidence == .mechanistic } }

    /// "62 of 62 tasks solved".
    package var headline: String { "\(solved) of \(tasks) tasks solved" }

    /// What kind of programs they are.
    package var breakdown: String {
        let tables = solved - formulas
        let kinds = [
            "\(Wording.count(formulas)) by a formula", tables > 0 ? "\(Wording.count(tables)) by a state table" : nil,
        ].compactMap(\.self)
        let missing = tasks - reported
        let gap = missing > 0 ? " There is no report of \(Wording.count(missing, "task")) here." : ""
        return "\(Wording.list(kinds)). Of \(Wording.count(mechanistic)) it is known that the network itself computes that way."
            + gap
    }

    /// What is solved here that no published system solves.
    package var comparison: String {
        let open = rows[0].entries.indices.filter { task in !rows.dropFirst().contains { $0.entries[task].isSolved } }
        let here = open.count { rows[0].entries[$0].isSolved }
        return "\(Wording.count(open.count)) of the tasks are solved by none of the published systems; "
            + "\(here == open.count ? "all" : Wording.count(here)) of these are solved here."
    }
}
