import ArgumentParser
import Foundation
import Notebook
import Pipeline

/// `glassbox audit`: checks reports again from their files alone.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check reports again from their files alone, without training.",
        discussion: """
            A folder is one that glassbox report wrote, here or elsewhere; nothing in it is trusted. Status 1 if anything that a \
            report states does not hold, 2 if a folder is no report.
            """)

    @Argument(help: ArgumentHelp("Folders of reports, such as site/reports/Parity_All.", valueName: "folder"))
    var folders: [String] = []

    @Flag(help: "Every report of the site.")
    var all = false

    @Option(help: ArgumentHelp("Threads that may work at once; all cores unless said.", valueName: "count"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder of the site, for --all.", valueName: "folder"))
    var site = "site"

    @Flag(name: .shortAndLong, help: "Say nothing but what does not hold.")
    var quiet = false

    @Flag(help: "Print the checks as JSON.")
    var json = false

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs) will not do; expected a count of 1 or more.") }
        if folders.isEmpty, !all {
            throw ValidationError(
                "No folder was named; expected folders of reports, such as site/reports/Parity_All, or --all.")
        }
        if !folders.isEmpty, all { throw ValidationError("Both folders and --all were given; expected one of them.") }
    }

    func run() async throws {
        try await Report.checkPython()
        let folders = all ? try ReportAudit.reports(ofSite: URL(filePath: site, directoryHint: .isDirectory)) : named
        let cores = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let atOnce = min(cores, folders.count)
        let outcomes = try await concurrentMap(folders, jobs: atOnce) { folder in
            try await AuditOutcome(of: folder, jobs: max(1, cores / atOnce))
        }
        for outcome in outcomes { try tell(outcome) }
        if !json, !quiet, outcomes.count > 1 { try Terminal.print(AuditOutcome.summary(of: outcomes)) }
        let worst = outcomes.map(\.status.rawValue).max() ?? Refusal.Status.allHolds.rawValue
        if worst != Refusal.Status.allHolds.rawValue { throw ExitCode(worst) }
    }

    private var named: [URL] {
        folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }

    private func tell(_ outcome: AuditOutcome) throws {
        switch outcome {
        case .refused(let refusal): Terminal.complain("\(refusal)")
        case .audited(let audit):
            if json {
                try Terminal.print(try Terminal.json(audit, isCompact: folders.count != 1))
            } else if !quiet || !audit.holds {
                try Terminal.print(audit.table(onlyFailing: quiet))
            }
        }
    }
}
