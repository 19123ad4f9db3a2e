/// The fourth stage: the finite-state machine that a network computes, read through the code of its hidden states.
public struct ExtractedMachine: Sendable {
    /// The code of each state in the order of discovery; nil for an initial state off the lattice.
    public let codes: [[Int]?]
    /// The machine over those codes, as found.
    public let found: MealyMachine
    public let minimal: MealyMachine
    /// The minimal Moore machine: what is drawn.
    public let moore: MooreMachine
    /// Transitions observed on running sequences, over which `conflicts` was counted.
    public let observations: Int
    /// Observed transitions whose output, or whose next state's behaviour, is not the machine's.
    ///
    /// Several codes may be copies of one state: to land on another copy than the table says is no contradiction.
    public let conflicts: Int

    /// For a hidden state's code, the state of the Moore machine that it is drawn as, given the output it produces.
    public func mooreState(code: [Int], output: [Int]) -> Int? {
        guard let found = codes.firstIndex(of: code) else { return nil }
        return minimalState[found].flatMap { state in
            moore.mealyStates.indices.first { moore.mealyStates[$0] == state && moore.outputs[$0] == output }
        }
    }

    /// For each found state, the equivalent state of the minimal machine.
    private let minimalState: [Int?]

    init(codes: [[Int]?], found: MealyMachine, observations: Int, conflicts: Int) {
        self.codes = codes
        self.found = found
        self.observations = observations
        self.conflicts = conflicts
        minimal = found.minimised
        moore = MooreMachine(minimal)
        minimalState = Self.correspondence(found, minimal)
    }

    /// Walks both machines side by side from their initial states; a state that no word leads to corresponds as the copies do
    /// that behave like it.
    private static func correspondence(_ found: MealyMachine, _ minimal: MealyMachine) -> [Int?] {
        let classes = found.behaviourClasses
        var partner = [classes[MealyMachine.initial]: MealyMachine.initial]
        var queue = [MealyMachine.initial]
        while let state = queue.popLast() {
            guard let own = partner[classes[state]] else { continue }
            for (letter, target) in found.transitions[state].enumerated() where partner[classes[target]] == nil {
                partner[classes[target]] = minimal.transitions[own][letter]
                queue.append(target)
            }
        }
        return classes.map { partner[$0] }
    }
}

/// Why there is no machine.
public enum MachineNotFound: Error, Sendable, Equatable {
    /// The states do not come to an end within the limit, or the alphabet is too large: a table would be a window.
    case unbounded(statesSeen: Int, letters: Int)
    /// The code merges states that behave differently.
    case nondeterministic(conflicts: Int, observations: Int)

    public var reason: String {
        switch self {
        case .unbounded(let states, let letters):
            states > 1
                ? "the states do not come to an end: \(states) were found over \(letters) letters, and still counting"
                : "the alphabet is too large to be explored letter by letter"
        case .nondeterministic(let conflicts, let observations):
            "\(conflicts) of \(observations) observed transitions contradict the state table, so the code merges states that differ"
        }
    }
}

/// Explores the machine from the initial state, letter by letter, then checks it on running sequences.
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
public func extractMachine(
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
        codes: exploration.codes, found: exploration.machine, observations: observations, conflicts: conflicts)
}

/// Breadth-first search over codes; the hidden state that first showed a code stands for it.
private struct MachineExploration {
    private(set) var codes: [[Int]?]
    private var number: [[Int]: Int] = [:]
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
            codes = [code(start)]
            number[code(start)] = MealyMachine.initial
        } else {
            codes = [nil]
        }
    }

    var stateCount: Int { codes.count }
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
        codes.append(z)
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
