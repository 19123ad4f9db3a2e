/// A machine whose states are codes of hidden states, minimised.
public struct CodeMachine: Sendable {
    public let minimal: MealyMachine
    /// How many codes of hidden states were met.
    public let codesFound: Int
    /// Positions of running sequences on which the machine was compared with the network, without a difference.
    public let observations: Int
}

/// Why codes are not the states of a machine.
public enum CodesNotStates: Error, Sendable, Hashable {
    /// They do not come to an end, or the alphabet is too large for them to be explored.
    case unbounded(MachineNotFound)
    /// They merge states that behave differently: so many observed transitions contradict the table.
    case merging(conflicts: Int, observations: Int)

    public var reason: String {
        switch self {
        case .unbounded(let failure): failure.reason
        case .merging(let conflicts, let observations):
            "\(conflicts) of \(observations) observed transitions contradict the state table, so the code merges states that differ"
        }
    }
}

/// The machine over the codes of hidden states: explored from the initial state, letter by letter, then checked on running
/// sequences.
///
/// - Parameters:
///   - network: the network that is run.
///   - code: how its hidden states are told apart.
///   - inputs: what it reads.
///   - sample: sequences on which observed transitions are compared with the table.
/// - Precondition: the sample has no other letters than these.
/// - Returns: the machine, without a conflict on the sample.
/// - Throws: `CodesNotStates`.
func exploreCodes(
    _ network: some VectorNetwork, code: StateCode, inputs: InputSpace, sample: Sequences
) throws(CodesNotStates) -> CodeMachine {
    guard let letters = inputs.explorableLetters else { throw .unbounded(.tooManyLetters(inputs.alphabet.count)) }
    var exploration = MachineExploration(network, code: code, letters: letters)
    guard exploration.explore() else { throw exploration.unbounded }
    let run = network.run(sample)
    let visited = exploration.visitAll(run)
    guard exploration.explore() else { throw exploration.unbounded }
    let (observations, conflicts) = exploration.check(visited, of: run, on: sample)
    guard conflicts == 0 else { throw .merging(conflicts: conflicts, observations: observations) }
    return CodeMachine(
        minimal: exploration.machine.minimised, codesFound: exploration.stateCount, observations: observations)
}

/// Breadth-first search over codes; the hidden state that first showed a code stands for it.
private struct MachineExploration {
    private var number: [[Int]: Int] = [:]
    private var representatives: [[Double]]
    private var transitions: [[Int]] = []
    private var outputs: [[[Int]]] = []
    private let network: any VectorNetwork
    private let code: StateCode
    private let letters: [Letter]

    /// Exploring stops beyond it.
    private static let mostStates = 256

    init(_ network: some VectorNetwork, code: StateCode, letters: [Letter]) {
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
    /// Why exploring stopped before it was whole.
    var unbounded: CodesNotStates { .unbounded(.tooManyStates(seen: stateCount, letters: letters.count)) }

    /// False where there are too many states.
    mutating func explore() -> Bool {
        while transitions.count < representatives.count {
            guard representatives.count <= Self.mostStates else { return false }
            let state = representatives[transitions.count]
            let successors = letters.map { network.step(state, $0) }
            transitions.append(successors.map { visit($0) })
            outputs.append(successors.map { network.answers(at: $0) })
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
    ///
    /// - Returns: `[sequence][time]`, the numbers of the states that the run visits.
    mutating func visitAll(_ run: NetworkRun) -> [[Int]] {
        (0..<run.count).map { row in (0..<run.length).map { visit(run.state(row, after: $0)) } }
    }

    /// Counts the observed transitions of a run through the `visited` states, and those whose answer or whose next state's
    /// behaviour differs from the table's.
    func check(_ visited: [[Int]], of run: NetworkRun, on sample: Sequences) -> (observations: Int, conflicts: Int) {
        let words = MachineWords(sample, over: letters)
        let classes = machine.behaviourClasses
        var conflicts = 0
        for row in 0..<sample.count {
            var state = MealyMachine.initial
            for (time, next) in visited[row].enumerated() {
                let letter = words.letter(row, at: time)
                let isExpected =
                    classes[transitions[state][letter]] == classes[next]
                    && outputs[state][letter] == run.answer(row, at: time)
                conflicts += isExpected ? 0 : 1
                state = next
            }
        }
        return (sample.count * sample.length, conflicts)
    }
}
