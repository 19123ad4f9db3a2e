import Determinism

/// How a transformer comes to its answers: which variables its stream holds at which site, and which of them its answers follow there.
///
/// What it answers and how it gets there may be two algorithms: one that takes the parity at the end of a count explains the same
/// answers as one that carries a parity. Every finding is a rate that could have been another one, with the control beside it.
public struct StreamMechanism: Sendable, Hashable, Codable {
    /// Where the stream was looked at: `attention 1`, `perceptron 1` and so on.
    public let sites: [String]
    /// Of one length, which is that of the words that the network was trained on.
    public let words: Int
    public let length: Int
    public let readable: [Readable]
    public let rivals: [Rival]
    /// For each site, the number of the rival whose shifts the answers follow there; nil where they follow none.
    public let followed: [Int?]
    /// One word, letter by letter.
    public let walk: Walk
    public let carried: [Carried]
    public let heads: [Head]
    /// For each block, the share of answers that change when all its heads bring what they bring on average.
    public let withoutBlock: [Double]
    /// Heads that suffice for nearly all answers, all others away; found greedily, so that fewer may do.
    public let sufficient: HeadGroup
    /// The answers computed of what they follow first: Python's text of each output, of variables with these names; nil where no
    /// formula was found.
    public let formula: Formula?

    /// A variable in the stream, by site.
    public struct Readable: Sendable, Hashable, Codable {
        public let name: String
        /// The share of held-out beginnings that a probe reads rightly, one probe for all letters.
        public let pooled: [Double?]
        /// The same with a probe for each place.
        public let byPlace: [Double?]
        /// Of the best of several untrained networks of this shape, with one probe for all letters.
        public let untrained: [Double?]
        public let untrainedByPlace: [Double?]
    }

    /// What is in the stream at each site while one word is read: an example, of which no probe has seen any beginning.
    public struct Walk: Sendable, Hashable, Codable {
        public let word: [Letter]
        /// After each letter.
        public let answers: [[Int]]
        /// The program's own, and those that are followed somewhere.
        public let variables: [String]
        /// What they are: `[letter][variable]`.
        public let values: [[Int]]
        /// What is read of them: `[letter][site][variable]`; nil where nothing can be.
        public let read: [[[Int?]]]
    }

    /// Variables that may be what answers are computed of.
    public struct Rival: Sendable, Hashable, Codable {
        public let variables: StreamVariables
        /// Whether they and the last letter determine every answer.
        public let determinesAnswers: Bool
        /// By site.
        public let shifts: [Shifts]
    }

    /// Shifts at a site.
    public struct Shifts: Sendable, Hashable, Codable {
        /// Those that have to change the answer.
        public let telling: Int
        /// Those after which the network answers as if the variable had the other value.
        public let right: Int
        /// The share of the stream's variance, beyond letter and place, that the variables explain of held-out words; nil where there
        /// is none.
        public let explained: Double?

        public var rate: Double { telling > 0 ? Double(right) / Double(telling) : 0 }
    }

    /// Whether later answers follow a state that is put in the place of another one.
    public struct Carried: Sendable, Hashable, Codable {
        public let telling: Int
        /// Later answers that are those that the program gives from the other state.
        public let carried: Int
        /// Those that stay as they were.
        public let kept: Int
    }

    public struct Head: Sendable, Hashable, Codable {
        public let block: Int
        public let head: Int
        /// The share of answers that change without it.
        public let changed: Double
        /// How much it attends to each place while the last letter is read, the start first.
        public let attention: [Double]
    }

    /// Some heads, by their numbers among all.
    public struct HeadGroup: Sendable, Hashable, Codable {
        public let heads: [Int]
        /// The share of answers that change where only these are left: the others bring what they bring on average.
        public let changed: Double
    }

    public struct Formula: Sendable, Hashable, Codable {
        public let variables: StreamVariables
        /// What each variable is called in the formula.
        public let names: [String]
        /// Of each output.
        public let outputs: [String]
        /// The whole second program, as Python.
        public let text: String
    }

