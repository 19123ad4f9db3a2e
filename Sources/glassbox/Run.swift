import ArgumentParser
import Foundation
import Notebook

/// `glassbox run`: one page for each experiment.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run experiments and write their pages.",
        discussion: """
            A page that was there before is replaced only by one that is whole. Of several experiments as many run at a time as \
            there are threads.
            """)

    @Argument(
        help: ArgumentHelp("Experiments: Swift files in playground markup.", valueName: "experiment"),
        completion: .file(extensions: ["swift"]))
    var files: [String]

    @Argument(parsing: .postTerminator, help: "What each experiment finds in Experiment.arguments.")
    var arguments: [String] = []

    @OptionGroup var options: PageOptions

    mutating func validate() throws {
        guard options.output == nil || files.count == 1 else {
            throw ValidationError("--output takes one page; expected one experiment, or --single-file instead.")
        }
    }

    func run() async throws {
        var seen: Set<String> = []
        try await PageMaking(
            files.filter { seen.insert($0).inserted }.map { file in
                PlannedPage(
                    name: URL(filePath: file).deletingPathExtension().lastPathComponent, experiment: URL(filePath: file),
                    arguments: arguments, settings: options.settings(command: Self.command(file, arguments, options.shared)),
                    place: { (nil, nil) })
            }, options
        ).run()
    }

    /// The command as a reader would repeat it; where the site lies is nobody else's business.
    static func command(_ file: String, _ arguments: [String], _ options: SharedOptions) -> String {
        var words = ["glassbox", "run", file]
        if options.seed != 1 { words += ["--seed", String(options.seed)] }
        if !arguments.isEmpty { words += ["--"] + arguments }
        return words.map(Terminal.quoted).joined(separator: " ")
    }
}
