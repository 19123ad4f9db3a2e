import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Recordings
import Reports

/// `glassbox report`: one page a task or file, made by `Report.swift`, `DataReport.swift` or `NetworkReport.swift` in `experiments`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Train, open, explain and verify a network for each task or file of data, or open a network; write a page for it.",
        discussion: """
            A report goes to <site>/reports/<task>/, that of a file to <site>/reports/<its name>/. A file is data (.jsonl, .csv, .txt, \
            .dat), a definition (.dot, and .py, which is run within bounds), or a network that is trained already (.safetensors); \
            glassbox inspect says what is in one. Status 1 if a task stays unsolved or a claim fails.
            """)

    @Argument(help: ArgumentHelp("Names of tasks, as glassbox tasks lists them, or files.", valueName: "task-or-file"))
    var names: [String] = []

    @Flag(help: "Every task of the benchmark.")
    var all = false

    @OptionGroup var columns: ColumnOptions

    @Flag(help: "Rows of a file may contradict each other: what most of them say is right.")
    var wrongRows = false

    @OptionGroup var network: NetworkOptions

    @OptionGroup var options: PageOptions

    @OptionGroup var limit: BudgetOption

    mutating func validate() throws {
        if names.isEmpty, !all {
            throw ValidationError("No task was named; expected names, such as Binary_Addition, a file, or --all.")
        }
        if !names.isEmpty, all { throw ValidationError("Both names and --all were given; expected one of them.") }
    }

    func run() async throws {
        let pages = try await pages()
        guard options.output == nil || pages.count == 1 else {
            throw ValidationError("--output takes one page; expected one task, or --single-file instead.")
        }
        try await Report.checkPython()
        let installation = try Installation()
        var outcomes: [RunOutcome] = []
        var untold: Refusal?
        let start = ContinuousClock.now
        for (index, page) in pages.enumerated() {
            let left = Terminal.timeLeft(since: start, done: index, of: pages.count).map { ", \($0) left" } ?? ""
            let label = pages.count > 1 ? "\(page.name) (\(index + 1) of \(pages.count)\(left))" : nil
            let report = ProgressReport(isQuiet: options.shared.quiet, label: label)
            let place = page.subject.map { SubjectPlace($0, site: options.shared.siteFolder) }
            if let place, let reason = place.reason {
                Terminal.complain("The report goes to \(place.path), because \(reason)")
            }
            let outcome = try await runExperiment(
                at: installation.experiments.appending(path: page.experiment), arguments: page.arguments,
                place: place?.path ?? "reports/\(page.name)", settings: settings(page),
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

    /// What is reported on, each once, in the order given.
    ///
    /// - Throws: `Refusal` where a name is no task's and no file's, or a file cannot be used: before anything is trained.
    private func pages() async throws -> [ReportPage] {
        let reading = ReportSubject.Reading(
            columns: columns.choice, allowsWrongRows: wrongRows, network: network.description)
        var seen: Set<String> = []
        let names = all ? Benchmark.tasks.map(\.name) : self.names.filter { seen.insert($0).inserted }
        var pages: [ReportPage] = []
        for name in names { pages.append(try await ReportPage(name, reading)) }
        return pages
    }

    private func settings(_ page: ReportPage) -> RunSettings {
        // How many jobs is left out of the command that the page states: it changes nothing.
        var settings = options.settings(
            command: "glassbox report \(page.words) --seed \(options.shared.seed)\(limit.words)")
        settings.budget = limit.budget
        settings.kicker = "Report"
        return settings
    }
}

/// A page to be made, of a task or of a file.
private struct ReportPage {
    let name: String
    /// The experiment that makes it, and what that is told.
    let experiment: String
    let arguments: [String]
    /// What the command was given, as the page repeats it.
    let words: String
    /// Nil of a task.
    let subject: ReportSubject?

    init(_ name: String, _ reading: ReportSubject.Reading) async throws {
        guard Benchmark.task(named: name) == nil, SubjectFile.isOne(named: name) else {
            let task = try Benchmark.task([name])
            (self.name, experiment, arguments, words, subject) = (task.name, "Report.swift", [task.name], task.name, nil)
            return
        }
        let file = URL(filePath: name, directoryHint: .notDirectory)
        let subject = try await ReportSubject(file, reading: reading)
        self.name = subject.name
        self.subject = subject
        experiment = subject.network == nil ? "DataReport.swift" : "NetworkReport.swift"
        arguments = [file.standardizedFileURL.path] + reading.arguments
        words = subject.commandWords
    }
}
