import ArgumentParser
import Foundation
import Notebook

/// The options that every command which makes pages understands.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The seed of all randomness: the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Threads that may work at once; all cores unless said.", valueName: "count"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder that pages are written to.", valueName: "folder"))
    var site = "site"

    @Option(help: ArgumentHelp("Seconds until an experiment is stopped.", valueName: "seconds"))
    var timeLimit = 1800.0

    @Flag(help: "Use nothing that is kept from earlier runs.")
    var fresh = false

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs) will not do; expected a count of 1 or more.") }
        guard timeLimit.isFinite, timeLimit > 0, timeLimit <= 7 * 86_400 else {
            throw ValidationError("--time-limit \(timeLimit) will not do; expected seconds, above 0 and up to a week.")
        }
        guard !site.isEmpty else { throw ValidationError("--site is empty; expected a folder, such as --site site.") }
    }

    var siteFolder: URL { URL(filePath: site, directoryHint: .isDirectory).standardizedFileURL }

    /// What a run is told.
    ///
    /// - Parameter command: the command to be stated on the page.
    /// - Returns: seed, limits and the site, as the options say.
    func settings(command: String) -> RunSettings {
        var settings = RunSettings(site: siteFolder)
        settings.seed = seed
        settings.jobs = jobs
        settings.timeLimit = timeLimit
        settings.isFresh = fresh
        settings.command = command
        return settings
    }
}
