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
    private let inputs: DescribedInputs
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
        if let perceptrons = tensors.perceptrons { layers.append(try RecurrentLayer(perceptrons, description)) }
        let parts = try NetworkParts(tensors, layers, description)
        let reading = try LetterNames(embedding: parts.embedding, features: parts.features, description)
        let answers = try AnswerNames(scores: parts.head.outputs, description)
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
        let inputs = DescribedInputs(reading.reading, symbols, description)
        self.inputs = network.parameterCount <= Self.mostCompared ? inputs.knowing(self.network) : inputs
        self.name = description.name ?? name
        self.description = description
    }

    /// What is opened: two perceptrons, which can be rewritten, where it is made of them.
    public var opened: any VectorNetwork { network.perceptrons ?? network }

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
            name: name, summary: "what the network answers", inputs: inputs.space, reference: NetworkReference(network),
            symbols: symbols)
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
