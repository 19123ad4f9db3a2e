import ArgumentParser
import Notebook
@main struct Glassbox: AsyncParsableCommand {
    func run() async throws {}
}