    /// Fewer shifts than these say nothing.
    static let fewestTelling = 20
    /// Answers follow a variable where this share of telling shifts gives what is expected.
    public static let followedRate = 0.95
}

// MARK: - Looking

extension StreamMechanism {
    private static let mostWords = 2048
    private static let untrainedSeeds: [UInt64] = [1, 2, 3]

    /// Looks into a transformer beside the program that explains its answers.
    ///
    /// Nil where the program fails, or words are too short to be looked into.
    ///
    /// - Parameters:
    ///   - network: is read, and its stream changed.
    ///   - program: that explains its answers up to `task.length`.
    ///   - task: whose words are read.
    ///   - seed: of words, splits and shifts.
    public init?(_ network: TransformerNetwork, program: Program, task: SequenceTask, seed: UInt64) {
        let most = min(Self.mostWords, StreamRecording.mostWords(of: network, length: task.length))
        guard task.length > 2, task.length <= network.placesForLetters else { return nil }
        let words = Sequences(visiting: task, most: most, seed: seed)
        let recording = StreamRecording(network, words)
        let compiled = CompiledProgram(program)
        guard recording.words.count > 0,
            let values = VariableValues(recording.words, task.inputs.alphabet, compiled)
        else { return nil }
        let names = program.state.map(\.name)
        let memory = names.isEmpty && compiled.initialState.count == 1 ? ["the state"] : names
        let competing = StreamVariables.rivals(program: memory, task.inputs.alphabet)
        let shifts = StreamShifts(recording: recording, values: values, seed: seed)
        sites = recording.sites.map(\.name)
        (self.words, length) = (recording.words.count, recording.words.length)
        rivals = competing.map { Rival($0, shifts, sites: recording.sites.count) }
        followed = recording.sites.indices.map { [rivals] in Self.followed(rivals, $0) }
        readable = Self.readable(competing, recording, values, task, seed)
        walk = Walk(Self.shown(rivals, followed), recording, values, task, seed)
        carried = recording.sites.indices.map { site in
            Carried(StateExchange(recording: recording, values: values, program: compiled, seed: seed), site)
        }
        let attention = recording.attention
        let blocks = network.transformer.blockCount
        let all = (0..<blocks).flatMap { block in (0..<network.transformer.headCount).map { (block: block, head: $0) } }
        heads = all.map {
            Head(
                block: $0.block, head: $0.head, changed: recording.shareChanged(without: [$0]),
                attention: attention[$0.block][$0.head])
        }
        sufficient = HeadGroup(recording, all, changed: heads.map(\.changed))
        withoutBlock = (0..<blocks).map { block in recording.shareChanged(without: all.filter { $0.block == block }) }
        let first = followed.lazy.compactMap(\.self).first
        formula = first.flatMap { [rivals] in Formula(rivals[$0].variables, recording, values, task, program) }
    }

    /// The same of a network that a file describes; nil where it is no transformer.
    ///
    /// - Parameters:
    ///   - described: the network.
    ///   - program: that explains its answers.
    ///   - length: up to which it does, where that is not every one that was tried.
    ///   - seed: of words, splits and shifts.
    public init?(of described: DescribedNetwork, beside program: Program, length: Int?, seed: UInt64) {
        guard case .transformer(let network) = described.kind else { return nil }
        let task = described.task
        self.init(network, program: program, task: task.ofLength(min(task.length, length ?? task.length)), seed: seed)
    }

    /// Of those whose shifts the answers follow at a site: one of the fewest variables, the program's own before others.
    private static func followed(_ rivals: [Rival], _ site: Int) -> Int? {
        rivals.indices.filter {
            let shifts = rivals[$0].shifts[site]
            return rivals[$0].determinesAnswers && shifts.telling >= fewestTelling && shifts.rate >= followedRate
        }.min { (rivals[$0].variables.members.count, $0) < (rivals[$1].variables.members.count, $1) }
    }

