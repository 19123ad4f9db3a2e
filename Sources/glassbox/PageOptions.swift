import ArgumentParser
import Foundation
import Notebook
import Reports

/// The options of commands that run an experiment and write its page.
struct PageOptions: ParsableArguments {
    @OptionGroup var shared: SharedOptions

    @Option(help: ArgumentHelp("Seconds until an experiment is stopped.", valueName: "seconds"))
    var timeLimit = 1800.0

    @Flag(help: "Also write the page as one file with everything in it, for e-mail: <name>.html beside index.html.")
    var singleFile = false

    @Option(
        help: ArgumentHelp("Where the single file goes; --single-file is then understood.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var output: String?

    mutating func validate() throws {
        guard output?.isEmpty != true else {
            throw ValidationError("--output is empty; expected a file, such as --output page.html.")
        }
        guard timeLimit.isFinite, timeLimit > 0, timeLimit <= 7 * 86_400 else {
            throw ValidationError("--time-limit \(timeLimit) will not do; expected seconds, above 0 and up to a week.")
        }
    }

    /// What a run is told.
    ///
    /// - Parameter command: the command to be stated on the page.
    /// - Returns: seed, limits and the site, as the options say.
    func settings(command: String) -> RunSettings {
        var settings = shared.settings(command: command)
        settings.timeLimit = timeLimit
        settings.wantsSingleFile = singleFile || output != nil
        settings.output = output.map { URL(filePath: $0) }
        return settings
    }
}

extension SharedOptions {
    /// What every experiment sees.
    static let modules = ["Reports", "Studies"]

    /// What a run is told, with a limit of its own.
    func settings(command: String) -> RunSettings {
        var settings = RunSettings(site: siteFolder, reports: .distilled, modules: Self.modules)
        settings.seed = seed
        settings.jobs = jobs
        settings.isFresh = fresh
        settings.command = command
        settings.version = StatedVersion.text
        return settings
    }
}
