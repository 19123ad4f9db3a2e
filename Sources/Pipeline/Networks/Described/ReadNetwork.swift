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
        guard hidden <= Self.mostHidden, network.parameterCount <= Self.mostParameters else {
            throw SafetensorsError(
                found: "The network has \(hidden) numbers in its state and \(network.parameterCount) parameters",
                expected: "at most \(Self.mostHidden) and \(Self.mostParameters)")
        }
        guard network.initialState.allSatisfy(\.isFinite) else {
            throw SafetensorsError(
                found: "The start leads to a state that is not finite", expected: "weights with which the network can be run")
        }
        proof = try RecordedScores(tensors.recorded, letters.reading)?.prove(
            network, parameters: network.parameterCount, tolerance: description.tolerance)
        let ordered = network.answering(in: answers.order, answers.decision)
        kind = .stacked(ordered)
        reading = letters.reading
        symbols = try letters.symbols(with: answers, of: ordered)
    }

    /// In a state.
    private static let mostHidden = 1024
    /// Numbers in all tensors.
    private static let mostParameters = 1 << 18
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

// MARK: - Transformers

extension ReadNetwork {
    /// - Throws: `SafetensorsError` where tensors do not fit each other, or something was not said.
    init(_ tensors: TransformerTensors, _ description: NetworkDescription) throws(SafetensorsError) {
        try Self.check(description)
        let read = try TransformerReading(tensors, description)
        let letters = try Self.letters(read.tokens, description)
        guard case .table(let table, _) = letters.reading else {
            throw SafetensorsError(found: "The description has numbers", expected: "“letters”, since the file has tokens")
        }
        let answers = try AnswerNames(scores: read.transformer.head.biases.count, description)
        let isRestricted = description.words == .permitted
        guard !isRestricted || description.decision == .sign && read.transformer.head.biases.count >= table.count else {
            throw SafetensorsError(
                found: "The description asks about permitted words only",
                expected: "the decision sign, and a score for each letter that says whether it may come next")
        }
        let written = read.network(table, answers.decisionAsWritten)
        try Self.check(written, length: description.length)
        // All words, permitted or not, are as good to compare scores on.
        proof = try RecordedScores(tensors.recorded, letters.reading)?.prove(
            written, parameters: read.transformer.parameterCount, tolerance: description.tolerance)
        let opened = written.answering(in: answers.order, answers.decision, asksPermittedWordsOnly: isRestricted)
        kind = .transformer(opened)
        reading = letters.reading
        symbols = try letters.symbols(with: answers, of: opened)
    }

    private static func check(_ description: NetworkDescription) throws(SafetensorsError) {
        guard [nil, .transformer].contains(description.cell) else {
            throw SafetensorsError(
                found: "The description has the cell \(description.cell?.rawValue ?? "")",
                expected: "transformer, or none, as the file has one")
        }
        guard description.separator == nil else {
            throw SafetensorsError(
                found: "The description has a separator, so that the network answers questions",
                expected: "one that answers every letter; glassbox report reads both")
        }
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
