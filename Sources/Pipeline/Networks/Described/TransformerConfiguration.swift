import Foundation

/// What Hugging Face writes beside a model's weights, `config.json`, as far as it is needed and no tensor tells it.
struct TransformerConfiguration: Decodable {
    private let model_type: String?
    private let n_head: Int?
    private let layer_norm_epsilon: Double?
    private let activation_function: String?
    private let scale_attn_weights: Bool?
    private let scale_attn_by_inverse_layer_idx: Bool?
    private let add_cross_attention: Bool?

    /// As a description.
    ///
    /// - Parameter json: the file.
    /// - Returns: nothing that it does not say.
    /// - Throws: `SafetensorsError` where it is none, or says something of the model that is not read.
    static func description(json: Data) throws(SafetensorsError) -> NetworkDescription {
        func refuse(_ found: String, _ expected: String) -> SafetensorsError {
            SafetensorsError(found: "config.json \(found)", expected: expected)
        }
        guard json.count <= NetworkDescription.mostBytes else {
            throw refuse("has \(json.count) bytes", "at most \(NetworkDescription.mostBytes)")
        }
        guard let read = try? JSONDecoder().decode(TransformerConfiguration.self, from: json) else {
            throw refuse("is no JSON that can be read", "the configuration of a GPT-2, as Hugging Face writes it")
        }
        try SafetensorsError.refuseRepeatedKeys(json, of: "config.json")
        guard read.model_type ?? "gpt2" == "gpt2" else {
            throw refuse("is of a model of the type “\(read.model_type ?? "")”", "gpt2, which alone is read")
        }
        guard read.scale_attn_weights != false, read.scale_attn_by_inverse_layer_idx != true, read.add_cross_attention != true
        else {
            throw refuse(
                "scales attention in another way than by the root of a head's width, or attends to something else",
                "scale_attn_weights true, scale_attn_by_inverse_layer_idx and add_cross_attention false")
        }
        var result = NetworkDescription()
        result.heads = read.n_head
        result.epsilon = read.layer_norm_epsilon
        if let name = read.activation_function {
            // Other names of the same.
            let known: [String: StackedNetwork.Head.Activation] = [
                "gelu_new": .geluNew, "gelu_pytorch_tanh": .geluNew, "gelu": .gelu, "relu": .relu,
            ]
            guard let activation = known[name] else {
                throw refuse("has the activation “\(name)”", "gelu_new, gelu or relu")
            }
            result.activation = activation
        }
        try result.check("config.json")
        return result
    }
}

extension NetworkDescription {
    /// What is said here, and what Hugging Face's `config.json` says of the rest, where there is one.
    ///
    /// - Throws: `SafetensorsError` where it is none, or says something of the model that is not read.
    func completed(byConfiguration json: Data?) throws(SafetensorsError) -> NetworkDescription {
        guard let json else { return self }
        return completed(by: try TransformerConfiguration.description(json: json))
    }
}
