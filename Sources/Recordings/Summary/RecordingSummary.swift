import Pipeline

/// What there is in somebody's data, and what somebody should know before a network is trained on it.
public struct RecordingSummary: Sendable, Equatable, Codable {
    /// One stream of letters or answers.
    public struct Stream: Sendable, Equatable, Codable {
        public let name: String
        /// The different symbols, in order.
        public let symbols: [Symbol]
        /// How often each is there.
        public let counts: [Int]
    }

    /// The words of one length.
    public struct Length: Sendable, Equatable, Codable {
        public let length: Int
        public let sequences: Int
        public let distinct: Int
        /// How many words of that length there are over the letters that occur; nil beyond 2⁶².
        public let possible: Int?
    }

    public let name: String
    public let sequences: Int
    /// Different words.
    public let distinct: Int
    /// Letters of the shortest, the median and the longest word.
    public let lengths: [Int]
    /// Positions of all sequences.
    public let positions: Int
    /// Those of them that are answered, with empty words that are.
    public let asked: Int
    /// Different beginnings of words that are answered: the answers that do not repeat each other.
    public let askedDistinct: Int
    public let inputs: [Stream]
    public let outputs: [Stream]
    /// By length.
    public let coverage: [Length]
    /// What is answered to the empty word.
    public let answerToNothing: [Symbol]?
    /// Positions with another answer than the same letters got earlier.
    public let contradictions: Int
    public let firstContradiction: Contradiction?
    /// In sentences.
    public let warnings: [String]

    /// - Complexity: O(n) in the letters of all sequences, and their number's sorting.
    public init(_ recording: Recording) {
        let tree = RecordedBeginnings(recording)
        let sequences = recording.sequences
        let inputs = Self.streams(recording.inputNames, sequences.lazy.flatMap(\.letters))
        let answers = sequences.lazy.flatMap { [$0.answerToNothing].compactMap(\.self) + $0.answers.compactMap(\.self) }
        let outputs = Self.streams(recording.outputNames, answers)
        let counts = sequences.map(\.letters.count).sorted()
        name = recording.name
        self.sequences = sequences.count
        distinct = tree.lengths.values.reduce(0) { $0 + $1.distinct }
        lengths = counts.isEmpty ? [] : [counts[0], counts[counts.count / 2], counts[counts.count - 1]]
        positions = counts.reduce(0, +)
        asked = outputs.first?.counts.reduce(0, +) ?? 0
        askedDistinct = tree.asked
        (self.inputs, self.outputs) = (inputs, outputs)
        coverage = Self.coverage(tree, inputs)
        answerToNothing = sequences.lazy.compactMap(\.answerToNothing).first
        (contradictions, firstContradiction) = (tree.contradictions, tree.firstContradiction)
        warnings = Self.warnings(
            sequences: sequences.count, asked: tree.asked, inputs, outputs, tree: tree, isEmptyAsked: answerToNothing != nil)
    }

    private static func streams(_ names: [String], _ values: some Sequence<[Symbol]>) -> [Stream] {
        var counts: [[Symbol]: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return names.indices.map { index in
            var ofStream: [Symbol: Int] = [:]
            for (value, count) in counts { ofStream[value[index], default: 0] += count }
            let symbols = ofStream.keys.sorted()
            return Stream(name: names[index], symbols: symbols, counts: symbols.map { ofStream[$0] ?? 0 })
        }
    }

    private static func coverage(_ tree: RecordedBeginnings, _ inputs: [Stream]) -> [Length] {
        let letters = inputs.reduce(1.0) { $0 * Double($1.symbols.count) }
        return tree.lengths.sorted { $0.key < $1.key }.map { length, found in
            var possible = 1.0
            for _ in 0..<length where possible < 0x1p62 { possible *= letters }
            // Where it is below 2⁵³ this is exact; above, what counts is its size.
            return Length(
                length: length, sequences: found.count, distinct: found.distinct,
                possible: possible < 0x1p62 ? Int(possible) : nil)
        }
    }

    /// Fewer different answers than these leave many rules that agree with all of them.
    private static let fewAnswers = 64
    /// A share of one answer from which "always that" looks learned.
    private static let unbalanced = 0.9

    private static func warnings(
        sequences: Int, asked: Int, _ inputs: [Stream], _ outputs: [Stream], tree: RecordedBeginnings, isEmptyAsked: Bool
    ) -> [String] {
        var warnings: [String] = []
        if asked < fewAnswers {
            warnings.append(
                "\(asked.of("different answer")) from \(sequences.of("sequence")) do not determine a rule: many rules agree with them"
            )
        }
        if sequences == 1 { warnings.append("with one sequence nothing is left to test on") }
        for stream in outputs {
            guard let most = stream.counts.max(), let place = stream.counts.firstIndex(of: most) else { continue }
            let (name, total) = (stream.symbols[place].name, stream.counts.reduce(0, +))
            if stream.symbols.count == 1 {
                warnings.append("\(stream.name) is always \(name): a network that always says so makes no error")
            } else if Double(most) / Double(total) >= unbalanced {
                warnings.append(
                    "\(stream.name) is \(name) in \(share(most, of: total)) of the answers: always \(name) is right as often")
            }
        }
        for stream in inputs {
            let rare = zip(stream.symbols, stream.counts).filter { $0.1 == 1 }.map(\.0.name)
            if !rare.isEmpty { warnings.append("\(stream.name) has letters that are there once only: \(Flaw.list(rare))") }
        }
        if let first = tree.firstContradiction {
            warnings.append("\(tree.contradictions.of("answer")) contradict earlier ones: \(first)")
        }
        if isEmptyAsked {
            warnings.append("the empty word is answered, but a network answers only after a letter: that answer is kept apart")
        }
        return warnings
    }

    /// "12.5 %".
    static func share(_ count: Int, of total: Int) -> String {
        let thousandths = Int((Double(count) / Double(max(1, total)) * 1000).rounded())
        return "\(thousandths / 10).\(thousandths % 10) %"
    }
}
