import Foundation

/// A network that somebody else trained, as its file and its description have it: what it computes, what its letters and answers are
/// called, and that it was read as it was meant.
///
///     let described = try DescribedNetwork(try Data(contentsOf: file), name: "model")
///     let result = try await distill(described.network, for: described.task, seed: 1)
public struct DescribedNetwork: Sendable, Equatable {
    public let name: String
    public let network: StackedNetwork
    /// What people read and answer; nil where these are the integers themselves.
    public let symbols: SymbolCode?
    /// All that was said and told, from which the same network can be read again.
    public let description: NetworkDescription
    /// What recorded scores showed; nil where none are in the file.
    public let proof: RecordedScores.Proof?
    /// Which letters are alike to the network; nil where they are few.
    private let classes: LetterClasses?
    private let file: SafetensorsFile

    /// Numbers in all tensors.
    static let mostParameters = 1 << 18
    static let mostHidden = 1024
    /// With more, finding out which letters are alike takes too long.
    private static let mostCompared = 1 << 17

    /// - Parameters:
    ///   - data: of a safetensors file.
    ///   - name: what the network is called where its description does not say.
    ///   - stated: what is said beside the file, which wins over what is said in it.
    /// - Throws: `SafetensorsError` where it cannot be read, something that no tensor tells was not said, or recorded scores are others.
    public init(_ data: Data, name: String, stated: NetworkDescription = .init()) throws(SafetensorsError) {
        try self.init(SafetensorsFile(data), name: name, stated: stated)
    }

    /// The same of a file whose tensors were read already.
    public init(_ file: SafetensorsFile, name: String, stated: NetworkDescription = .init()) throws(SafetensorsError) {
        try stated.check("The description")
        self.file = file
        var description = stated
        if let text = file.metadata[NetworkDescription.key] {
            let inside = try NetworkDescription(json: Data(text.utf8), of: "the metadata “glassbox”")
            description = stated.completed(by: inside)
        }
        let tensors = try RecurrentTensors(file)
        var layers: [RecurrentLayer] = []
        for tensor in tensors.layers { layers.append(try RecurrentLayer(tensor, description)) }
        let parts = try NetworkParts(tensors, layers, description)
        let reading = try LetterNames(parts, description)
        let answers = try AnswerNames(parts.head, description)
        let network = StackedNetwork(
            reading: reading.reading, layers: layers, head: parts.head, initialState: parts.initialState,
            start: try reading.start(description), decision: answers.decisionAsWritten)
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
        proof = try RecordedScores(tensors, reading)?.prove(network, tolerance: description.tolerance)
        self.network = network.answering(in: answers.order, answers.decision)
        symbols = try reading.symbols(with: answers, of: self.network)
        classes = Self.classes(self.network, symbols, description)
        self.name = description.name ?? name
        self.description = description
    }

    /// Bytes of a file from which the same network is read without a word beside it.
    public var safetensors: Data {
        get throws {
            var metadata = file.metadata
            var stated = description
            stated.name = name
            metadata[NetworkDescription.key] = stated.json
            let tensors = file.tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape, $0.value.numbers) }
            return try SafetensorsFile.bytes(of: tensors, metadata: metadata)
        }
    }

    /// What it reads, and that what it answers itself is right.
    public var task: SequenceTask {
        SequenceTask(
            name: name, summary: "what the network answers", inputs: inputs, reference: NetworkReference(network),
            symbols: symbols)
    }

    private var inputs: InputSpace {
        Self.inputs(network, symbols, description, classes)
    }

    /// Above it, words of many letters that are alike to a network hardly ever have those that are not.
    private static let fewLetters = 4

    private static func classes(
        _ network: StackedNetwork, _ symbols: SymbolCode?, _ description: NetworkDescription
    ) -> LetterClasses? {
        let inputs = inputs(network, symbols, description, nil)
        guard let letters = inputs.explorableLetters, letters.count > fewLetters,
            network.parameterCount <= mostCompared
        else { return nil }
        let classes = LetterClasses(network, inputs: inputs, letters: letters, seed: 0)
        return classes.areMerged ? classes : nil
    }

    /// Words over all letters; where some are alike, in every other word each class of them is as likely as any other.
    private static func inputs(
        _ network: StackedNetwork, _ symbols: SymbolCode?, _ description: NetworkDescription, _ classes: LetterClasses?
    ) -> InputSpace {
        let alphabet = symbols?.alphabet ?? integers(network.reading, description)
        let members = classes?.members ?? []
        let sampler: InputSpace.Sampler = { random, word in
            let isBalanced = random.integer(in: 0..<2) == 0
            for start in stride(from: 0, to: word.count, by: alphabet.width) {
                guard isBalanced else {
                    alphabet.draw(&random, into: &word, at: start)
                    continue
                }
                let letter = random.choice(random.choice(members))
                for (feature, value) in letter.enumerated() { word[start + feature] = value }
            }
        }
        return InputSpace(
            alphabet, length: description.length ?? usualLength, sampler: members.isEmpty ? nil : sampler,
            featureNames: symbols?.featureNames, representatives: classes?.representatives)
    }

    private static let usualLength = 10

    /// The letters where they have no names.
    private static func integers(
        _ reading: StackedNetwork.LetterReading, _ description: NetworkDescription
    ) -> Alphabet {
        switch reading {
        case .table(let letters, _): Alphabet([0..<letters.count])
        case .numbers: Alphabet((description.numbers ?? []).map { $0[0]..<$0[1] + 1 })
        }
    }
}

extension StackedNetwork {
    /// The same with its classes in another order: the one that was number `order[i]` is number i.
    fileprivate func answering(in order: [Int]?, _ decision: Decision) -> StackedNetwork {
        guard let order, let last = head.layers.last else { return self }
        let weights = Matrix(order.map(last.weights.row), columns: last.weights.columns)
        let permuted = Perceptron.AffineLayer(weights: weights, biases: order.map { last.biases[$0] })
        return StackedNetwork(
            reading: reading, layers: layers, head: Head(head.layers.dropLast() + [permuted], activation: head.activation),
            initialState: initialState, decision: decision)
    }
}
