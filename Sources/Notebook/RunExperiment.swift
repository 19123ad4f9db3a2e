import Foundation
import Render

/// What a run needs to know beside the experiment.
public struct RunSettings: Sendable {
    public var seed: UInt64 = 1
    /// Threads that may work at once; nil for all cores.
    public var jobs: Int?
    /// Seconds until the experiment is stopped.
    public var timeLimit: Double = 1800
    /// Time to train each network; nil for no limit.
    public var budget: TimeBudget?
    /// The top of the site.
    public var site: URL
    /// Compile and compute anew, whatever is kept from before.
    public var isFresh = false
    /// Also write the page as one file with everything inlined, and where to; nil for beside the page.
    public var wantsSingleFile = false
    public var output: URL?
    /// What the front page tells of reports.
    let reports: ReportSection
    /// Modules of the library that every experiment sees, imported or not.
    let modules: [String]
    /// What kind of page it is, above the title.
    public var kicker = "Experiment"
    /// The version of Glassbox, with the commit where the command knows it.
    public var version = Installation.version
    /// The command as it was given, stated on the page so that a reader can repeat it.
    public var command = ""

    package init(site: URL, reports: ReportSection, modules: [String]) {
        self.site = site
        self.reports = reports
        self.modules = modules
    }
}

/// What became of a run.
public struct RunOutcome: Sendable {
    /// The page that was written; of a failed run, the partial page beside the intact one.
    public let page: URL
    public let title: String
    public let conclusions: [Conclusion]
    /// Why the experiment did not reach its end, in one sentence; nil if it did.
    public let failure: String?

    /// Where the partial page of a run that failed is, beside the intact one of which the folder is given.
    package static func place(ofFailed page: String) -> String { page + PageSummary.failedSuffix }

    public var status: Refusal.Status {
        if failure != nil { return .badInput }
        return conclusions.allSatisfy(\.holds) ? .allHolds : .somethingFails
    }
}

/// What a run is doing, for whoever waits.
public enum RunProgress: Sendable, Equatable {
    case building
    case running(cell: Int, of: Int)
    case progress(String, fraction: Double?)
    case weaving
}

/// Runs an experiment and publishes its page: parse, build, run in a child process, weave, put in place.
///
/// - Parameters:
///   - url: the experiment's file.
///   - arguments: what the experiment finds in `Experiment.arguments`.
///   - environment: variables for the child, over the inherited ones.
///   - place: where in the site the page's folder shall be; nil for `experiments/<name>`.
///   - settings: seed, limits and the site.
///   - onProgress: called from any thread while the run goes on.
/// - Returns: where the page is and what was found. An experiment that failed is an outcome, not an error.
/// - Throws: `Refusal` if there is nothing to show: a file that is no experiment, a machine that lacks something, a full
///   disk. What was at the destination before is then untouched.
public func runExperiment(
    at url: URL, arguments: [String] = [], environment: [String: String] = [:], place: String? = nil,
    settings: RunSettings, onProgress: @escaping @Sendable (RunProgress) -> Void = { _ in }
) async throws -> RunOutcome {
    let installation = try Installation()
    let experiment = try ExperimentFile(url)
    let theme = try installation.loadTheme()
    try requireFont()
    let highlighted = try await highlightedCode(PageWeaver.snippets(in: experiment.document))
    onProgress(.building)
    let executable = try await compiled(experiment, installation, settings)
    let folder = try StagedFolder(
        for: place ?? "experiments/\(FileName.safe(experiment.name))", beneath: settings.site)
    defer { folder.discard() }
    let result: ExperimentRun.Result
    switch executable {
    case .success(let compiled):
        let run = ExperimentRun(
            compiled: compiled, experiment: experiment, arguments: arguments,
            environment: environment.merging(settings.variables(of: experiment, output: folder.staging)) { _, ours in ours },
            journal: folder.journal, timeLimit: settings.timeLimit)
        let cells = experiment.document.cells.count
        result = try await run.run { event in RunProgress(event, cells: cells).map(onProgress) }
    case .failure(let failure):
        result = ExperimentRun.Result(events: [], failure: failure.failure(in: experiment))
    }
    if let failure = result.failure, failure.isMachine { throw Refusal(.badInput, failure.reason) }
    onProgress(.weaving)
    let run = KeptRun(
        document: experiment.document, source: experiment.source, events: result.events, failure: result.failure,
        kicker: settings.kicker, facts: try await settings.facts(of: experiment))
    let shown = try await highlightedCode(run.weaver.shownSnippets)
    let page = try Page(
        run, highlighted: highlighted.merging(shown) { old, _ in old }, files: try Page.files(in: folder.opened), theme: theme)
    let place = try await publish(page, of: run, in: folder, theme: theme, settings: settings)
    return RunOutcome(
        page: place, title: page.summary.title, conclusions: page.summary.conclusions,
        failure: result.failure?.sentence(in: experiment))
}

