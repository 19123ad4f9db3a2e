import Pipeline

/// What there is in somebody's network, and what its file proves.
public struct NetworkSummary: Sendable, Equatable, Codable {
    public let name: String
    /// A layer each: its cell, and how many numbers it reads and gives, as `gru 3 → 50`.
    public let layers: [String]
    public let hidden: Int
    public let parameters: Int
    public let letters: [String]
    public let decision: Decision
    /// Letters of the words that it was trained on, as far as is said.
    public let length: Int
    /// Recorded scores that were computed again: words, their length, and the largest difference; nil where none are there.
    public let recorded: Recorded?

    public struct Recorded: Sendable, Equatable, Codable {
        public let words: Int
        public let length: Int
        public let difference: Double
    }

    public init(_ described: DescribedNetwork) {
        let task = described.task
        let letters = task.inputs.alphabet.letters(atMost: Table.most + 1)?.map(task.inputs.alphabet.name) ?? []
        self.init(
            described.name, described.kind, letters: letters, decision: described.kind.decision, length: task.length,
            described.proof)
    }

    /// Of one that answers questions: its classes are the letters, and the end.
    public init(_ answerer: DescribedAnswerer) {
        let network = answerer.network
        self.init(
            answerer.name, .transformer(network.reader), letters: network.letters,
            decision: .greatest(of: network.letters + (network.hasEnd ? ["the end"] : [])), length: answerer.length,
            answerer.proof)
    }

    private init(
        _ name: String, _ kind: NetworkKind, letters: [String], decision: Decision, length: Int, _ proof: RecordedScores.Proof?
    ) {
        (self.name, self.letters, self.decision, self.length) = (name, letters, decision, length)
        layers = kind.layers
        hidden = kind.network.hiddenSize
        parameters = kind.parameterCount
        recorded = proof.map { Recorded(words: $0.words, length: $0.length, difference: $0.difference) }
    }

    /// How scores become answers, in a clause.
    package var decisionInWords: String { Self.words(for: decision) }

    package static func words(for decision: Decision) -> String {
        switch decision {
        case .nearestInteger: "the nearest integer of each score"
        case .signs: "1 where a score is above zero"
        case .greatest(let classes): "the greatest score, of " + Table.names(classes.map(Symbol.text))
        }
    }

    public var table: String {
        let proof = recorded.map {
            "\($0.words.of("word")) of \($0.length.of("letter")) come out the same, to \(Float($0.difference))"
        }
        return Table.text(
            name, "a network",
            [
                ("layers", layers.joined(separator: ", ")), ("state", hidden.of("number")),
                ("parameters", parameters.grouped), ("letters", Table.names(letters.map(Symbol.text))),
                ("answers", decisionInWords),
                ("length", "\(length)"), ("recorded", proof ?? "nothing"),
            ],
            proof == nil
                ? [
                    "without recorded scores nothing shows that the file was read as it was meant; glassbox.export in python/ writes them"
                ]
                : [])
    }
}
