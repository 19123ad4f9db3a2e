/// The fourth stage: the finite-state machine that a network computes, its states told apart by what the network answers when it is
/// continued from them.
///
/// ```swift
/// print(machine.minimal.stateCount, "states where answers are on the arrows")
/// if let moore = machine.moore { show(MachineDiagram(moore, provenance: origin)) }
/// ```
public struct ExtractedMachine: Sendable {
    public let minimal: MealyMachine
    /// The minimal Moore machine: what is drawn; nil where it is too large for anybody to look at.
    public let moore: MooreMachine?
    /// Positions of running sequences on which the machine was compared with the network, without a difference: of all words, or
    /// of those that it was learned on.
    public let observations: Int
    private let signatures: StateSignatures
    /// Transitions of the largest Moore machine that is kept.
    private static let mostDrawn = 20_000
    /// For each state of the machine as found, the equivalent state of the minimal one.
    private let minimalState: [Int?]

    /// - Parameters:
    ///   - found: the machine as it was found.
    ///   - signatures: tell which of its states a hidden state is.
    ///   - observations: positions on which it was compared with the network.
    init(_ found: MealyMachine, signatures: StateSignatures, observations: Int) {
        self.signatures = signatures
        self.observations = observations
        minimal = found.minimised
        moore = Self.drawn(minimal)
        minimalState = Self.correspondence(found, minimal)
    }

    /// What is drawn of a minimal machine; nil where it is too large for anybody to look at.
    public static func drawn(_ minimal: MealyMachine) -> MooreMachine? {
        MooreMachine(minimal, most: mostDrawn)
    }

    /// Which states of the drawn machine hidden states are.
    ///
    /// - Parameters:
    ///   - states: hidden states of `network`, in the coordinates in which the machine was extracted.
    ///   - network: tells which output they produce.
    /// - Returns: for each hidden state, the state of the Moore machine; nil for one that was not met.
    public func mooreStates(of states: [[Double]], _ network: some VectorNetwork) -> [Int?] {
        guard let moore else { return states.map { _ in nil } }
        return zip(states, signatures.numbers(of: states, network)).map { hidden, found in
            guard let found, let state = minimalState[found] else { return nil }
            let output = network.answers(at: hidden)
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

/// Which state of a machine a hidden state is: the one whose signature it has, the answers of the network, continued from it on each
/// of the words.
struct StateSignatures: Sendable {
    let words: [Word]
    /// The states by their signatures.
    let number: [[Int]: Int]

    /// For each state of the network that was asked, the machine's state; nil for one that was not met.
    func numbers<Asked: Network>(of states: [Asked.State], _ network: Asked) -> [Int?] {
        let answers = words.map { word in
            network.answers(to: Sequences(repeating: word, count: states.count, width: network.inputWidth), from: states)
        }
        return states.indices.map { index in number[answers.flatMap { $0[index].joined() }] }
    }
}

/// Why there is no machine; any table would show some of its states only.
public enum MachineNotFound: Error, Sendable, Hashable {
    /// A position holds so many different inputs; nil where they cannot be counted.
    case tooManyLetters(Int?)
    /// There is no word on which a machine could be compared with the network.
    case noWords
    /// Exploring was stopped, with new states still coming.
    case tooManyStates(seen: Int, letters: Int)
    /// Every table of the states found is contradicted by the network, or goes beyond what may be asked within the trained length.
    case notSettled(states: Int, letters: Int)

    public var reason: String {
        switch self {
        case .tooManyLetters: "the alphabet is too large to be explored letter by letter"
        case .noWords: "there is no word on which a machine could be compared with the network"
        case .tooManyStates(let seen, let letters):
            "the states do not come to an end: \(seen) were found over \(letters) letters, and still counting"
        case .notSettled(let states, let letters):
            "words of the trained length settle no table: \(states) states were found over \(letters) letters"
        }
    }
}

/// The machine that comes nearest to a network that computes none, and where the network contradicts it, and so itself: two words
/// that lead to one state as far as could be asked are answered differently.
public struct NearestMachine: Sendable, Codable, Equatable {
    public let states: Int
    /// Words on which machine and network were compared, and those with a different answer at some position.
    public let cases: Int
    public let errors: Int
    /// The shortest word with a wrong last answer, and the word that stands for the same state and ends with the same letter.
    public let word: Word
    public let rival: Word
    /// What the network answers to the last letter of each.
    public let answer: [Int]
    public let rivalAnswer: [Int]
}
