import ArgumentParser
import Notebook

/// `--budget`, of the commands that train networks.
struct BudgetOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Time to train each network, such as 90s, 2m or 1h; no limit unless said.", valueName: "time"),
        transform: Self.read)
    var budget: TimeBudget?

    @Sendable static func read(_ text: String) throws -> TimeBudget {
        guard let budget = TimeBudget(text) else {
            throw ValidationError(
                "--budget \(Terminal.quoted(text)) will not do; expected a time above 0 and up to a week, such as 90s, 2m or 1h."
            )
        }
        return budget
    }

    /// The option as it is repeated in a command, with a space before it; empty where it was not given.
    var words: String { budget.map { " --budget \($0)" } ?? "" }
}
