import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Reports

/// `glassbox report`: one page a task, made by `experiments/Report.swift`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Train, open, explain and verify a network for each task; write a page for it.",
        discussion: "A report goes to <site>/reports/<task>/. Status 1 if a task stays unsolved or a claim fails.")

    @OptionGroup var selection: TaskSelection

    @OptionGroup var options: PageOptions

    @OptionGroup var limit: BudgetOption

    func run() async throws {
        let tasks = try selection.tasks()
        guard options.output == nil || tasks.count == 1 else {
            throw ValidationError("--output takes one page; expected one task, or --single-file instead.")
        }
        try await Report.checkPython()
        let installation = try Installation()
        var outcomes: [RunOutcome] = []
        var untold: Refusal?
        let start = ContinuousClock.now
        for (index, task) in tasks.enumerated() {
            let left = Terminal.timeLeft(since: start, done: index, of: tasks.count).map { ", \($0) left" } ?? ""
            let label = tasks.count > 1 ? "\(task.name) (\(index + 1) of \(tasks.count)\(left))" : nil
            let report = ProgressReport(isQuiet: options.shared.quiet, label: label)
            let outcome = try await runExperiment(
                at: installation.experiments.appending(path: "Report.swift"), arguments: [task.name],
                place: "reports/\(task.name)", settings: settings(task),
                onProgress: { progress in
                    // The experiment's cells are hidden; its stages are what a reader waits for.
                    if case .running = progress { return }
                    report.take(progress)
                })
            report.finish(succeeded: outcome.failure == nil)
            outcomes.append(outcome)
            do {
                try Terminal.tell(outcome, options: options.shared)
            } catch let refusal as Refusal {
                // The other reports are made all the same.
                untold = refusal
            }
        }
        if let untold { throw untold }
        let worst = outcomes.map(\.status.rawValue).max() ?? Refusal.Status.allHolds.rawValue
        if worst != Refusal.Status.allHolds.rawValue { throw ExitCode(worst) }
    }

    private func settings(_ task: SequenceTask) -> RunSettings {
        // How many jobs is left out of the command that the page states: it changes nothing.
        var settings = options.settings(command: "glassbox report \(task.name) --seed \(options.shared.seed)\(limit.words)")
        settings.budget = limit.budget
        settings.kicker = "Report"
        return settings
    }
}
