/// The fourth stage: the finite-state machine that a network computes.
public struct ExtractedMachine: Sendable {
    /// How the network's states were told apart.
    public enum Source: String, Sendable, Codable {
        /// By what the network answers when it is continued from them.
        case behaviour
        /// By the codes of the hidden states.
        case codes
    }

    public let source: Source
    public let minimal: MealyMachine
    /// The minimal Moore machine: what is drawn; nil where it is too large for anybody to look at.
    public let moore: MooreMachine?
    /// How many codes of hidden states were met; nil where states were told apart by behaviour.
    public let codesFound: Int?
    /// Positions of running sequences on which the machine was compared with the network, without a difference.
    public let observations: Int
    private let classifier: StateClassifier
    /// Transitions of the largest Moore machine that is kept.
    private static let mostDrawn = 20_000
    /// For each state of the machine as found, the equivalent state of the minimal one.
    private let minimalState: [Int?]

    init(_ found: MealyMachine, classifier: StateClassifier, source: Source, codesFound: Int?, observations: Int) {
        self.classifier = classifier
        self.source = source
        self.codesFound = codesFound
        self.observations = observations
        minimal = found.minimised
        moore = MooreMachine(minimal, most: Self.mostDrawn)
        minimalState = Self.correspondence(found, minimal)
    }

    /// Which states of the drawn machine hidden states are.
    ///
    /// - Parameters:
    ///   - states: hidden states of `network`, in the coordinates in which the machine was extracted.
    ///   - network: tells which output they produce.
    /// - Returns: for each hidden state, the state of the Moore machine; nil for one that was not met.
    public func mooreStates(of states: [[Double]], _ network: RecurrentNetwork) -> [Int?] {
        guard let moore else { return states.map { _ in nil } }
        return zip(states, classifier.numbers(of: states)).map { hidden, found in
            guard let found, let state = minimalState[found] else { return nil }
            let output = network.output(hidden).map(NetworkRun.answer)
            return moore.mealyStates.indices.first { moore.mealyStates[$0] == state && moore.outputs[$0] == output }
        }
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

/// Which state of an extracted machine a hidden state is.
enum StateClassifier: Sendable {
    /// By its code.
    case codes(StateCode, [[Int]: Int])
    /// By the last answers of the network, continued from it on each of the words.
    case signatures(RecurrentNetwork, [[[Int]]], [[Int]: Int])

    func numbers(of states: [[Double]]) -> [Int?] {
        switch self {
        case .codes(let code, let number): return states.map { number[code($0)] }
        case .signatures(let network, let words, let number):
            let answers = words.map { network.lastAnswers(to: $0, from: states) }
            return states.indices.map { index in number[answers.flatMap { $0[index] }] }
        }
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
