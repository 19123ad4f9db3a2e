/// The part of a network's machine that shows within the trained length: prefixes of half that length, one state for those
/// after which the network answers alike on words of the other half.
///
/// Letters lead from a state of the greatest depth beyond the horizon.
struct HorizonMachine: Sendable {
    /// For each state the first word that leads to it.
    private(set) var words: [Word] = [[]]
    /// `[state][letter]`; nil where it leads beyond the horizon.
    private(set) var transitions: [[Int?]] = []
    /// The first two words that lead to one state; nil where there are none.
    private(set) var mergedWords: (Word, Word)?
    /// Whether there are more states than are looked for.
    private(set) var isCut = false
    private let letters: [Letter]
    private let depth: Int
    private let continuations: Sequences
    private var number: [[Int]: Int] = [:]

    private static let mostStates = 200
    /// Words that tell states apart: all of their length, or as many from the sample.
    private static let mostContinuations = 512

    static let initial = 0

    /// - Parameters:
    ///   - network: is asked.
    ///   - letters: the inputs that are read: all of them, or some.
    ///   - sample: sequences of the trained length.
    /// - Complexity: O(states · letters) runs of at most 512 words of half the trained length.
    init(_ network: some Network, letters: [Letter], sample: Sequences) {
        self.letters = letters
        let depth = sample.length / 2
        self.depth = depth
        let length = sample.length - depth
        let count = (0..<length).reduce(1) { count, _ in min(count * letters.count, Self.mostContinuations + 1) }
        continuations =
            count <= Self.mostContinuations
            ? Sequences.all(over: letters, length: length)
            : Sequences(
                length: length, width: sample.width,
                values: (0..<min(sample.count, Self.mostContinuations)).flatMap { row in
                    (depth..<sample.length).flatMap { sample.letter(row, at: $0) }
                })
        explore(network)
    }

    private mutating func explore<Asked: Network>(_ network: Asked) {
        var hidden = [network.initialState]
        number[answers(of: network, from: hidden)[0]] = Self.initial
        var next = 0
        while next < words.count {
            let word = words[next]
            guard word.count < depth, !isCut else {
                transitions.append(letters.map { _ in nil })
                next += 1
                continue
            }
            let successors = letters.map { network.step(hidden[next], $0) }
            let signatures = answers(of: network, from: successors)
            transitions.append(
                letters.indices.map { letter in
                    visit(word + [letters[letter]], signatures[letter], successors[letter], &hidden)
                })
            next += 1
        }
    }

    private mutating func visit<State>(
        _ word: Word, _ signature: [Int], _ state: State, _ hidden: inout [State]
    ) -> Int? {
        if let known = number[signature] {
            mergedWords = mergedWords ?? (words[known], word)
            return known
        }
        guard words.count < Self.mostStates else {
            isCut = true
            return nil
        }
        number[signature] = words.count
        words.append(word)
        hidden.append(state)
        return words.count - 1
    }

    /// For each hidden state all answers to all continuations.
    private func answers<Asked: Network>(of network: Asked, from states: [Asked.State]) -> [[Int]] {
        states.map { network.answers(to: continuations, from: Array(repeating: $0, count: continuations.count)).values }
    }
}

/// What can be shown of a machine whose states do not come to an end: the first states that a few small inputs lead to, told apart
/// by what the network answers within the trained length.
public struct FirstStates: Sendable, Equatable {
    /// The inputs that are read: all of the task's, or those nearest to zero.
    public let letters: [Letter]
    /// Whether these are all that the task has.
    public let hasAllLetters: Bool
    /// For each state the shortest word that leads to it; the first one is empty.
    public let words: [Word]
    /// `[state][letter]`; nil where it leads to none of these.
    public let transitions: [[Int?]]
    /// `[state][letter]`: what the network answers there.
    public let outputs: [[[Int]]]

    public var stateCount: Int { transitions.count }

    /// The first states of a network.
    ///
    /// - Parameters:
    ///   - network: is asked.
    ///   - task: says what it reads, and how long it was trained.
    ///   - mostStates: that are kept, those with the shortest words.
    ///   - seed: of the words that tell states apart, where these are too many to take all.
    public init(_ network: some Network, task: SequenceTask, mostStates: Int, seed: UInt64) {
        let letters = Self.smallestLetters(of: task)
        let sample = task.sample(512, for: .extraction, seed: seed)
        let machine = HorizonMachine(network, letters: letters, sample: sample)
        let kept = machine.transitions.indices.prefix(mostStates)
        self.letters = letters
        hasAllLetters = letters.count == task.inputs.alphabet.count
        words = kept.map { machine.words[$0] }
        transitions = kept.map { state in machine.transitions[state].map { $0.flatMap { kept.contains($0) ? $0 : nil } } }
        outputs = kept.map { state in
            letters.map { network.lastAnswer(to: machine.words[state] + [$0]) }
        }
    }

    /// With more inputs, the first states would be one step away from the start and say little.
    private static func smallestLetters(of task: SequenceTask) -> [Letter] {
        if let count = task.inputs.alphabet.count, count <= 4 { return task.inputs.alphabet.letters }
        return task.inputs.alphabet.smallest(task.inputWidth == 1 ? 3 : 2)
    }
}
