import Pipeline

/// What a task's sequences are made of: all that is needed to run a network on more of them.
struct TaskShape: Codable, Sendable, Equatable {
    let inputs: InputRanges
    let inputWidth: Int
    let outputWidth: Int
    /// Positions in the sequences that networks are trained on.
    let length: Int

    /// Letters with names are one-hot: more numbers for each.
    private static let mostNamed = 64 * 64

    init(_ task: SequenceTask) {
        inputs = InputRanges(task.inputs.alphabet)
        inputWidth = task.inputWidth
        outputWidth = task.outputWidth
        length = task.length
    }

    /// A task of this shape that says nothing of outputs, to draw input sequences from, of these symbols where there are some; nil where
    /// there can be no such task, or its sequences would be too long to be run.
    func task(named name: String, summary: String, symbols: SymbolCode? = nil) -> SequenceTask? {
        let most = 1024
        guard [inputWidth, outputWidth, length].allSatisfy({ (1...most).contains($0) }),
            length * max(inputWidth, outputWidth) <= (symbols == nil ? most : Self.mostNamed),
            let ranges = inputs.ranges(width: inputWidth, most: 1 << 32)
        else { return nil }
        let alphabet = symbols?.alphabet ?? Alphabet(ranges)
        guard InputRanges(alphabet) == inputs, symbols.map({ $0.answerWidth == outputWidth }) ?? true else { return nil }
        return SequenceTask(
            name: name, summary: summary,
            inputs: InputSpace(alphabet, length: length, featureNames: symbols?.featureNames),
            reference: FunctionReference(outputWidth: outputWidth) { _, _ in }, symbols: symbols)
    }
}
