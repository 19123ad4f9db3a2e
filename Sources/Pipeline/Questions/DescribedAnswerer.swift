import Foundation

/// A transformer in a file that answers questions, as its file and what is said of it have it.
public struct DescribedAnswerer: Sendable {
    public let name: String
    public let network: AnsweringTransformer
    /// Which questions are meant.
    public let domain: QuestionDomain
    /// All that was said and told.
    public let description: NetworkDescription

    /// Nil where nothing says what separates a question from its answer: then it answers none.
    ///
    /// - Parameters:
    ///   - data: of a safetensors file.
    ///   - name: what the network is called where its description does not say.
    ///   - stated: what is said beside the file, which wins over what is said in it.
    ///   - configuration: Hugging Face's `config.json`, over which all else wins; nil where there is none.
    /// - Throws: `SafetensorsError` where it cannot be read, or something that no tensor tells was not said.
    public init?(
        _ data: Data, name: String, stated: NetworkDescription = .init(), configuration: Data? = nil
    ) throws(SafetensorsError) {
        let file = try SafetensorsFile(data)
        try stated.check("The description")
        var description = stated
        if let text = file.metadata[NetworkDescription.key] {
            description = stated.completed(by: try NetworkDescription(json: Data(text.utf8), of: "the metadata “glassbox”"))
        }
        guard description.separator != nil else { return nil }
        if let configuration {
            description = description.completed(by: try TransformerConfiguration.description(json: configuration))
        }
        network = try AnsweringTransformer(file, description)
        do throws(QuestionDomainError) {
            domain = try QuestionDomain(description.questions ?? [], letters: network.letters)
        } catch {
            throw SafetensorsError(
                found: error.description,
                expected: "“questions” as docs/networks.md has them: distinct, increasing, distinct-pairs or patterns")
        }
        self.name = description.name ?? name
        self.description = description
    }
}
