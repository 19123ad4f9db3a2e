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
            anew, the first time. An error is told, and the next save tried. A change of the theme weaves the page again, running \
            nothing. The address that is printed is of this machine only; opened there, the page loads itself again.
            """)

    @Argument(
        help: ArgumentHelp("The experiment: a Swift file in playground markup.", valueName: "experiment"),
        completion: .file(extensions: ["swift"]))
    var file: String

    @Argument(parsing: .postTerminator, help: "What the experiment finds in Experiment.arguments.")
    var arguments: [String] = []

    @Option(help: ArgumentHelp("The port at which the page is served; 0 for any free one.", valueName: "number"))
    var port: UInt16 = 0

    @Flag(help: "Serve nothing: the page is opened from the disk, and loaded again by hand.")
    var noServe = false

    @OptionGroup var options: PageOptions

    func run() async throws {
        // A file that is not there is a slip of the hand, not something to wait for.
        let experiment = try ExperimentFile(URL(filePath: file))
        let page = "experiments/\(FileName.safe(experiment.name))"
        let server = noServe ? nil : try SiteServer(options.shared.siteFolder, watching: page, port: port)
        defer { server?.end() }
        if let server, !options.shared.quiet {
            Terminal.say("open \(server.address), which loads itself again after every run")
        }
        let watching = Task {
            var session = WatchSession(
                experiment: experiment, arguments: arguments, page: page,
                settings: options.settings(command: Run.command(file, arguments, options.shared)))
            for try await change in FileChanges(of: experiment.url, orIn: try Installation().theme) {
                if await tell(&session, change), let place = session.place { server?.announce(place) }
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
    ///
    /// - Returns: whether there is another page now.
    private func tell(_ session: inout WatchSession, _ change: FileChanges.Change) async -> Bool {
        let start = ContinuousClock.now
        do {
            let (outcome, hasRun) = try await session.follow(change)
            let duration = ContinuousClock.now - start
            if options.shared.json {
                try Terminal.tell(outcome, options: options.shared)
            } else {
                if hasRun, let failure = outcome.failure { Terminal.complain(failure) }
                if !options.shared.quiet { try Terminal.print(Self.line(outcome, hasRun: hasRun, duration)) }
            }
            return true
        } catch {
            if !(error is CancellationError) { Terminal.complain("\(error)") }
            return false
        }
    }

    /// How a run ended, how long it took and where the page is.
    private static func line(_ outcome: RunOutcome, hasRun: Bool, _ duration: Duration) -> String {
        let failing = outcome.conclusions.count { !$0.holds }
        let claims = "\(Terminal.count(failing, "claim")) fail\(failing == 1 ? "s" : "")"
        let found = !hasRun ? "woven again" : outcome.failure != nil ? "failed" : failing > 0 ? claims : "done"
        return "\(found) in \(Terminal.seconds(duration / .seconds(1))): \(outcome.page.path)"
    }
}
