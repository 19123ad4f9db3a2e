import ArgumentParser
import Foundation
import Notebook
import Reports

/// `glassbox watch`: one experiment, run again whenever it is saved.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Run an experiment and write its page, again after every save, until Ctrl-C.",
        discussion: """
            Training, simplifying and checking are kept from one run to the next where they are the same; --fresh does them \
            anew, the first time. An error is told, and the next save tried.
            """)

    @Argument(
        help: ArgumentHelp("The experiment: a Swift file in playground markup.", valueName: "experiment"),
        completion: .file(extensions: ["swift"]))
    var file: String

    @Argument(parsing: .postTerminator, help: "What the experiment finds in Experiment.arguments.")
    var arguments: [String] = []

    @OptionGroup var options: PageOptions

    func run() async throws {
        // A file that is not there is a slip of the hand, not something to wait for.
        let experiment = try ExperimentFile(URL(filePath: file))
        let watching = Task {
            var settings = options.settings(command: Run.command(file, arguments, options.shared))
            for try await _ in FileChanges(of: experiment.url) {
                await tell { [settings] in
                    try await runExperiment(at: experiment.url, arguments: arguments, settings: settings)
                }
                settings.isFresh = false
            }
        }
        let interrupt = Interrupt { watching.cancel() }
        defer { interrupt.end() }
        do {
            try await watching.value
        } catch is CancellationError {
            // Ctrl-C is how watching ends.
        }
    }

    /// One line a run, or one JSON object; or what went wrong.
    private func tell(_ run: () async throws -> RunOutcome) async {
        let start = ContinuousClock.now
        do {
            let outcome = try await run()
            let duration = ContinuousClock.now - start
            guard !options.shared.json else { return try Terminal.tell(outcome, options: options.shared) }
            if let failure = outcome.failure { Terminal.complain(failure) }
            if !options.shared.quiet { try Terminal.print(Self.line(outcome, duration)) }
        } catch is CancellationError {
            return
        } catch {
            Terminal.complain("\(error)")
        }
    }

    /// How a run ended, how long it took and where the page is.
    private static func line(_ outcome: RunOutcome, _ duration: Duration) -> String {
        let failing = outcome.conclusions.count { !$0.holds }
        let claims = "\(Terminal.count(failing, "claim")) fail\(failing == 1 ? "s" : "")"
        let found = outcome.failure != nil ? "failed" : failing > 0 ? claims : "done"
        return "\(found) in \(Terminal.seconds(duration / .seconds(1))): \(outcome.page.path)"
    }
}
