/// The machine over the codes of hidden states: explored from the initial state, letter by letter, then checked on running
/// sequences.
///
/// - Parameters:
///   - network: the network that is run.
///   - code: how its hidden states are told apart.
///   - task: whose input letters are tried; its outputs play no part.
///   - sample: sequences on which observed transitions are compared with the table.
///   - mostStates: exploring stops beyond it.
///   - mostLetters: with more, nothing is explored.
/// - Returns: the machine, without a conflict on the sample.
/// - Throws: `MachineNotFound`.
public func exploreCodes(
    _ network: RecurrentNetwork, code: StateCode, task: SequenceTask, sample: Sequences, mostStates: Int = 256,
    mostLetters: Int = 256
) throws(MachineNotFound) -> ExtractedMachine {
    guard let letterCount = task.letterCount, letterCount <= mostLetters else {
        throw .unbounded(statesSeen: 1, letters: task.letterCount ?? Int.max)
    }
    var exploration = MachineExploration(network, code: code, letters: task.letters)
    let run = network.run(sample)
    var isWhole = exploration.explore(mostStates: mostStates)
    if isWhole {
        exploration.visitAll(run)
        isWhole = exploration.explore(mostStates: mostStates)
    }
    guard isWhole else { throw .unbounded(statesSeen: exploration.stateCount, letters: letterCount) }
    let (observations, conflicts) = exploration.check(run, on: sample)
    guard conflicts == 0 else { throw .nondeterministic(conflicts: conflicts, observations: observations) }
    return ExtractedMachine(
        exploration.machine, classifier: .codes(code, exploration.number), source: .codes,
        codesFound: exploration.stateCount, observations: observations)
}

/// Breadth-first search over codes; the hidden state that first showed a code stands for it.
private struct MachineExploration {
    private(set) var number: [[Int]: Int] = [:]
    private var representatives: [[Double]]
    private var transitions: [[Int]] = []
    private var outputs: [[[Int]]] = []
    private let network: RecurrentNetwork
    private let code: StateCode
    private let letters: [[Int]]

    init(_ network: RecurrentNetwork, code: StateCode, letters: [[Int]]) {
        self.network = network
        self.code = code
        self.letters = letters
        let start = network.initialState
        representatives = [start]
        // Training never asked for an output at h_0, so that it may lie off the lattice: a state of its own, then.
        if code.distance(of: start) <= max(2 * code.residual, 1e-9) {
            number[code(start)] = MealyMachine.initial
        }
    }

    var stateCount: Int { representatives.count }
    var machine: MealyMachine { MealyMachine(letters: letters, transitions: transitions, outputs: outputs) }

    /// False where there are more states than `mostStates`.
    mutating func explore(mostStates: Int) -> Bool {
        while transitions.count < representatives.count {
            guard representatives.count <= mostStates else { return false }
            let state = representatives[transitions.count]
            let successors = letters.map { network.step(state, $0) }
            transitions.append(successors.map { visit($0) })
            outputs.append(successors.map { network.output($0).map(NetworkRun.answer) })
        }
        return true
    }

    private mutating func visit(_ state: [Double]) -> Int {
        let z = code(state)
        if let known = number[z] { return known }
        number[z] = representatives.count
        representatives.append(state)
        return representatives.count - 1
    }

    /// Takes in the codes that running shows and exploring, which follows one state a code, has not met.
    mutating func visitAll(_ run: NetworkRun) {
        for row in 0..<run.count {
            for time in 0..<run.length { _ = visit(run.state(row, after: time)) }
        }
    }

    /// Counts observed transitions, and those whose answer or whose next state's behaviour differs from the table's.
    func check(_ run: NetworkRun, on sample: Sequences) -> (observations: Int, conflicts: Int) {
        let letterNumber = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, $0) })
        let classes = machine.behaviourClasses
        let answers = run.answers
        var conflicts = 0
        for row in 0..<sample.count {
            var state = MealyMachine.initial
            for time in 0..<sample.length {
                guard let letter = letterNumber[sample.letter(row, at: time)],
                    let next = number[code(run.state(row, after: time))]
                else { continue }
                let start = (row * sample.length + time) * run.outputWidth
                let answer = Array(answers[start..<start + run.outputWidth])
                let isExpected = classes[transitions[state][letter]] == classes[next] && outputs[state][letter] == answer
                conflicts += isExpected ? 0 : 1
                state = next
            }
        }
        return (sample.count * sample.length, conflicts)
    }
}
