import ArgumentParser
import Foundation
import Notebook

/// What `make dist` runs in what will be packed: the experiments that ship are compiled, so that they run where there is no Swift.
struct CompileShipped: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "compile-shipped", shouldDisplay: false)

    func run() async throws {
        let builder = ExperimentBuilder(installation: try Installation(), modules: SharedOptions.modules)
        let count = try await builder.compileShipped()
        Terminal.say("\(Terminal.count(count, "experiment")) compiled")
    }
}
