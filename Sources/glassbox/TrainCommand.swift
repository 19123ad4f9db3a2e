import ArgumentParser
import Foundation
import Notebook
import Reports

/// `glassbox train`: networks and the logs of their training, without pages.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network for each task; write it and the log of the search.",
        discussion: """
            They go to <site>/networks/<task>/. What was trained before with the same options is taken from the cache, so that a \
            run that was killed goes on where it was. Status 1 if a task was not learned.
            """)

    @OptionGroup var selection: TaskSelection

    @OptionGroup var options: SharedOptions

    @Option(
        help: ArgumentHelp("Where trained networks are kept; ~/.cache/glassbox unless said.", valueName: "folder"),
        completion: .directory)
    var cache: String?

    @OptionGroup var limit: BudgetOption

    mutating func validate() throws {
        guard cache?.isEmpty != true else {
            throw ValidationError("--cache is empty; expected a folder, such as --cache /tmp/cache.")
        }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let tasks = try selection.tasks()
        let settings = settings
        let report = ProgressReport(isQuiet: options.quiet)
        let width = tasks.map(\.name.count).max() ?? 0
        let stage = tasks.count == 1 ? "Training a network" : "Training \(tasks.count) networks"
        let outcomes = try await trainNetworks(
            for: tasks, settings: settings,
            onProgress: { progress in
                switch progress {
                case .trying(let task, let text, let finished):
                    report.take(
                        .progress("\(stage): \(task), \(text)", fraction: Double(finished) / Double(tasks.count)))
                case .warned(let sentence): report.interrupt { Terminal.say(sentence) }
                }
            },
            onOutcome: { [options] outcome in
                let line = options.json ? try Terminal.json(outcome, isCompact: true) : outcome.line(nameWidth: width)
                if options.json || !options.quiet { try report.interrupt { try Terminal.print(line) } }
            })
        report.finish(succeeded: true)
        if !options.json, !options.quiet {
            try Terminal.print(
                TrainingOutcome.summary(of: outcomes, duration: ContinuousClock.now - start, folder: settings.networks))
        }
        if !outcomes.allSatisfy(\.isLearned) { throw ExitCode(Refusal.Status.somethingFails.rawValue) }
    }

    private var settings: TrainingSettings {
        var settings = TrainingSettings(site: options.siteFolder)
        settings.seed = options.seed
        settings.jobs = options.threads
        settings.budget = limit.budget
        settings.isFresh = options.fresh
        if let cache { settings.cache = URL(filePath: cache, directoryHint: .isDirectory).standardizedFileURL }
        return settings
    }
}
