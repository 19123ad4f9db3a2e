import Pipeline

/// What a task's sequences are made of: all that is needed to run a network on more of them.
struct TaskShape: Codable, Sendable, Equatable {
    /// The least and the greatest value of an input.
    let inputs: [Int]
    let inputWidth: Int
    let outputWidth: Int
    /// Positions in the sequences that networks are trained on.
    let length: Int

    init(_ task: SequenceTask) {
        inputs = [task.inputs.alphabet.ranges[0].lowerBound, task.inputs.alphabet.ranges[0].upperBound]
        inputWidth = task.inputWidth
        outputWidth = task.outputWidth
        length = task.length
    }

    /// A task of this shape that says nothing of outputs, to draw input sequences from; nil where there can be no such task, or
    /// its sequences would be too long to be run.
    func task(named name: String, summary: String) -> SequenceTask? {
        let most = 1024
        guard inputs.count == 2, inputs[0] <= inputs[1], inputs.allSatisfy({ $0.magnitude <= 1 << 32 }),
            [inputWidth, outputWidth, length].allSatisfy({ (1...most).contains($0) }),
            length * max(inputWidth, outputWidth) <= most
        else { return nil }
        return SequenceTask(
            name: name, summary: summary, inputRange: inputs[0]..<inputs[1] + 1, inputWidth: inputWidth,
            outputWidth: outputWidth,
            length: length
        ) { _, _ in }
    }
}
