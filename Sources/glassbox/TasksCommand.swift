import ArgumentParser
import Notebook
import Pipeline
import Reports

/// `glassbox tasks`: what can be reported on.
struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "List the tasks of the benchmark.")

    @Flag(help: "Print the list as JSON.")
    var json = false

    private struct Entry: Encodable {
        let task: String
        let summary: String
        let inputs: InputRanges
        let inputWidth: Int
        let outputWidth: Int
        let length: Int

        init(_ task: SequenceTask) {
            self.task = task.name
            summary = task.summary
            inputs = InputRanges(task.inputs.alphabet)
            inputWidth = task.inputWidth
            outputWidth = task.outputWidth
            length = task.length
        }
    }

    func run() throws {
        if json {
            Swift.print(try Terminal.json(Benchmark.tasks.map(Entry.init)))
            return
        }
        let width = Benchmark.tasks.map(\.name.count).max() ?? 0
        for task in Benchmark.tasks {
            let padding = String(repeating: " ", count: width - task.name.count + 2)
            Swift.print(task.name + padding + task.summary)
        }
    }
}
