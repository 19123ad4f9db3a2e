import Foundation

/// A transformer in a file that answers questions, as its file and what is said of it have it.
public struct DescribedAnswerer: Sendable, Equatable {
    public let name: String
    public let network: AnsweringTransformer
    /// Which questions are meant.
    public let domain: QuestionDomain
    /// Letters of the questions that it was trained on, as far as is said.
    public let length: Int
    /// What recorded scores showed; nil where none are in the file.
    public let proof: RecordedScores.Proof?
    private let file: SafetensorsFile
    private let description: NetworkDescription

    /// - Parameters:
    ///   - file: with the tensors.
    ///   - name: what the network is called where its description does not say.
    ///   - description: with a `separator`; all that was said, in the file too.
    ///   - configuration: Hugging Face's `config.json`, over which all else wins; nil where there is none.
    /// - Throws: `SafetensorsError` where it cannot be read, something that no tensor tells was not said, or recorded scores are others.
    public init(
        _ file: SafetensorsFile, name: String, description: NetworkDescription, configuration: Data? = nil
    ) throws(SafetensorsError) {
        guard let tensors = try TransformerTensors(file) else {
            throw SafetensorsError(
                found: "The description has a separator, and the file no transformer",
                expected: "“wte.weight” and the other tensors of a GPT-2 (docs/networks.md)")
        }
        let description = try description.completed(byConfiguration: configuration)
        network = try AnsweringTransformer(TransformerReading(tensors, description), description)
        let letters = network.reader.letters
        let reading = StackedNetwork.LetterReading.table(
            letters: letters, features: Matrix(letters.map { [Double($0[0])] }))
        proof = try RecordedScores(tensors.recorded, reading)?.prove(
            network.reader, parameters: network.reader.transformer.parameterCount, tolerance: description.tolerance)
        do throws(QuestionDomainError) {
            domain = try QuestionDomain(description.questions ?? [], letters: network.letters)
        } catch {
            throw SafetensorsError(
                found: error.description,
                expected: "“questions” as docs/networks.md has them: distinct, increasing, distinct-pairs or patterns")
        }
        length = description.length ?? DescribedInputs.usualLength
        self.name = description.name ?? name
        (self.file, self.description) = (file, description)
    }

    /// The same of a file that says all itself.
    ///
    /// - Throws: as above, and where the file has no description.
    public init(_ file: SafetensorsFile, name: String) throws(SafetensorsError) {
        try self.init(file, name: name, description: try NetworkDescription().completed(by: file))
    }

    /// Bytes of a file from which the same network is read without a word beside it.
    public var safetensors: Data {
        get throws { try file.bytes(describedBy: description, name: name) }
    }
}
