import ArgumentParser
import Recordings

/// Which columns of a CSV file are read, and which are answered.
struct ColumnOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The columns of a CSV file that are read, with commas between.", valueName: "columns"))
    var inputs: String?

    @Option(help: ArgumentHelp("The columns of a CSV file that are answered, with commas between.", valueName: "columns"))
    var outputs: String?

    var choice: ColumnChoice { ColumnChoice(inputs: Self.names(inputs), outputs: Self.names(outputs)) }

    private static func names(_ list: String?) -> [String]? {
        list?.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingPrefix(" ").description }
    }
}
