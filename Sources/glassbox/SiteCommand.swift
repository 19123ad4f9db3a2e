import ArgumentParser
import Foundation
import Notebook

/// `glassbox site`: every page anew, from what its run left.
struct SiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Weave all pages of a site again, and its front page, without running anything.",
        discussion: "For a changed theme, or pages that were moved or removed. What was found and made stays as it is.")

    @OptionGroup var options: OutputOptions

    private struct Result: Encodable {
        let page: String
        let woven: Int
        let skipped: [String]
    }

    func run() async throws {
        let outcome = try await weaveSite(options.siteFolder, jobs: options.threads)
        if options.json {
            try Terminal.print(
                try Terminal.json(
                    Result(page: outcome.page.path, woven: outcome.woven, skipped: outcome.skipped), isCompact: true))
            return
        }
        for sentence in outcome.skipped { Terminal.say("not woven: \(sentence)") }
        guard !options.quiet else { return }
        Terminal.say("\(Terminal.count(outcome.woven, "page")) woven")
        try Terminal.print(outcome.page.path)
    }
}
