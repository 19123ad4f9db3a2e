import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Reports
import Studies

/// `glassbox compare`: what a network and AALpy's RPNI and EDSM get from the same rows of a file.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say what a network gets from a file of data, and what RPNI and EDSM of AALpy get from the same rows.",
        discussion: """
            A file is data (.jsonl, .csv, .txt, .dat) or a definition (.dot, .py), as of glassbox report, and the same rows train, choose \
            and test: what tests has no say. Of an automaton it is said whether each machine equals it at every length. AALpy \
            is what scripts/aalpy-environment fetches, or --python has. Status 3 if there is none.
            """)

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .subjectFiles)
    var file: String

    @OptionGroup var columns: ColumnOptions

    @Flag(help: "Rows of the file may contradict each other: what most of them say is right.")
    var wrongRows = false

    @Option(
        help: ArgumentHelp("A Python that has AALpy; that of scripts/aalpy-environment unless said.", valueName: "path"),
        completion: .file())
    var python: String?

    @Option(
        help: ArgumentHelp("Seconds until RPNI and EDSM are each stopped.", valueName: "seconds"))
    var timeLimit = 600.0

    @Option(help: ArgumentHelp("The seed of all randomness.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Threads that may work at once; all cores unless said.", valueName: "count"))
    var jobs: Int?

    @Flag(name: .shortAndLong, help: "Say nothing but errors and the result.")
    var quiet = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var limit: BudgetOption

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs) will not do; expected a count of 1 or more.") }
        guard timeLimit.isFinite, timeLimit > 0, timeLimit <= 86_400 else {
            throw ValidationError("--time-limit \(timeLimit) will not do; expected seconds, above 0 and up to a day.")
        }
        guard python?.isEmpty != true else {
            throw ValidationError("--python is empty; expected the path of a Python that has AALpy.")
        }
    }

    func run() async throws {
        let reading = ReportSubject.Reading(columns: columns.choice, allowsWrongRows: wrongRows)
        let subject: ReportSubject
        do {
            subject = try await ReportSubject(URL(filePath: file, directoryHint: .notDirectory), reading: reading)
        } catch PythonHarnessError.pythonMissing {
            throw Refusal(.machineLacksSomething, "\(PythonHarnessError.pythonMissing)")
        }
        let aalpy = try await AALpy(python: python, installation: Installation(), seconds: timeLimit)
        let report = ProgressReport(isQuiet: quiet)
        let comparison = try await DataComparison(
            subject, with: aalpy, seed: seed, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            budget: limit.budget?.duration
        ) { report.take(.progress($0.text, fraction: $0.fraction)) }
        report.finish(succeeded: true)
        try Terminal.print(json ? try Terminal.json(comparison) : comparison.table)
    }
}
