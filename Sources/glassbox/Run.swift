import ArgumentParser
import Foundation
import Notebook

/// `glassbox run`: one experiment, one page.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run an experiment and write its page.",
        discussion: "A page that was there before is replaced only by one that is whole.")

    @Argument(help: ArgumentHelp("The experiment: a Swift file in playground markup.", valueName: "experiment"))
    var file: String

    @Argument(parsing: .postTerminator, help: "What the experiment finds in Experiment.arguments.")
    var arguments: [String] = []

    @OptionGroup var options: PageOptions

    func run() async throws {
        let report = ProgressReport(isQuiet: options.shared.quiet)
        let outcome = try await runExperiment(
            at: URL(filePath: file), arguments: arguments,
            settings: options.settings(command: Self.command(file, arguments, options.shared)),
            onProgress: { report.take($0) })
        report.finish(succeeded: outcome.failure == nil)
        try Terminal.tell(outcome, options: options.shared)
        if outcome.status != .allHolds { throw ExitCode(outcome.status.rawValue) }
    }

    /// The command as a reader would repeat it; where the site lies is nobody else's business.
    static func command(_ file: String, _ arguments: [String], _ options: SharedOptions) -> String {
        var words = ["glassbox", "run", file]
        if options.seed != 1 { words += ["--seed", String(options.seed)] }
        if !arguments.isEmpty { words += ["--"] + arguments }
        return words.map(Terminal.quoted).joined(separator: " ")
    }
}
