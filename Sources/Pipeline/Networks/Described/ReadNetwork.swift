/// Tensors and a description made one network, with what its letters and answers are called.
struct ReadNetwork {
    let kind: NetworkKind
    let reading: StackedNetwork.LetterReading
    let symbols: SymbolCode?
    let proof: RecordedScores.Proof?
}

// MARK: - Recurrent

extension ReadNetwork {
    /// - Throws: `SafetensorsError` where tensors do not fit each other, or something was not said.
    init(_ tensors: RecurrentTensors, _ description: NetworkDescription) throws(SafetensorsError) {
        guard description.cell != .transformer else {
            throw SafetensorsError(
                found: "The description has the cell transformer", expected: "tensors of one, such as “wte.weight”")
        }
        var layers: [RecurrentLayer] = []
        for tensor in tensors.layers { layers.append(try RecurrentLayer(tensor, description)) }
        if let perceptrons = tensors.perceptrons { layers.append(try RecurrentLayer(perceptrons, description)) }
        let parts = try NetworkParts(tensors, layers, description)
        let letters = try LetterNames(embedding: parts.embedding, features: parts.features, description)
        let answers = try AnswerNames(scores: parts.head.outputs, description)
        let network = StackedNetwork(
            reading: letters.reading, layers: layers, head: parts.head, initialState: parts.initialState,
            start: try letters.start(description), decision: answers.decisionAsWritten)
        let hidden = network.hiddenSize
        try Self.check(hidden, network.parameterCount, most: (Self.mostHidden, Self.mostRecurrent))
        guard network.initialState.allSatisfy(\.isFinite) else {
            throw SafetensorsError(
                found: "The start leads to a state that is not finite", expected: "weights with which the network can be run")
        }
        proof = try RecordedScores(tensors.recorded, letters)?.prove(
            network, parameters: network.parameterCount, tolerance: description.tolerance)
        let ordered = network.answering(in: answers.order, answers.decision)
        kind = .stacked(ordered)
        reading = letters.reading
        symbols = try letters.symbols(with: answers, of: ordered)
    }

    /// In a state.
    private static let mostHidden = 1024
    /// Numbers in all tensors.
    private static let mostRecurrent = 1 << 18
    private static let mostOfTransformer = 1 << 24

    private static func check(
        _ hidden: Int, _ parameters: Int, most: (hidden: Int, parameters: Int)
    ) throws(SafetensorsError) {
        guard hidden <= most.hidden, parameters <= most.parameters else {
            throw SafetensorsError(
                found: "The network has \(hidden) numbers in its state and \(parameters) parameters",
                expected: "at most \(most.hidden) and \(most.parameters)")
        }
    }
}

extension StackedNetwork {
    /// The same with its classes in another order: the one that was number `order[i]` is number i.
    fileprivate func answering(in order: [Int]?, _ decision: Decision) -> StackedNetwork {
        guard let order, let last = head.layers.last else { return self }
        return StackedNetwork(
            reading: reading, layers: layers,
            head: Head(head.layers.dropLast() + [last.rows(order)], activation: head.activation),
            initialState: initialState, decision: decision)
    }
}

extension Perceptron.AffineLayer {
    /// Some of the outputs, in this order.
    fileprivate func rows(_ numbers: [Int]) -> Perceptron.AffineLayer {
        .init(weights: Matrix(numbers.map(weights.row), columns: weights.columns), biases: numbers.map { biases[$0] })
    }
}

// MARK: - Transformers

