/// The finite machine of a network by both ways that find one, which check each other: by the network's behaviour, and over the
/// codes of its hidden states.
///
/// ```swift
/// let extraction = MachineExtraction(
///     simplified.network, codes: lattice.codes, inputs: task.inputs, sample: sample, seed: Experiment.seed)
/// let machine = try extraction.machine.get()
/// print(machine.minimal.stateCount, "states")
/// ```
public struct MachineExtraction: Sendable {
    /// The machine that explanations start from: it was compared with the network on all words of the trained length where these
    /// can be enumerated.
    ///
    /// The one over codes does not stand in for it: what the sample shows of a counter can look closed when it is not.
    public let machine: Result<ExtractedMachine, MachineNotFound>
    /// Where there is no machine by behaviour: the nearest to one, and where the network contradicts it.
    public let nearest: NearestMachine?
    /// Nil where hidden states have no code.
    public let byCodes: Result<CodeMachine, CodesNotStates>?
    /// The code of the machine over codes, or the preferred one where there is no such machine.
    public let code: StateCode?
    /// Nil unless both ways found a machine.
    public let comparison: Comparison?

    /// Whether the two machines are equivalent.
    public struct Comparison: Sendable, Codable, Equatable {
        /// The shortest word on which they differ; nil where they are equivalent.
        public let word: Word?
        /// What they answer to its last letter, and what the network does.
        public let behaviour: [Int]?
        public let codes: [Int]?
        public let network: [Int]?
    }
}

extension MachineExtraction {
    /// Both ways.
    ///
    /// - Parameters:
    ///   - network: whose states are read.
    ///   - codes: of its hidden states, the preferred one first.
    ///   - inputs: what it reads.
    ///   - sample: sequences on which the machine over codes is compared with the network.
    ///   - seed: of the sequences on which the behavioural one is, where they are too many to take all.
    /// - Complexity: O(states · letters · suffixes) questions of a few letters each by behaviour, and O(states · letters) steps of
    ///   the network for each code, with at most 256 states; a step takes O(parameters). Comparing takes a run on up to 65,536 words.
    public init(_ network: some VectorNetwork, codes: [StateCode], inputs: InputSpace, sample: Sequences, seed: UInt64) {
        let (machine, nearest) = Self.byBehaviour(of: network, inputs, seed: seed)
        let (code, byCodes) = Self.explore(network, codes, inputs, sample)
        self.init(
            machine: machine, nearest: nearest, byCodes: byCodes, code: code,
            comparison: Self.compare(machine, byCodes, network))
    }

    /// By behaviour alone, of a network whose states have no code.
    ///
    /// - Parameters:
    ///   - network: is asked.
    ///   - inputs: what it reads.
    ///   - seed: of the sequences that the machine is verified on, where they are too many to take all.
    public init(behaviourOf network: some Network, inputs: InputSpace, seed: UInt64) {
        let (machine, nearest) = Self.byBehaviour(of: network, inputs, seed: seed)
        self.init(machine: machine, nearest: nearest, byCodes: nil, code: nil, comparison: nil)
    }

    private static func byBehaviour(
        of network: some Network, _ inputs: InputSpace, seed: UInt64
    ) -> (machine: Result<ExtractedMachine, MachineNotFound>, nearest: NearestMachine?) {
        var nearest: NearestMachine?
        let machine = Result { () throws(MachineNotFound) in
            guard let letters = inputs.explorableLetters else {
                throw MachineNotFound.tooManyLetters(inputs.alphabet.count)
            }
            var learning = QueryLearning(network, letters: letters, horizon: inputs.length)
            defer { nearest = learning.nearest }
            return try learning.learn(verifiedOn: words(of: inputs, seed: seed))
        }
        if case .success = machine { nearest = nil }
        return (machine, nearest)
    }

    private static let mostWords = 1 << 16
    private static let sampledWords = 8192

    /// All words of the trained length, or as many sampled ones as do for all practical purposes, after all words over letters that stand
    /// for the others where there are such.
    ///
    /// What a machine is learned on is drawn for `machineCheck`, what it is compared with the network on afterwards for
    /// another purpose.
    static func words(
        of inputs: InputSpace, for purpose: InputSpace.Purpose = .machineCheck, seed: UInt64
    ) -> Sequences {
        if let all = inputs.allWords(most: mostWords) { return all }
        let sample = inputs.sample(sampledWords, for: purpose, seed: seed)
        guard let standing = inputs.allRepresentativeWords(most: mostWords) else { return sample }
        return Sequences(length: inputs.length, width: inputs.width, values: standing.values + sample.values)
    }

    /// A code that merges states which behave differently is no code: the next one is tried instead.
    private static func explore(
        _ network: some VectorNetwork, _ codes: [StateCode], _ inputs: InputSpace, _ sample: Sequences
    ) -> (StateCode?, Result<CodeMachine, CodesNotStates>?) {
        var first: Result<CodeMachine, CodesNotStates>?
        for code in codes {
            let machine = Result { () throws(CodesNotStates) in
                try exploreCodes(network, code: code, inputs: inputs, sample: sample)
            }
            guard case .failure(.merging) = machine else { return (code, machine) }
            first = first ?? machine
        }
        return (codes.first, first)
    }

    private static func compare(
        _ behaviour: Result<ExtractedMachine, MachineNotFound>, _ codes: Result<CodeMachine, CodesNotStates>?,
        _ network: some VectorNetwork
    ) -> Comparison? {
        guard case .success(let one) = behaviour, case .success(let other)? = codes else { return nil }
        guard let word = one.minimal.distinguishingWord(from: other.minimal) else {
            return Comparison(word: nil, behaviour: nil, codes: nil, network: nil)
        }
        return Comparison(
            word: word, behaviour: one.minimal.run(word).last, codes: other.minimal.run(word).last,
            network: network.lastAnswer(to: word))
    }
}
