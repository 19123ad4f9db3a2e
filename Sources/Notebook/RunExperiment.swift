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
    /// What kind of page it is, above the title.
    public var kicker = "Experiment"
    /// The command as it was given, stated on the page so that a reader can repeat it.
    public var command = ""

    public init(site: URL) {
        self.site = site
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
///   - destination: the folder of the page; nil for `<site>/experiments/<name>`.
///   - settings: seed, limits and the site.
///   - onProgress: called from any thread while the run goes on.
/// - Returns: where the page is and what was found. An experiment that failed is an outcome, not an error.
/// - Throws: `Refusal` if there is nothing to show: a file that is no experiment, a machine that lacks something, a full
///   disk. What was at the destination before is then untouched.
public func runExperiment(
    at url: URL, arguments: [String] = [], environment: [String: String] = [:], destination: URL? = nil,
    settings: RunSettings, onProgress: @escaping @Sendable (RunProgress) -> Void = { _ in }
) async throws -> RunOutcome {
    let installation = try Installation()
    let experiment = try ExperimentFile(url)
    let theme = try installation.loadTheme()
    try requireFont()
    let highlighted = try await highlight(PageWeaver.snippets(in: experiment.document))
    onProgress(.building)
    let builder = ExperimentBuilder(installation: installation)
    let executable = try await builder.build(experiment, isFresh: settings.isFresh)
    let destination = destination ?? settings.site.appending(path: "experiments/\(FileName.safe(experiment.name))")
    let folder = try StagedFolder(for: destination)
    defer { folder.discard() }
    let run = ExperimentRun(
        executable: executable, experiment: experiment, arguments: arguments,
        environment: environment.merging(settings.variables(output: folder.staging)) { _, ours in ours },
        journal: folder.journal, timeLimit: settings.timeLimit)
    let cells = experiment.document.cells.count
    let result = try await run.run { event in RunProgress(event, cells: cells).map(onProgress) }
    if let failure = result.failure, failure.isMachine { throw Refusal(.badInput, failure.reason) }
    onProgress(.weaving)
    let weaver = PageWeaver(document: experiment.document, events: result.events, failure: result.failure)
    let content = weaver.content(
        highlighted: highlighted.merging(try await highlight(weaver.shownSnippets)) { old, _ in old },
        kicker: settings.kicker, facts: try await settings.facts(of: experiment), files: folder.publishedFiles)
    let summary = PageSummary(weaver, content)
    try folder.write(Data(theme.render("page", content).utf8), to: "index.html")
    try folder.write(summary.publishedJSON, to: PageSummary.fileName)
    let page = try publish(folder, hasFailed: result.failure != nil, theme: theme, site: settings.site)
    return RunOutcome(
        page: page, title: summary.title, conclusions: summary.conclusions, failure: result.failure?.sentence(in: experiment))
}

/// Without a font Cairo would draw boxes for letters, and report success.
private func requireFont() throws {
    do {
        try Typeface.check()
    } catch {
        throw Refusal(.machineLacksSomething, "Figures cannot be drawn because there is \(error)")
    }
}

private func highlight(_ snippets: [Snippet]) async throws -> [Snippet: SafeHTML] {
    do {
        return try await Highlighter().highlight(snippets)
    } catch let error as Highlighter.Failure {
        throw Refusal(error.isMissingDependency ? .machineLacksSomething : .badInput, error.description)
    }
}

/// Puts the page in place, or, of a failed run, beside the intact one; and brings the rest of the site up to date.
private func publish(_ folder: StagedFolder, hasFailed: Bool, theme: Theme, site: URL) throws -> URL {
    let partial = folder.destination.deletingLastPathComponent().appending(
        path: folder.destination.lastPathComponent + PageSummary.failedSuffix, directoryHint: .isDirectory)
    for (name, data) in theme.assets.sorted(by: { $0.key < $1.key }) {
        try AtomicFile.write(data, to: site.appending(path: "assets/\(name)"))
    }
    try folder.publish(to: hasFailed ? partial : nil)
    if !hasFailed { try? FileManager.default.removeItem(at: partial) }
    try SiteIndex(site: site).write(theme: theme)
    return (hasFailed ? partial : folder.destination).appending(path: "index.html")
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
    fileprivate func variables(output: URL) -> [String: String] {
        [
            Recorder.Variable.output: output.path,
            Recorder.Variable.seed: String(seed),
            Recorder.Variable.jobs: jobs.map(String.init) ?? "",
            Recorder.Variable.budget: budget?.description ?? "",
            Recorder.Variable.fresh: isFresh ? "1" : "",
            Recorder.Variable.site: site.path,
        ]
    }

    /// What the foot of the page states: enough to run it again, and nothing that differs from one run to the next.
    fileprivate func facts(of experiment: ExperimentFile) async throws -> [(String, String)] {
        [
            ("Command", command),
            ("Seed", String(seed)),
            ("Source", "\(experiment.url.lastPathComponent), SHA-256 \(Fingerprint(experiment.source).description)"),
            ("Versions", "Glassbox \(Installation.version), Swift \(try await ExperimentBuilder.compilerVersion())"),
        ].filter { !$0.1.isEmpty }
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
        let first = experiment.document.cells.first { $0.number == cell }?.lines.lowerBound
        let place = line.map { ":\($0)" } ?? first.map { ": in the cell that begins at line \($0)" } ?? ""
        return "\(experiment.url.path)\(place): \(reason)"
    }
}