extension ReadNetwork {
    /// - Throws: `SafetensorsError` where tensors do not fit each other, or something was not said.
    init(_ tensors: TransformerTensors, _ description: NetworkDescription) throws(SafetensorsError) {
        guard [nil, .transformer].contains(description.cell) else {
            throw SafetensorsError(
                found: "The description has the cell \(description.cell?.rawValue ?? "")",
                expected: "transformer, or none, as the file has one")
        }
        let transformer = try tensors.transformer(description)
        try Self.check(
            transformer.width, transformer.parameterCount, most: (Self.mostHidden, Self.mostOfTransformer))
        let tokens = try Self.tokens(of: transformer, description)
        let letters = try Self.letters(tokens, description)
        guard case .table(let read, _) = letters.reading else {
            throw SafetensorsError(found: "The description has numbers", expected: "“letters”, since the file has tokens")
        }
        let scored = try transformer.scoring(description.columns)
        let answers = try AnswerNames(scores: scored.head.biases.count, description)
        func network(_ transformer: Transformer, _ decision: Decision, isRestricted: Bool) -> TransformerNetwork {
            TransformerNetwork(
                transformer, letters: read, tokens: tokens, start: description.start, offset: description.offset ?? 0,
                decision: decision, asksPermittedWordsOnly: isRestricted)
        }
        let isRestricted = description.words == .permitted
        guard !isRestricted || description.decision == .sign && scored.head.biases.count >= read.count else {
            throw SafetensorsError(
                found: "The description asks about permitted words only",
                expected: "the decision sign, and a score for each letter that says whether it may come next")
        }
        let written = network(scored, answers.decisionAsWritten, isRestricted: false)
        try Self.check(written, length: description.length)
        // All words, permitted or not, are as good to compare scores on.
        proof = try RecordedScores(tensors.recorded, letters)?.prove(
            written, parameters: transformer.parameterCount, tolerance: description.tolerance)
        let ordered = answers.order.map { try? scored.scoring($0) } ?? scored
        let opened = network(ordered ?? scored, answers.decision, isRestricted: isRestricted)
        kind = .transformer(opened)
        reading = letters.reading
        symbols = try letters.symbols(with: answers, of: opened)
    }

    /// The token of each letter: as stated, else the first ones that are not the start, as many as letters are named.
    private static func tokens(
        of transformer: Transformer, _ description: NetworkDescription
    ) throws(SafetensorsError) -> [Int] {
        let all = transformer.tokens.rows
        let free = (0..<all).filter { $0 != description.start }
        let tokens = description.tokens ?? Array(free.prefix(description.letters?.count ?? free.count))
        guard (tokens + [description.start ?? 0]).allSatisfy({ (0..<all) ~= $0 }),
            description.letters?.count ?? tokens.count == tokens.count
        else {
            throw SafetensorsError(
                found:
                    "The description has \(description.letters?.count ?? tokens.count) letters and the tokens \(tokens.prefix(8))",
                expected: "a token for each letter, and each token from 0 to \(all - 1)")
        }
        guard !tokens.contains(description.start ?? -1) else {
            throw SafetensorsError(
                found: "The start \(description.start ?? 0) is the token of a letter", expected: "a token that is no letter's")
        }
        return tokens
    }

    /// What letters are called, which are features by their tokens.
    private static func letters(_ tokens: [Int], _ description: NetworkDescription) throws(SafetensorsError) -> LetterNames {
        var named = description
        named.letters = description.letters ?? tokens.map(String.init)
        named.start = nil
        return try LetterNames(embedding: Matrix(tokens.map { [Double($0)] }), features: 1, named)
    }

    private static func check(_ network: TransformerNetwork, length: Int?) throws(SafetensorsError) {
        let length = length ?? DescribedInputs.usualLength
        guard length <= network.placesForLetters else {
            throw SafetensorsError(
                found: "The words have \(length) letters, and the network has places for \(network.placesForLetters)",
                expected: "a smaller “length” in the description, or --length")
        }
    }
}

extension Transformer {
    /// The same with only some of its scores, in this order.
    ///
    /// - Throws: `SafetensorsError` where there is no such row.
    fileprivate func scoring(_ numbers: [Int]?) throws(SafetensorsError) -> Transformer {
        guard let numbers else { return self }
        guard let rows = numbers.max(), rows < head.biases.count else {
            throw SafetensorsError(
                found: "The description has the columns \(numbers.prefix(8))",
                expected: "rows of the head, 0 to \(head.biases.count - 1)")
        }
        return Transformer(tokens: tokens, places: places, blocks: blocks, norm: norm, head: head.rows(numbers))
    }
}
