import ArgumentParser
import Pipeline

/// What is said of a network beside its file, as `docs/networks.md` has it.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The cell of a network with one gate: tanh or relu; gru and lstm are told by their shapes.", valueName: "cell"))
    var cell: NetworkDescription.Cell?

    @Option(
        help: ArgumentHelp(
            "Where a GRU resets: after the product with the state (PyTorch), or before it (ONNX).", valueName: "place"))
    var reset: NetworkDescription.Reset?

    @Option(
        help: ArgumentHelp(
            "What a network's letters are called, by number: characters, or names with commas between.", valueName: "names"))
    var letters: String?

    @Option(
        help: ArgumentHelp(
            "The integers that a network reads as they are: the range of each stream, such as 0..9,0..1.", valueName: "ranges"))
    var numbers: String?

    @Option(help: ArgumentHelp("The number of a letter that is read before every word.", valueName: "number"))
    var start: Int?

    @Option(help: ArgumentHelp("How a network's scores become answers: argmax, round or sign.", valueName: "decision"))
    var decision: NetworkDescription.Choice?

    @Option(help: ArgumentHelp("What the classes of argmax are called, with commas between.", valueName: "names"))
    var answers: String?

    @Option(
        help: ArgumentHelp(
            "What is between a head's layers: relu, tanh, sigmoid or none; in a transformer's blocks gelu_new, gelu or relu.",
            valueName: "function"))
    var activation: StackedNetwork.Head.Activation?

    @Option(help: ArgumentHelp("How many heads a transformer has.", valueName: "number"))
    var heads: Int?

    @Option(help: ArgumentHelp("What a transformer's layer normalisations add to the variance.", valueName: "number"))
    var epsilon: Double?

    @Option(help: ArgumentHelp("The tokens of a transformer's letters, with commas between.", valueName: "numbers"))
    var tokens: String?

    @Option(
        help: ArgumentHelp("Which rows of a transformer's head are scores, in the order of the answers.", valueName: "numbers"))
    var columns: String?

    @Option(help: ArgumentHelp("The place of a transformer's first token.", valueName: "place"))
    var offset: Int?

    @Option(
        help: ArgumentHelp("Which words a transformer is asked about: all, or permitted by itself.", valueName: "words"))
    var words: NetworkDescription.Words?

    @Option(
        help: ArgumentHelp(
            "Of a transformer that answers questions: the token between question and answer.", valueName: "number"))
    var separator: Int?

    @Option(help: ArgumentHelp("The token that ends an answer; without it answers are one letter.", valueName: "number"))
    var end: Int?

    @Option(
        help: ArgumentHelp(
            "Which questions are meant: all, distinct, distinct-pairs, increasing, or a pattern; all given hold.",
            valueName: "condition"))
    var questions: [String] = []

    @Option(help: ArgumentHelp("The length of the words that a network was trained on.", valueName: "letters"))
    var length: Int?

    @Option(help: ArgumentHelp("What a network is called; its file's name unless said.", valueName: "name"))
    var title: String?

    mutating func validate() throws {
        if numbers != nil, ranges == nil {
            throw ValidationError("--numbers is “\(numbers ?? "")”; expected a range for each stream, such as 0..9,0..1.")
        }
        for (name, list) in [("tokens", tokens), ("columns", columns)] where list != nil && Self.integers(list) == nil {
            throw ValidationError("--\(name) is “\(list ?? "")”; expected numbers with commas between, such as 0,1,4.")
        }
    }

    var description: NetworkDescription {
        var description = NetworkDescription()
        (description.cell, description.reset, description.start) = (cell, reset, start)
        (description.decision, description.activation) = (decision, activation)
        (description.heads, description.epsilon, description.offset) = (heads, epsilon, offset)
        (description.tokens, description.columns) = (Self.integers(tokens), Self.integers(columns))
        (description.words, description.length, description.name) = (words, length, title)
        (description.separator, description.end) = (separator, end)
        description.questions = questions.isEmpty ? nil : questions
        description.letters = letters.map { $0.contains(",") ? Self.names($0) : $0.map(String.init) }
        description.answers = answers.map(Self.names)
        description.numbers = ranges
        return description
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingPrefix(" ").description }
    }

    /// Nil where one is no integer, or none are there.
    private static func integers(_ list: String?) -> [Int]? {
        let numbers = list.map { names($0).map { Int($0) } }
        return numbers.flatMap { $0.contains(nil) ? nil : $0.compactMap(\.self) }
    }

    /// Nil where one is no range.
    private var ranges: [[Int]]? {
        guard let numbers else { return nil }
        let ranges = Self.names(numbers).map { $0.split(separator: "..", omittingEmptySubsequences: false).map { Int($0) } }
        return ranges.allSatisfy { $0.count == 2 && !$0.contains(nil) } ? ranges.map { $0.compactMap(\.self) } : nil
    }
}

extension NetworkDescription.Cell: ExpressibleByArgument {}
extension NetworkDescription.Reset: ExpressibleByArgument {}
extension NetworkDescription.Choice: ExpressibleByArgument {}
extension NetworkDescription.Words: ExpressibleByArgument {}
extension StackedNetwork.Head.Activation: ExpressibleByArgument {}
