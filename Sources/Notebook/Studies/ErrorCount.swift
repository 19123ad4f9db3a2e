import Pipeline

/// How many sequences a network answers wrongly at some position.
///
/// - Parameters:
///   - network: what is tried.
///   - inputs: on what.
///   - task: whose outputs are the right ones.
/// - Returns: the number of such sequences.
public func errorCount(of network: RecurrentNetwork, on inputs: Sequences, of task: SequenceTask) -> Int {
    let expected = task.outputs(for: inputs).values
    let width = inputs.length * task.outputWidth
    var row = 0
    var errors = 0
    network.forEachBlock(of: inputs) { run in
        let answers = run.answers
        for index in 0..<run.count {
            let right = expected[(row + index) * width..<(row + index + 1) * width]
            if !right.elementsEqual(answers[index * width..<(index + 1) * width]) { errors += 1 }
        }
        row += run.count
    }
    return errors
}
