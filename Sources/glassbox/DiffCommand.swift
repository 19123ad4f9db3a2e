import ArgumentParser
import Foundation
import Notebook
import Pipeline
import Reports

/// `glassbox diff`: two reports or networks compared, and a page made by `experiments/Diff.swift`.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Compare two reports or networks: the shortest word on which they differ, and how many words of each length do.",
        discussion: """
            Each is the folder of a report, the name of a report of the site, or a network (.safetensors), for which the options say what \
            its file does not. Machines are compared at every length, networks on all words up to a length and on drawn ones; nothing in a \
            folder is trusted, and nothing of it is run. The page goes to <site>/diffs/<one>-<other>/. Status 1 if they differ in an answer, \
            a program, a verdict or the outcome of a claim; 2 if they cannot be compared.
            """)

    @Argument(help: ArgumentHelp("A report's folder or name, or a network.", valueName: "one"), completion: .file())
    var left: String

    @Argument(help: ArgumentHelp("Another one.", valueName: "other"), completion: .file())
    var right: String

    @Flag(inversion: .prefixedNo, help: "Write a page.")
    var page = true

    @OptionGroup var network: NetworkOptions

    @OptionGroup var options: PageOptions

    private struct Result: Encodable {
        /// Null where none was wanted.
        @NullIfAbsent var page: String?
        let comparison: ComparisonRecord
    }

    func run() async throws {
        let arguments = [left, right].map(Self.absolute) + ReportSubject.Reading(network: network.description).arguments
        let record = try await CompareTwo.record(
            of: CompareTwo.Question(
                arguments: arguments, site: options.shared.siteFolder.path, seed: options.shared.seed,
                jobs: options.shared.threads),
            seconds: options.timeLimit)
        if !options.shared.json { try Terminal.print(record.text(isBrief: options.shared.quiet)) }
        let page = page ? try await written(record, arguments) : nil
        if options.shared.json {
            try Terminal.print(try Terminal.json(Result(page: page?.path, comparison: record)))
        } else if let page, !options.shared.quiet {
            try Terminal.print("\n\(page.path)")
        }
        if !record.isAlike { throw ExitCode(Refusal.Status.somethingFails.rawValue) }
    }

    /// An experiment runs elsewhere; what is nowhere may be the name of a report.
    private static func absolute(_ place: String) -> String {
        FileManager.default.fileExists(atPath: place) ? URL(filePath: place).standardizedFileURL.path : place
    }

    /// The page.
    ///
    /// - Throws: `Refusal` where it could not be made.
    private func written(_ record: ComparisonRecord, _ arguments: [String]) async throws -> URL {
        let installation = try Installation()
        let report = ProgressReport(isQuiet: options.shared.quiet || options.shared.json)
        let names = record.names.map(Terminal.quoted).joined(separator: " ")
        var settings = options.settings(
            command: "glassbox diff \(names)\(network.description.options) --seed \(options.shared.seed)")
        settings.kicker = "Comparison"
        let outcome = try await runExperiment(
            at: installation.experiments.appending(path: "Diff.swift"), arguments: arguments,
            place: ComparisonPlace(record, site: options.shared.siteFolder).path, settings: settings,
            onProgress: { progress in
                // Its cells are hidden.
                if case .running = progress { return }
                report.take(progress)
            })
        report.finish(succeeded: outcome.failure == nil)
        if let failure = outcome.failure { throw Refusal(.badInput, "The page could not be made: \(failure)") }
        return outcome.page
    }
}