private func compiled(
    _ experiment: ExperimentFile, _ installation: Installation, _ settings: RunSettings
) async throws -> Result<CompiledExperiment, CompilationFailure> {
    do {
        let builder = ExperimentBuilder(installation: installation, modules: settings.modules)
        return .success(try await builder.build(experiment, isFresh: settings.isFresh))
    } catch let failure as CompilationFailure {
        return .failure(failure)
    }
}

/// Without a font Cairo would draw boxes for letters, and report success.
private func requireFont() throws {
    do {
        try Typeface.check()
    } catch {
        throw Refusal(.machineLacksSomething, "Figures cannot be drawn because there is \(error)")
    }
}

/// Colours code, or says what the machine lacks for it.
func highlightedCode(_ snippets: [Snippet]) async throws -> [Snippet: SafeHTML] {
    do {
        return try await Highlighter().highlight(snippets)
    } catch let error as Highlighter.MissingDependency {
        throw Refusal(.machineLacksSomething, error.description)
    }
}

/// Puts the page in place, or, of a failed run, beside the intact one; and brings the rest of the site up to date.
///
/// - Returns: where the page is, or the single file of it that was asked for.
private func publish(
    _ page: Page, of run: KeptRun, in folder: StagedFolder, theme: Theme, settings: RunSettings
) async throws -> URL {
    try folder.write(Data(page.html.utf8), to: Page.fileName)
    try folder.write(page.summary.publishedJSON, to: PageSummary.fileName)
    try folder.write(SecondsFile(run.events).script, to: SecondsFile.name)
    try run.write(to: folder)
    let single = settings.wantsSingleFile ? SingleFile(folder: try folder.opened, theme: theme).html(page.html) : nil
    let name = single == nil ? Page.fileName : SingleFile.name(of: folder.destination)
    if let single { try folder.write(Data(single.utf8), to: name) }
    let partial = folder.destination.deletingLastPathComponent().appending(
        path: folder.destination.lastPathComponent + PageSummary.failedSuffix, directoryHint: .isDirectory)
    let hasFailed = run.failure != nil
    try writeAssets(theme, hasMath: page.hasMath, site: settings.site)
    try folder.publish(to: hasFailed ? partial : nil)
    if !hasFailed { try? FileManager.default.removeItem(at: partial) }
    try await SiteIndex(site: settings.site, reports: settings.reports).write(theme: theme)
    if !hasFailed, let output = settings.output, let single {
        try AtomicFile.write(Data(single.utf8), to: output, option: "--output")
        return output
    }
    return (hasFailed ? partial : folder.destination).appending(path: name)
}

extension Installation {
    /// The theme of this copy.
    ///
    /// - Throws: `Refusal` naming the file that is missing or broken.
    public func loadTheme() throws -> Theme {
        do {
            return try Theme(folder: theme)
        } catch let error as Theme.Failure {
            throw Refusal(.machineLacksSomething, error.description)
        }
    }
}

extension RunSettings {
    fileprivate func variables(of experiment: ExperimentFile, output: URL) -> [String: String] {
        [
            Recorder.Variable.output: output.path,
            Recorder.Variable.seed: String(seed),
            Recorder.Variable.jobs: jobs.map(String.init) ?? "",
            Recorder.Variable.budget: budget?.description ?? "",
            Recorder.Variable.fresh: isFresh ? "1" : "",
            Recorder.Variable.site: site.path,
            Recorder.Variable.version: version,
            Recorder.Variable.experiment: experiment.name,
        ]
    }

    /// What the foot of the page states: enough to run it again, and nothing that differs from one run to the next.
    fileprivate func facts(of experiment: ExperimentFile) async throws -> [KeptRun.Fact] {
        let source = "\(experiment.url.lastPathComponent), SHA-256 \(experiment.fingerprint)"
        let versions = "Glassbox \(version), Swift \(try await SwiftCompiler.version())"
        return [
            KeptRun.Fact(label: "Command", value: command), .init(label: "Seed", value: String(seed)),
            .init(label: "Source", value: source), .init(label: "Versions", value: versions),
        ].filter { !$0.value.isEmpty }
    }
}

extension RunProgress {
    fileprivate init?(_ event: Journal.Event, cells: Int) {
        switch event {
        case .began(let cell): self = .running(cell: cell, of: cells)
        case .progressed(let text, let fraction): self = .progress(text, fraction: fraction)
        default: return nil
        }
    }
}

extension ExperimentRun.Failure {
    fileprivate func sentence(in experiment: ExperimentFile) -> String {
        if let compilerMessages {
            return "\(experiment.url.path) does not compile; mend the lines named here and run it again:\n\(compilerMessages)"
        }
        let first = experiment.document.cells.first { $0.number == cell }?.lines.lowerBound
        let place = line.map { ":\($0)" } ?? first.map { ": in the cell that begins at line \($0)" } ?? ""
        return "\(experiment.url.path)\(place): \(reason)"
    }
}
