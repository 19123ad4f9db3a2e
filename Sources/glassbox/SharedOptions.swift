import ArgumentParser
import Determinism
import Foundation

/// The options that every command with results understands.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Threads that may work at once; all cores unless said.", valueName: "count"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder of the site.", valueName: "folder"), completion: .directory)
    var site = "site"

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs) will not do; expected a count of 1 or more.") }
        guard !site.isEmpty else { throw ValidationError("--site is empty; expected a folder, such as --site site.") }
    }

    var siteFolder: URL { URL(filePath: site, directoryHint: .isDirectory).standardizedFileURL }
    /// How many threads may work at once.
    var threads: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }
}

/// The options that every command which makes something understands.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The seed of all randomness: the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64 = 1

    @Flag(help: "Use nothing that is kept from earlier runs.")
    var fresh = false

    @OptionGroup var results: OutputOptions

    var jobs: Int? { results.jobs }
    var threads: Int { results.threads }
    var quiet: Bool { results.quiet }
    var json: Bool { results.json }
    var siteFolder: URL { results.siteFolder }
}
