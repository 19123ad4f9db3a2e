import Foundation
import Notebook
import Reports

/// An experiment that is run again and again, and what its last run left.
struct WatchSession {
    let experiment: ExperimentFile
    let arguments: [String]
    /// The folder of its page in the site.
    let page: String
    var settings: RunSettings
    private var last: RunOutcome?

    init(experiment: ExperimentFile, arguments: [String], page: String, settings: RunSettings) {
        (self.experiment, self.arguments, self.page, self.settings) = (experiment, arguments, page, settings)
    }

    /// The folder in the site where the last run left a page, whole or partial; nil before there is one.
    var place: String? { last.map { $0.failure == nil ? page : RunOutcome.place(ofFailed: page) } }

    /// Runs the experiment; or only weaves its page again, where nothing but the theme has changed and that can be done.
    ///
    /// - Returns: what became of the last run, and whether that is this one.
    /// - Throws: `Refusal`, as `runExperiment` does.
    mutating func follow(_ change: FileChanges.Change) async throws -> (outcome: RunOutcome, hasRun: Bool) {
        // A single file that lies elsewhere is written by a run only.
        if change == .folder, let last, let place, settings.output == nil,
            try await weaveAgain(place, of: settings.site, reports: .distilled)
        {
            return (last, false)
        }
        let outcome = try await runExperiment(at: experiment.url, arguments: arguments, settings: settings)
        settings.isFresh = false
        last = outcome
        return (outcome, true)
    }
}
