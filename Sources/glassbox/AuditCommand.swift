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
            report states does not hold, which is all that --quiet leaves; 2 if a folder is no report.
            """)

    @Argument(help: ArgumentHelp("Folders of reports, such as site/reports/Parity_All.", valueName: "folder"))
    var folders: [String] = []

    @Flag(help: "Every report of the site.")
    var all = false

    @OptionGroup var options: OutputOptions

    mutating func validate() throws {
        if folders.isEmpty, !all {
            throw ValidationError(
                "No folder was named; expected folders of reports, such as site/reports/Parity_All, or --all.")
        }
        if !folders.isEmpty, all { throw ValidationError("Both folders and --all were given; expected one of them.") }
    }

    func run() async throws {
        try await Report.checkPython()
        let folders = try all ? ReportAudit.reports(ofSite: site) : named
        let threads = options.threads
        let atOnce = min(threads, folders.count)
        let outcomes = try await concurrentMap(folders, jobs: atOnce) { folder in
            try await AuditOutcome(of: folder, jobs: max(1, threads / atOnce))
        }
        for outcome in outcomes { try tell(outcome) }
        if !options.json, !options.quiet, outcomes.count > 1 { try Terminal.print(AuditOutcome.summary(of: outcomes)) }
        let worst = outcomes.map(\.status.rawValue).max() ?? Refusal.Status.allHolds.rawValue
        if worst != Refusal.Status.allHolds.rawValue { throw ExitCode(worst) }
    }

    /// As it was given, since folders are told of as they were given.
    private var site: URL { URL(filePath: options.site, directoryHint: .isDirectory) }

    private var named: [URL] {
        folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }

    private func tell(_ outcome: AuditOutcome) throws {
        switch outcome {
        case .refused(let refusal): Terminal.complain("\(refusal)")
        case .audited(let audit):
            if options.json {
                try Terminal.print(try Terminal.json(audit, isCompact: folders.count != 1))
            } else if !options.quiet || !audit.holds {
                try Terminal.print(audit.table(onlyFailing: options.quiet))
            }
        }
    }
}