    /// The program's own variables, and those that are followed somewhere.
    var shown: [StreamVariables] { Self.shown(rivals, followed) }

    private static func shown(_ rivals: [Rival], _ followed: [Int?]) -> [StreamVariables] {
        rivals.indices.filter { rivals[$0].variables.isOfProgram || followed.contains($0) }.map { rivals[$0].variables }
    }

    /// Each variable of some once, with its name.
    static func namedVariables(of competing: [StreamVariables], _ alphabet: Alphabet) -> [(StreamVariable, String)] {
        var seen = Set<StreamVariable>()
        return competing.flatMap { rival in
            rival.members.filter { seen.insert($0).inserted }.map { ($0, rival.name(of: $0, alphabet)) }
        }
    }

    private static func readable(
        _ competing: [StreamVariables], _ recording: StreamRecording, _ values: VariableValues, _ task: SequenceTask,
        _ seed: UInt64
    ) -> [Readable] {
        let single = namedVariables(of: competing, task.inputs.alphabet)
        func rates(_ recording: StreamRecording) -> [(pooled: [Double?], byPlace: [Double?])] {
            let probes = StreamProbes(recording: recording, values: values, seed: seed)
            return single.map { variable, _ in
                let sites = recording.sites.indices
                return (
                    sites.map { probes.accuracy(of: variable, $0, isPooled: true) },
                    sites.map { probes.accuracy(of: variable, $0, isPooled: false) }
                )
            }
        }
        // All of the same words, permitted by the trained one; one network after the other, as recordings are large.
        let controls = untrainedSeeds.map {
            rates(StreamRecording(recording.network.redrawn($0).askingAllWords, recording.words))
        }
        func best(_ rates: [[Double?]]) -> [Double?] {
            recording.sites.indices.map { site in rates.compactMap { $0[site] }.max() }
        }
        return zip(single, rates(recording)).enumerated().map { number, own in
            Readable(
                name: own.0.1, pooled: own.1.pooled, byPlace: own.1.byPlace,
                untrained: best(controls.map { $0[number].pooled }),
                untrainedByPlace: best(controls.map { $0[number].byPlace }))
        }
    }
}

extension StreamSite {
    var name: String {
        switch self {
        case .embedding: "embedding"
        case .attention(let block): "attention \(block + 1)"
        case .perceptron(let block): "perceptron \(block + 1)"
        }
    }
}

extension StreamMechanism.HeadGroup {
    /// Answers that may change where heads are taken for unneeded.
    public static let mostChanged = 0.05

    /// Heads are taken away one after the other, those first that matter least alone, as long as nearly all answers stay.
    fileprivate init(_ recording: StreamRecording, _ all: [(block: Int, head: Int)], changed alone: [Double]) {
        var (left, share) = (Array(all.indices), 0.0)
        for head in all.indices.sorted(by: { (alone[$0], $0) < (alone[$1], $1) }) {
            let without = all.indices.filter { !left.contains($0) || $0 == head }
            let changed = recording.shareChanged(without: without.map { all[$0] })
            guard changed <= Self.mostChanged else { continue }
            (left, share) = (left.filter { $0 != head }, changed)
        }
        (heads, changed) = (left, share)
    }
}

extension StreamMechanism.Carried {
    fileprivate init(_ exchange: StateExchange, _ site: Int) {
        let score = exchange.score(site)
        self.init(telling: score.telling, carried: score.carried, kept: score.kept)
    }
}

extension StreamMechanism.Rival {
    fileprivate init(_ variables: StreamVariables, _ shifts: StreamShifts, sites: Int) {
        let scores = (0..<sites).map { shifts.score(variables, $0) }
        self.variables = variables
        determinesAnswers = scores.allSatisfy { $0.undetermined == 0 }
        self.shifts = scores.map { score in
            .init(
                telling: score.telling, right: score.right,
                explained: score.total > 1e-9 ? 1 - score.within / score.total : nil)
        }
    }
}
