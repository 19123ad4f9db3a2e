/// What can be shown of a machine whose states do not come to an end: the first states that a few small inputs lead to, told apart
/// by what the network answers within the trained length.
public struct MachineWindow: Sendable, Equatable {
    /// The inputs that are read: all of the task's, or those nearest to zero.
    public let letters: [[Int]]
    /// Whether these are all that the task has.
    public let hasAllLetters: Bool
    /// For each state the shortest word that leads to it; the first one is empty.
    public let words: [[[Int]]]
    /// `[state][letter]`; nil where it leads out of the window.
    public let transitions: [[Int?]]
    /// `[state][letter]`: what the network answers there.
    public let outputs: [[[Int]]]

    public var stateCount: Int { transitions.count }

    /// The window onto a network.
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
        func spelled(_ word: [Int]) -> Word { Word(word.map { letters[$0] }) }
        self.letters = letters
        hasAllLetters = letters.count == task.inputs.alphabet.count
        words = kept.map { spelled(machine.words[$0]).letters }
        transitions = kept.map { state in machine.transitions[state].map { $0.flatMap { kept.contains($0) ? $0 : nil } } }
        outputs = kept.map { state in
            letters.map { letter in
                network.lastAnswer(to: spelled(machine.words[state]) + [letter])
            }
        }
    }

    /// With more inputs, the first states would be one step away from the start and say little.
    private static func smallestLetters(of task: SequenceTask) -> [[Int]] {
        if let count = task.inputs.alphabet.count, count <= 4 { return task.inputs.alphabet.letters }
        return task.inputs.alphabet.smallest(task.inputWidth == 1 ? 3 : 2)
    }
}
