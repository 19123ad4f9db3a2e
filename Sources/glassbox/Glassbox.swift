import ArgumentParser
import Foundation
import Notebook
import Reports

/// The command line: every subcommand is a thin wrapper around something in Notebook.
@main struct Glassbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glassbox",
        abstract: "Opens trained recurrent networks: what did this one learn, and how do you know?",
        discussion: """
            Exit status: 0 all claims hold; 1 a claim fails, a task stays unsolved or is not learned, or two differ; 2 usage or bad input; \
            3 the machine lacks something.
            """,
        version: StatedVersion.text,
        subcommands: [
            ReportCommand.self, TrainCommand.self, GeneralityCommand.self, UniversalityCommand.self, Run.self,
            WatchCommand.self, SiteCommand.self, AuditCommand.self, DiffCommand.self, InspectCommand.self,
            CompareCommand.self, TasksCommand.self, New.self,
            Doctor.self, AuditOne.self, CompareTwo.self, WeavePages.self, CompileShipped.self,
        ])

    static func main() async {
        // A reader that has gone is an error to be told, not the end of the work.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Ends with the status that the README promises, which is not always ArgumentParser's.
    private static func end(with error: any Error) -> Never {
        if let refusal = error as? Refusal {
            Terminal.complain("\(refusal)")
            Foundation.exit(refusal.status.rawValue)
        }
        if error is CancellationError { Foundation.exit(Refusal.Status.badInput.rawValue) }
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        if code.isSuccess {
            Swift.print(message)
            Foundation.exit(0)
        }
        if !message.isEmpty { Terminal.complain(message, isPlain: true) }
        // ArgumentParser says 64 for wrong usage; 1 would mean that a claim fails.
        let isOurs = error is ExitCode
        Foundation.exit(isOurs ? code.rawValue : Refusal.Status.badInput.rawValue)
    }
}
