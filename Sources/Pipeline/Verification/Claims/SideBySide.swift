import Determinism

/// Network and program run in step on the same sequences: after every prefix, the hidden state and the program's memory.
///
/// Each different prefix counts once, however many sequences begin with it.
struct SideBySide: Sendable {
    /// What both have come to after a prefix.
    struct Visit: Sendable {
        /// The first sequence that begins with the prefix, and the prefix's last position in it.
        let row: Int
        let time: Int
        /// The values of the program's state variables, or the number of a table's state.
        let memory: [Int]
        /// The program's outputs at the prefix's last position.
        let outputs: [Int]
    }

    /// In lexicographic order, so that sequences with a common prefix are neighbours.
    let inputs: Sequences
    /// In lexicographic order of the prefixes; the empty one, after which nothing was trained, is left out.
    let visits: [Visit]
    private let run: NetworkRun

    /// Nil where the program fails on a sequence, or leaves 64 bits.
    ///
    /// - Complexity: O(n log n) comparisons of sequences, one step of the network for each position of each of them, and one
    ///   step of the program for each different prefix.
    init?(_ network: some ObservedNetwork, _ program: CompiledProgram, on sequences: Sequences) {
        let inputs = sequences.lexicographicallySorted
        var visits: [Visit] = []
        var memories = Array(repeating: program.initialState, count: inputs.length + 1)
        for row in 0..<inputs.count {
            for time in inputs.lengthShared(by: row)..<inputs.length {
                guard let step = program.step(state: memories[time], input: inputs.letter(row, at: time)) else { return nil }
                memories[time + 1] = step.state
                visits.append(Visit(row: row, time: time, memory: step.state, outputs: step.outputs))
            }
        }
        self.inputs = inputs
        self.visits = visits
        run = network.run(inputs)
    }

    func hidden(_ visit: Visit) -> [Double] { run.state(visit.row, after: visit.time) }

    /// The network's answers at a position of a sequence.
    func answers(_ row: Int, at time: Int) -> [Int] { run.answer(row, at: time) }

    func prefix(_ visit: Visit) -> Word {
        Word((0...visit.time).map { inputs.letter(visit.row, at: $0) })
    }
}

extension Sequences {
    /// All words of the task's length if there are at most `most`; else that many fresh ones. Half of these end like another
    /// one from some position on: only such pairs lead a program that remembers recent inputs of a large alphabet to one state.
    init(visiting task: SequenceTask, most: Int, seed: UInt64) {
        if let words = task.inputs.allWords(most: most) {
            self = words
            return
        }
        let fresh = task.sample(most / 2 + most % 2, for: .grounding, seed: seed)
        let heads = task.sample(most / 2, for: .grounding, seed: seed, step: 1)
        let cuts = InputSpace.randomness(for: .grounding, seed: seed, step: 2)
        var values = fresh.values
        for row in 0..<heads.count {
            var random = cuts[UInt64(row)]
            let start = row * task.length * task.inputWidth
            let cut = start + random.integer(in: 0..<task.length) * task.inputWidth
            values += heads.values[start..<cut] + fresh.values[cut..<start + task.length * task.inputWidth]
        }
        self.init(length: task.length, width: task.inputWidth, values: values)
    }

    /// Fresh words each of which has two letters only, the same two for 64 words at a time.
    init(overTwoLettersOf task: SequenceTask, count: Int, seed: UInt64) {
        let shared = 64
        let letters = task.sample((count + shared - 1) / shared, length: 2, for: .grounding, seed: seed, step: 4)
        let choices = InputSpace.randomness(for: .grounding, seed: seed, step: 5)
        var values: [Int] = []
        values.reserveCapacity(count * task.length * task.inputWidth)
        for row in 0..<count {
            var random = choices[UInt64(row)]
            for _ in 0..<task.length { values += letters.letter(row / shared, at: random.integer(in: 0..<2)) }
        }
        self.init(length: task.length, width: task.inputWidth, values: values)
    }

    fileprivate var lexicographicallySorted: Sequences {
        let stride = length * width
        let order = (0..<count).sorted { left, right in
            values[left * stride..<(left + 1) * stride].lexicographicallyPrecedes(
                values[right * stride..<(right + 1) * stride])
        }
        return selecting(order)
    }
}
