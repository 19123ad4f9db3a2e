import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Reports

/// `glassbox audit`: checks reports again from their files alone.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check reports again from their files alone, without training.",
        discussion: """
            A folder is one that glassbox report wrote, here or elsewhere; nothing in it is trusted, and nothing of it is run. Each \
            is checked in a process of its own, within --time-limit and 1 GiB of memory. Status 1 if anything that a report states \
            does not hold, which is all that --quiet leaves; 2 if a folder is no report.
            """)

    @Argument(
        help: ArgumentHelp("Folders of reports, such as site/reports/Parity_All.", valueName: "folder"), completion: .directory)
    var folders: [String] = []

    @Flag(help: "Every report of the site.")
    var all = false

    @Option(
        help: ArgumentHelp("Your own copy of the file that a report was made of: claims are checked on it.", valueName: "file"),
        completion: .file())
    var data: String?

    @Option(
        help: ArgumentHelp(
            "A command that serves the model that a report is of: it is run here, and asked again.", valueName: "command"))
    var model: String?

    @Option(help: ArgumentHelp("Seconds that each report may take.", valueName: "seconds"))
    var timeLimit = 300.0

    @OptionGroup var options: OutputOptions

    mutating func validate() throws {
        guard timeLimit > 0, timeLimit <= 1e6 else {
            throw ValidationError("--time-limit \(timeLimit) will not do; expected seconds, such as --time-limit 300.")
        }
        if folders.isEmpty, !all {
            throw ValidationError(
                "No folder was named; expected folders of reports, such as site/reports/Parity_All, or --all.")
        }
        if model != nil, all || folders.count > 1 {
            throw ValidationError("--model is the model of one report; expected the folder of that one.")
        }
        if data != nil, all || folders.count > 1 {
            throw ValidationError("--data is the file of one report; expected the folder of that one.")
        }
        if !folders.isEmpty, all { throw ValidationError("Both folders and --all were given; expected one of them.") }
    }

    func run() async throws {
        try await Report.checkPython()
        let folders = try all ? ReportAudit.reports(ofSite: site) : named
        let outcomes = try await AuditOutcome.all(of: folders, jobs: options.threads) { [timeLimit, data, model] folder, jobs in
            try await AuditOne.outcome(of: folder, data: data, model: model, jobs: jobs, seconds: timeLimit)
        } take: { [self] outcome in
            try tell(outcome)
        }
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
