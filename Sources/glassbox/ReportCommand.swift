import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Recordings
import Reports
import Untrusted

/// `glassbox report`: one page a task or file, made by `Report.swift`, `DataReport.swift`, `NetworkReport.swift` or `TransformerReport.swift` in `experiments`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Train, open, explain and verify a network for each task or file of data, or open a network; write a page for it.",
        discussion: """
            A report goes to <site>/reports/<task>/, that of a file to <site>/reports/<its name>/. A file is data (.jsonl, .csv, .txt, \
            .dat), a definition (.dot, and .py, which is run within bounds), or a network that is trained already (.safetensors); \
            glassbox inspect says what is in one. A network that no file holds is asked by --model. Status 1 if a task stays unsolved or a claim fails.
            """)

    @Argument(
        help: ArgumentHelp("Names of tasks, as glassbox tasks lists them, or files.", valueName: "task-or-file"),
        completion: .subjects)
    var names: [String] = []

    @Flag(help: "Every task of the benchmark.")
    var all = false

    @OptionGroup var columns: ColumnOptions

    @Flag(help: "Rows of a file may contradict each other: what most of them say is right.")
    var wrongRows = false

    @OptionGroup var network: NetworkOptions

    @Option(
        help: ArgumentHelp(
            "A command that serves a model, such as \"python3 serve.py\" (docs/networks.md); it is run here.",
            valueName: "command"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "What is right, by which networks are judged too: a task's name, data, an automaton or a definition.",
            valueName: "task-or-file"), completion: .subjects)
    var against: String?

    @OptionGroup var options: PageOptions

    @OptionGroup var limit: BudgetOption

    mutating func validate() throws {
        if names.isEmpty, !all, model == nil {
            throw ValidationError("No task was named; expected names, such as Binary_Addition, a file, --model or --all.")
        }
        if model != nil, all || !names.isEmpty {
            throw ValidationError("Both --model and names were given; expected one of them.")
        }
        if !names.isEmpty, all { throw ValidationError("Both names and --all were given; expected one of them.") }
    }

    func run() async throws {
        let pages = try await pages()
        guard options.output == nil || pages.count == 1 else {
            throw ValidationError("--output takes one page; expected one task, or --single-file instead.")
        }
        try await Report.checkPython()
        let experiments = try Installation().experiments
        let site = options.shared.siteFolder
        try await PageMaking(
            pages.map { page in
                PlannedPage(
                    name: page.name, experiment: experiments.appending(path: page.experiment), arguments: page.arguments,
                    settings: settings(page), place: { page.place(site: site) }, hidesCells: true)
            }, options
        ).run()
    }

    /// What is reported on, each once, in the order given.
    ///
    /// - Throws: `Refusal` where a name is no task's and no file's, or a file cannot be used: before anything is trained.
    private func pages() async throws -> [ReportPage] {
        let reading = ReportSubject.Reading(
            columns: columns.choice, allowsWrongRows: wrongRows, network: network.description)
        // Read before anything else, and refused where it says nothing.
        let reference: SubjectReference? = if let against { try await SubjectReference(against) } else { nil }
        if let model { return [try ReportPage(model: model, reading, against: reference)] }
        var seen: Set<String> = []
        let names = all ? Benchmark.tasks.map(\.name) : self.names.filter { seen.insert($0).inserted }
        var pages: [ReportPage] = []
        for name in names { pages.append(try await ReportPage(name, reading, against: reference)) }
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
private struct ReportPage: Sendable {
    let name: String
    /// The experiment that makes it, and what that is told.
    let experiment: String
    let arguments: [String]
    /// What the command was given, as the page repeats it.
    let words: String
    /// Nil of a task, and of a network that answers questions.
    let subject: ReportSubject?
    /// A network that answers questions; nil of anything else.
    var questions: QuestionSubject?

    init(_ name: String, _ reading: ReportSubject.Reading, against reference: SubjectReference?) async throws {
        guard Benchmark.task(named: name) == nil, SubjectFile.isOne(named: name) else {
            let task = try Benchmark.task([name])
            try Self.refuse(reference, of: name)
            self.init(
                name: task.name, experiment: "Report.swift", arguments: [task.name], words: task.name, subject: nil)
            return
        }
        let file = URL(filePath: name, directoryHint: .notDirectory)
        let read = try ReportSubject.read(file, reading)
        if let questions = QuestionSubject(read, file, reading) {
            try Self.refuse(reference, of: name)
            self.init(
                name: questions.name, experiment: "QuestionReport.swift",
                arguments: ReportSubject.arguments(file.standardizedFileURL.path, reading), words: questions.words, subject: nil
            )
            self.questions = questions
            return
        }
        let subject = try await ReportSubject(read, file, reading)
        if subject.network == nil { try Self.refuse(reference, of: name) }
        try self.init(subject, in: file.standardizedFileURL.path, reading, against: reference)
    }

    /// Of a model that a command serves, which runs where this command does.
    init(model command: String, _ reading: ReportSubject.Reading, against reference: SubjectReference?) throws {
        let folder = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        let subject = try ReportSubject(model: command, in: folder, reading: reading)
        // The experiment starts its own.
        subject.model?.end()
        try self.init(subject, in: folder.path, model: command, reading, against: reference)
    }

    private init(
        _ subject: ReportSubject, in place: String, model command: String? = nil, _ reading: ReportSubject.Reading,
        against reference: SubjectReference?
    ) throws {
        let isData = subject.network == nil && subject.model == nil
        // What cannot judge it is refused before minutes have been spent.
        let judged = subject.network?.task ?? subject.model?.task
        if let misfit = judged.flatMap({ reference?.misfit(of: $0) }) { throw Refusal(.badInput, "--against \(misfit)") }
        self.init(
            name: subject.name,
            experiment: isData
                ? "DataReport.swift"
                : subject.network?.isTransformer == true ? "TransformerReport.swift" : "NetworkReport.swift",
            arguments: ReportSubject.arguments(place, model: command, reading, against: reference?.place),
            words: subject.commandWords + (reference.map { " --against \(ShellWord($0.name))" } ?? ""), subject: subject)
    }

    /// Where its report goes, and why there where it is not the name alone.
    func place(site: URL) -> (path: String?, reason: String?) {
        guard let place = questions?.place(site: site) ?? subject.map({ SubjectPlace($0, site: site) }) else {
            return ("reports/\(name)", nil)
        }
        return (place.path, place.reason)
    }

    private init(name: String, experiment: String, arguments: [String], words: String, subject: ReportSubject?) {
        (self.name, self.experiment, self.arguments, self.words) = (name, experiment, arguments, words)
        self.subject = subject
    }

    private static func refuse(_ reference: SubjectReference?, of name: String) throws {
        guard reference != nil else { return }
        throw ValidationError(
            "--against judges networks, and \(name) is none: what is right of it is known; expected a .safetensors file or --model."
        )
    }
}
