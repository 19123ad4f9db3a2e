import Determinism

/// What is in the stream after every beginning of all short words: what `StreamMechanism.Walk` tells of one word, for those that a
/// reader chooses.
public struct StreamTree: Sendable {
    /// A beginning of words, with what is so after its last letter.
    public struct Node: Sendable, Hashable {
        /// The beginning without that letter, by its number in `nodes`; nil where it is the only one.
        public let parent: Int?
        public let letter: Letter
        public let answer: [Int]
        /// By variable.
        public let values: [Int]
        /// What is read of them: `[site][variable]`, by probes of this length that were fitted on other beginnings; nil where these
        /// all have one value, or none has this one.
        public let read: [[Int?]]
    }

    public let sites: [String]
    /// The program's own, and those that are followed somewhere.
    public let variables: [String]
    /// By length, then in the order of the words.
    public let nodes: [Node]
    /// Of the longest beginnings.
    public let length: Int
}

extension StreamTree {
    private static let mostNodes = 512
    /// Parts of the beginnings of one length, each read by probes that are fitted on the others.
    private static let folds = 4
    /// Of at most so many beginnings each is a part of its own.
    private static let mostAlone = 16

    /// Nil where the network is no transformer, its letters are too many for words of two, or the program fails.
    ///
    /// - Parameters:
    ///   - described: the network.
    ///   - mechanism: that was found in it: says which variables are looked at.
    ///   - program: that explains its answers.
    ///   - seed: of the parts of which probes read one and are fitted on the others.
    /// - Complexity: a probe for each length, site, variable and part.
    public init?(of described: DescribedNetwork, _ mechanism: StreamMechanism, beside program: Program, seed: UInt64) {
        guard case .transformer(let network) = described.kind,
            let letters = described.task.inputs.alphabet.letters(atMost: Self.mostNodes)
        else { return nil }
        let alphabet = described.task.inputs.alphabet
        let length = AnswerTree.greatestLength(letters: letters.count, most: Self.mostNodes, limit: mechanism.length)
        guard length >= 2 else { return nil }
        let recording = StreamRecording(network, Sequences.all(over: letters, length: length))
        guard recording.words.count > 0,
            let values = VariableValues(recording.words, alphabet, CompiledProgram(program))
        else { return nil }
        let shown = StreamMechanism.namedVariables(of: mechanism.shown, alphabet)
        let probes = StreamProbes(recording: recording, values: values, seed: seed)
        var nodes: [Node] = []
        var numbers: [[Letter]: Int] = [:]
        for time in 0..<length {
            let rows = recording.differentBeginnings(through: time)
            let read = Self.read(shown.map(\.0), rows, at: time, probes, seed: seed)
            for (place, row) in rows.enumerated() {
                let word = (0...time).map { recording.words.letter(row, at: $0) }
                numbers[word] = nodes.count
                nodes.append(
                    Node(
                        parent: numbers[word.dropLast()], letter: word[time],
                        answer: Array(recording.answers.answer(row, at: time)), values: values(shown.map(\.0), row, at: time),
                        read: read.map { site in site.map { $0[place] } }))
            }
        }
        self.init(sites: mechanism.sites, variables: shown.map(\.1), nodes: nodes, length: length)
    }

    /// What probes read of beginnings that they were not fitted on: `[site][variable][beginning]`.
    private static func read(
        _ variables: [StreamVariable], _ rows: [Int], at time: Int, _ probes: StreamProbes, seed: UInt64
    ) -> [[[Int?]]] {
        let split = CounterRandom(seed, InputSpace.Purpose.grounding.rawValue, UInt64(time))
        let parts = rows.indices.map { place -> Int in
            guard rows.count > mostAlone else { return place }
            var random = split[UInt64(place)]
            return random.integer(in: 0..<folds)
        }
        return probes.recording.sites.indices.map { site in
            variables.map { variable in
                var read = [Int?](repeating: nil, count: rows.count)
                for part in Set(parts).sorted() {
                    let others = rows.indices.filter { parts[$0] != part }.map { rows[$0] }
                    guard let probe = probes.probe(of: variable, site, fittedOn: others, at: time) else { continue }
                    for place in rows.indices where parts[place] == part { read[place] = probe(rows[place]) }
                }
                return read
            }
        }
    }
}
