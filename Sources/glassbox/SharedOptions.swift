import ArgumentParser
import Foundation
import Notebook

/// The options that every command which makes something understands.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The seed of all randomness: the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Threads that may work at once; all cores unless said.", valueName: "count"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder that results are written to.", valueName: "folder"))
    var site = "site"

    @Flag(help: "Use nothing that is kept from earlier runs.")
    var fresh = false

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs) will not do; expected a count of 1 or more.") }
        guard !site.isEmpty else { throw ValidationError("--site is empty; expected a folder, such as --site site.") }
    }

    var siteFolder: URL { URL(filePath: site, directoryHint: .isDirectory).standardizedFileURL }
}
