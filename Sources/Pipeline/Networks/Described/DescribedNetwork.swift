import Foundation

/// A network that somebody else trained, as its file and its description have it: what it computes, what its letters and answers are
/// called, and that it was read as it was meant.
///
///     let described = try DescribedNetwork(try Data(contentsOf: file), name: "model")
///     let result = try await distill(described.network, for: described.task, seed: 1)
public struct DescribedNetwork: Sendable, Equatable {
    public let name: String
    public let kind: NetworkKind
    /// What people read and answer; nil where these are the integers themselves.
    public let symbols: SymbolCode?
    /// All that was said and told, from which the same network can be read again.
    public let description: NetworkDescription
    /// What recorded scores showed; nil where none are in the file.
    public let proof: RecordedScores.Proof?
    private let inputs: DescribedInputs
    private let file: SafetensorsFile

    /// With more, finding out which letters are alike takes too long.
    private static let mostCompared = 1 << 17

    /// - Parameters:
    ///   - data: of a safetensors file.
    ///   - name: what the network is called where its description does not say.
    ///   - stated: what is said beside the file, which wins over what is said in it.
    ///   - configuration: of a transformer, Hugging Face's `config.json`, over which all else wins; nil where there is none.
    /// - Throws: `SafetensorsError` where it cannot be read, something that no tensor tells was not said, or recorded scores are others.
    public init(
        _ data: Data, name: String, stated: NetworkDescription = .init(), configuration: Data? = nil
    ) throws(SafetensorsError) {
        try self.init(SafetensorsFile(data), name: name, stated: stated, configuration: configuration)
    }

    /// The same of a file whose tensors were read already.
    public init(
        _ file: SafetensorsFile, name: String, stated: NetworkDescription = .init(), configuration: Data? = nil
    ) throws(SafetensorsError) {
        var description = try stated.completed(by: file)
        let read: ReadNetwork
        if let tensors = try TransformerTensors(file) {
            description = try description.completed(byConfiguration: configuration)
            read = try ReadNetwork(tensors, description)
        } else {
            read = try ReadNetwork(RecurrentTensors(file), description)
        }
        (kind, symbols, proof, self.description) = (read.kind, read.symbols, read.proof, description)
        let inputs = DescribedInputs(read.reading, symbols, description)
        if case .transformer(let network) = read.kind, network.asksPermittedWordsOnly {
            self.inputs = inputs.permitted(by: network)
        } else {
            self.inputs = read.kind.parameterCount <= Self.mostCompared ? read.kind.network.known(to: inputs) : inputs
        }
        self.name = description.name ?? name
        self.file = file
    }

    /// What is opened: two perceptrons, which can be rewritten, where it is made of them.
    public var network: any ObservedNetwork { kind.network }

    /// The same where its states are vectors that can be set.
    public var vectors: (any VectorNetwork)? { network as? any VectorNetwork }

    public var isTransformer: Bool { if case .transformer = kind { true } else { false } }

    /// Its recurrent layers, where it has such.
    public var stacked: StackedNetwork? { if case .stacked(let network) = kind { network } else { nil } }

    /// Bytes of a file from which the same network is read without a word beside it.
    public var safetensors: Data {
        get throws { try file.bytes(describedBy: description, name: name) }
    }

    /// What it reads, and that what it answers itself is right.
    public var task: SequenceTask {
        SequenceTask(
            name: name, summary: summary, inputs: inputs.space, reference: network.asReference, symbols: symbols)
    }

    private var summary: String {
        guard kind.asksPermittedWordsOnly else { return "what the network answers" }
        let names = description.answers ?? []
        let bits = names.isEmpty ? "" : ", a bit each: \(names.joined(separator: ", "))"
        return "what may come next, as the network has it\(bits); all 0 once something came that it does not permit"
    }
}

extension SafetensorsFile {
    /// The same tensors, with all that was said of the network.
    func bytes(describedBy description: NetworkDescription, name: String) throws -> Data {
        var (metadata, stated) = (metadata, description)
        stated.name = name
        metadata[NetworkDescription.key] = stated.json
        return try Self.bytes(
            of: tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape, $0.value.numbers) }, metadata: metadata)
    }
}

extension Network {
    fileprivate func known(to inputs: DescribedInputs) -> DescribedInputs { inputs.knowing(self) }
    fileprivate var asReference: any Reference { NetworkReference(self) }
}
