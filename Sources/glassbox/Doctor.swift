import ArgumentParser
import Foundation
import Notebook
import Reports

/// `glassbox doctor`: what is missing, and what mends it.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what the machine lacks, and the command that installs it.",
        discussion: "Exit status: 0 if nothing is missing, 3 if something is.")

    @OptionGroup var options: OutputOptions

    func run() async throws {
        let checks = await ComputerCheck.all(site: options.siteFolder)
        let isFine = checks.allSatisfy(\.isFine)
        if options.json {
            Swift.print(try Terminal.json(checks))
        } else if !options.quiet || !isFine {
            for check in checks where !options.quiet || !check.isFine {
                let mend = check.mend.map { "; mend it with: \($0)" } ?? ""
                let name = check.name.padding(toLength: 16, withPad: " ", startingAt: 0)
                Swift.print("\(check.isFine ? "fine   " : "MISSING")  \(name)\(check.found)\(mend)")
            }
        }
        if !isFine { throw ExitCode(Refusal.Status.machineLacksSomething.rawValue) }
    }
}
