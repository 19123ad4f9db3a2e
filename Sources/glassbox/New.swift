import ArgumentParser
import Foundation
import Notebook

/// `glassbox new`: the start of an experiment.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start an experiment: writes experiments/<name>.swift.")

    @Argument(help: "What the experiment is called, such as CountingNetworks.")
    var name: String

    @Option(help: ArgumentHelp("The folder that the file is written to.", valueName: "folder"), completion: .directory)
    var folder = "experiments"

    func run() throws {
        let file = try Scaffold.write(name, in: URL(filePath: folder, directoryHint: .isDirectory))
        Swift.print(file.path)
        Terminal.say("Run it with: glassbox run \(Terminal.quoted(folder + "/" + file.lastPathComponent))")
    }
}
