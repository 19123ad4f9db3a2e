import ArgumentParser
import Foundation
import Notebook
import Reports
import Studies

/// `glassbox generality`: tasks beyond the benchmark, drawn at random, made into a page by `experiments/Generality.swift`.
struct GeneralityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generality",
        abstract: "Draw tasks at random from seven families, distil each, and judge the programs by the truth.",
        discussion: """
            The page goes to <site>/experiments/Generality/, with generality.json beside it. Status 1 if a claimed program \
            errs or less is explained than was expected.
            """)

    @Option(help: ArgumentHelp("How many tasks of each family, and three times as many ordinary rules.", valueName: "count"))
    var tasks = GeneralityPlan.defaultTasks

    @Option(
        help: ArgumentHelp(
            """
            A family to draw from: mealy, modular, window, linear, counter, piecewise or ordinary; all unless said. May be \
            repeated.
            """,
            valueName: "name"))
    var family: [String] = []

    @Option(
        help: ArgumentHelp("Time to train each network, such as 90s, 2m or 1h; 2m unless said.", valueName: "time"),
        transform: BudgetOption.read)
    var budget: TimeBudget?

    @OptionGroup var options: SharedOptions

    func run() async throws {
        let plan = try GeneralityPlan(tasks: tasks, families: family)
        try await Report.checkPython()
        let installation = try Installation()
        let report = ProgressReport(isQuiet: options.quiet)
        let outcome = try await runExperiment(
            at: installation.experiments.appending(path: "Generality.swift"), arguments: plan.arguments,
            settings: settings(plan),
            onProgress: { progress in
                // Cells are families; their tasks are what a reader waits for.
                if case .running = progress { return }
                report.take(progress)
            })
        report.finish(succeeded: outcome.failure == nil)
        try Terminal.tell(outcome, options: options)
        if outcome.status != .allHolds { throw ExitCode(outcome.status.rawValue) }
    }

    private func settings(_ plan: GeneralityPlan) -> RunSettings {
        let budget = budget ?? GeneralityPlan.defaultBudget
        let families = family.isEmpty ? "" : plan.families.map { " --family \($0.rawValue)" }.joined()
        var settings = options.settings(
            command: "glassbox generality --tasks \(tasks) --seed \(options.seed) --budget \(budget)\(families)")
        settings.budget = budget
        settings.timeLimit = plan.timeLimit(budget)
        settings.kicker = "Study"
        return settings
    }
}
