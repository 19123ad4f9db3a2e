import ArgumentParser
import Foundation
import Notebook
import Reports
import Studies

/// `glassbox universality`: whether networks of one task have one algorithm, made into a page by `experiments/Universality.swift`.
struct UniversalityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "universality",
        abstract: "Compare the algorithms that networks of one task have found, seed by seed.",
        discussion: """
            Reads the reports of sweeps (make sweep) or sites; without any, trains a few networks of some quick tasks, which takes \
            minutes. The page goes to <site>/experiments/Universality/, with universality.json beside it. Status 1 if no program \
            is claimed of some network, or a claim about what one answers fails.
            """)

    @Argument(help: ArgumentHelp("Folders of sweeps or sites.", valueName: "folder"), completion: .directory)
    var folders: [String] = []

    @Option(
        help: ArgumentHelp("A task to train networks for, where no folder is named; may be repeated.", valueName: "name"),
        completion: .tasks)
    var task: [String] = []

    @Option(help: ArgumentHelp("How many networks of each task.", valueName: "count"))
    var seeds = UniversalityPlan.defaultSeeds

    @OptionGroup var options: PageOptions

    func validate() throws {
        guard folders.isEmpty || task.isEmpty else {
            throw ValidationError("--task names what to train, and folders what is there; expected one or the other.")
        }
    }

    func run() async throws {
        let plan =
            folders.isEmpty
            ? try UniversalityPlan(tasks: task, seeds: seeds) : UniversalityPlan(folders: folders.map { URL(filePath: $0) })
        if folders.isEmpty { try await Report.checkPython() }
        var settings = options.settings(command: command)
        settings.kicker = "Study"
        try await PageMaking(
            [
                PlannedPage(
                    name: "Universality", experiment: Installation().experiments.appending(path: "Universality.swift"),
                    arguments: plan.arguments, settings: settings, place: { (nil, nil) })
            ], options
        ).run()
    }

    /// The command as a reader would repeat it.
    private var command: String {
        var words = ["glassbox", "universality"] + folders + task.flatMap { ["--task", $0] }
        if folders.isEmpty { words += ["--seeds", "\(seeds)"] }
        if options.shared.seed != 1 { words += ["--seed", "\(options.shared.seed)"] }
        return words.map(Terminal.quoted).joined(separator: " ")
    }
}
