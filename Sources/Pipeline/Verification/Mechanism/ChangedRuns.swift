/// What network and program do on the same continuation once both are changed: the network's hidden state, and the program's memory.
struct ChangedRuns {
    /// A change of both after one prefix.
    struct Change {
        /// The network's state once it is changed.
        let hidden: [Double]
        /// The program's memory without the change, and with it.
        let unchanged: [Int]
        let memory: [Int]
        /// Where the continuation starts.
        let position: Int
    }

    /// What came of some changes, by their indices.
    struct Trial {
        /// After which the network does not do what the program does.
        var departing: Set<Int> = []
        /// After which the program answers otherwise than without the change: a network that ignored the change would err.
        var telling: Set<Int> = []
        /// The first that departs, and on what.
        var first: (change: Int, error: Claim.Disagreement)?

        /// How often the network did as the program does, of the telling ones; nil where there are none.
        var followed: Rate? { Rate(held: telling.subtracting(departing).count, of: telling.count) }
    }

    private let network: any VectorNetwork
    private let program: CompiledProgram

    init(_ network: some VectorNetwork, _ program: CompiledProgram) {
        (self.network, self.program) = (network, program)
    }

    /// Tries each change on the rest of one of the sequences, from its position on.
    ///
    /// - Precondition: as many sequences.
    func trial(_ changes: [Change], on sequences: Sequences) -> Trial {
        var trial = Trial()
        sequences.forEachContinuation(from: changes.map(\.position)) { indices, letters in
            let expected = outputs(of: indices.map { changes[$0].memory }, on: letters)
            let unchanged = outputs(of: indices.map { changes[$0].unchanged }, on: letters)
            let answers = network.run(letters, from: indices.map { changes[$0].hidden }).answers
            trial.telling.formUnion(letters.rows(differingBetween: expected, and: unchanged).map { indices[$0] })
            trial.departing.formUnion(letters.rows(differingBetween: expected, and: answers).map { indices[$0] })
            let comparison = Comparison(of: expected, with: answers, on: letters)
            guard let row = comparison.firstErrorRow, let error = comparison.firstError else { return }
            if indices[row] < trial.first?.change ?? .max { trial.first = (indices[row], error) }
        }
        return trial
    }

    /// The program's outputs `[sequence][time][output]` from these states; `Int.min` where it fails, which no network answers
    /// in earnest.
    private func outputs(of memories: [[Int]], on letters: Sequences) -> [Int] {
        var result: [Int] = []
        for (row, start) in memories.enumerated() {
            var memory: [Int]? = start
            for time in 0..<letters.length {
                let step = memory.flatMap { program.step(state: $0, input: letters.letter(row, at: time)) }
                result += step?.outputs ?? Array(repeating: Int.min, count: program.outputCount)
                memory = step?.state
            }
        }
        return result
    }
}

extension Sequences {
    /// The sequences whose outputs, flat and as many of each, differ.
    fileprivate func rows(differingBetween left: [Int], and right: [Int]) -> Set<Int> {
        let stride = count == 0 ? 0 : left.count / count
        return Set((0..<count).filter { left[$0 * stride..<($0 + 1) * stride] != right[$0 * stride..<($0 + 1) * stride] })
    }
}
