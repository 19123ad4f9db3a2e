import ArgumentParser
import Foundation
import Notebook
import Reports

/// `glassbox site`: every page anew, from what its run left.
struct SiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Weave all pages of a site again, and its front page, without running anything.",
        discussion: """
            For a changed theme, or pages that were moved or removed. What was found and made stays as it is. Anyone may have made \
            the site: pages are woven in processes of their own, and no link in it is followed. Status 2 if a page could not be \
            woven; the others are.
            """)

    @OptionGroup var options: OutputOptions

    private struct Result: Encodable {
        let page: String
        let woven: Int
        let skipped: [String]
    }

    func run() async throws {
        let outcome = try await weaveSite(options.siteFolder, reports: .distilled, jobs: options.threads, by: WeavePages.woven)
        try tell(outcome)
        if !outcome.skipped.isEmpty { throw ExitCode(Refusal.Status.badInput.rawValue) }
    }

    private func tell(_ outcome: SiteOutcome) throws {
        if options.json {
            let result = Result(page: outcome.page.path, woven: outcome.woven, skipped: outcome.skipped)
            return try Terminal.print(try Terminal.json(result, isCompact: true))
        }
        for sentence in outcome.skipped { Terminal.complain("not woven: \(sentence)") }
        guard !options.quiet else { return }
        Terminal.say("\(Terminal.count(outcome.woven, "page")) woven")
        try Terminal.print(outcome.page.path)
    }
}
