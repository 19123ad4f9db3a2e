/// The tensors of a transformer by the parts that they play, told by GPT-2's names (`transformer.h.0.attn.c_attn.weight`), whatever
/// stands before these.
struct TransformerTensors {
    private let tensors: [String: SafetensorsFile.Tensor]
    /// What stands before `wte.weight`.
    private let prefix: String
    let recorded: RecordedTensors?
    let width: Int
    let blocks: Int

    static let mostBlocks = 64
    private static let embedding = "wte.weight"
    /// Masks that old files hold beside the weights.
    private static let ignored = [".attn.bias", ".attn.masked_bias"]

    /// Nil where the file is of no transformer.
    ///
    /// - Throws: `SafetensorsError` where tensors that one has are missing, or others are there.
    init?(_ file: SafetensorsFile) throws(SafetensorsError) {
        let names = file.tensors.keys.sorted()
        guard let name = names.first(where: { $0 == Self.embedding || $0.hasSuffix("." + Self.embedding) }) else { return nil }
        var rest = file.tensors
        recorded = try RecordedTensors(takenFrom: &rest)
        prefix = String(name.dropLast(Self.embedding.count))
        guard let shape = rest[name]?.shape, shape.count == 2 else {
            throw SafetensorsError(tensor: name, found: "has no two dimensions", expected: "[tokens, width]")
        }
        width = shape[1]
        let (before, numbers) = (prefix + "h.", names)
        blocks =
            Set(
                numbers.compactMap { name in
                    name.hasPrefix(before) ? name.dropFirst(before.count).split(separator: ".").first.flatMap { Int($0) } : nil
                }
            ).count
        guard (1...Self.mostBlocks).contains(blocks) else {
            throw SafetensorsError(
                found: "The transformer has \(blocks) blocks",
                expected: "1 to \(Self.mostBlocks), with tensors such as “\(prefix)h.0.attn.c_attn.weight” (docs/networks.md)")
        }
        tensors = rest.filter { name, _ in !Self.ignored.contains { name.hasSuffix($0) } }
        try checkNames()
    }

    /// - Throws: `SafetensorsError` where tensors do not fit each other, or something was not said.
    /// - Parameter description: what no tensor tells.
    /// - Returns: the transformer, with a score for each row of the head.
    func transformer(_ description: NetworkDescription) throws(SafetensorsError) -> Transformer {
        guard let heads = description.heads else {
            throw SafetensorsError(
                found: "No tensor tells how many heads the transformer has",
                expected: "“heads” in the description, --heads, or “n_head” in a config.json beside the file")
        }
        guard heads > 0, width.isMultiple(of: heads) else {
            throw SafetensorsError(
                found: "The description has \(heads) heads", expected: "a divisor of the width, \(width)")
        }
        guard let activation = description.activation, [.gelu, .geluNew, .relu].contains(activation) else {
            throw SafetensorsError(
                found: description.activation.map { "The description has the activation \($0.rawValue)" }
                    ?? "No tensor tells what is between the layers of the perceptrons",
                expected: "“activation” in the description, or --activation: gelu_new (with tanh), gelu or relu")
        }
        let epsilon = description.epsilon ?? 1e-5
        var read: [TransformerBlock] = []
        for number in 0..<blocks { read.append(try block(number, heads, activation, epsilon)) }
        let tokens = try matrix("wte.weight", columns: width)
        let places = try matrix("wpe.weight", columns: width)
        return Transformer(
            tokens: tokens, places: places, blocks: read, norm: try norm("ln_f", epsilon), head: try head(tokens))
    }

    /// The names of all tensors that there may be, without the prefix.
    private func checkNames() throws(SafetensorsError) {
        let modules = ["ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"]
        var expected = ["wte.weight", "wpe.weight", "ln_f.weight", "ln_f.bias"]
        for block in 0..<blocks {
            for module in modules { expected += ["weight", "bias"].map { "h.\(block).\(module).\($0)" } }
        }
        for name in expected where tensors[prefix + name] == nil {
            throw SafetensorsError(
                tensor: prefix + name, found: "is missing", expected: "all tensors of a transformer as GPT-2 names them")
        }
        let known = Set(expected.map { prefix + $0 } + tensors.keys.filter(Self.isHead))
        if let name = tensors.keys.filter({ !known.contains($0) }).min() {
            throw SafetensorsError(
                tensor: name, found: "plays no part that is known in a transformer as GPT-2's",
                expected: "those of docs/networks.md; glassbox.export in python/ writes a module so, or says why it cannot")
        }
    }

    private static func isHead(_ name: String) -> Bool {
        ["lm_head.weight", "lm_head.bias"].contains { name == $0 || name.hasSuffix("." + $0) }
    }

    private func block(
        _ number: Int, _ heads: Int, _ activation: StackedNetwork.Head.Activation, _ epsilon: Double
    ) throws(SafetensorsError) -> TransformerBlock {
        let inner = try tensor("h.\(number).mlp.c_fc.weight").shape.last ?? 0
        return TransformerBlock(
            attentionNorm: try norm("h.\(number).ln_1", epsilon),
            attention: CausalAttention(
                heads: heads, projection: try layer("h.\(number).attn.c_attn", width, 3 * width),
                output: try layer("h.\(number).attn.c_proj", width, width), scale: 1 / Double(width / heads).squareRoot()),
            perceptronNorm: try norm("h.\(number).ln_2", epsilon),
            perceptron: StackedNetwork.Head(
                [
                    try layer("h.\(number).mlp.c_fc", width, inner), try layer("h.\(number).mlp.c_proj", inner, width),
                ], activation: activation))
    }

    /// Tied to the tokens where there is none.
    private func head(_ tokens: Matrix) throws(SafetensorsError) -> Perceptron.AffineLayer {
        let names = tensors.keys.filter(Self.isHead).sorted()
        guard let name = names.first(where: { $0.hasSuffix("weight") }), let weight = tensors[name] else {
            return .init(weights: tokens, biases: Array(repeating: 0, count: tokens.rows))
        }
        guard weight.shape.count == 2, weight.shape[1] == width else {
            throw SafetensorsError(tensor: name, found: "has the shape \(weight.shape)", expected: "[scores, \(width)]")
        }
        let bias = names.first { $0.hasSuffix("bias") }.flatMap { tensors[$0] }
        guard bias?.shape ?? [weight.shape[0]] == [weight.shape[0]] else {
            throw SafetensorsError(
                tensor: names.first { $0.hasSuffix("bias") }, found: "has the shape \(bias?.shape ?? [])",
                expected: "[\(weight.shape[0])]")
        }
        return .init(
            weights: Matrix(rows: weight.shape[0], columns: width, elements: weight.numbers),
            biases: bias?.numbers ?? Array(repeating: 0, count: weight.shape[0]))
    }

    /// An affine layer, which GPT-2 writes as `[inputs, outputs]`.
    private func layer(_ name: String, _ inputs: Int, _ outputs: Int) throws(SafetensorsError) -> Perceptron.AffineLayer {
        let weight = try tensor(name + ".weight")
        guard weight.shape == [inputs, outputs] else {
            throw SafetensorsError(
                tensor: prefix + name + ".weight", found: "has the shape \(weight.shape)",
                expected: "[\(inputs), \(outputs)]; GPT-2 has [inputs, outputs], and nn.Linear has its transpose")
        }
        var turned = Matrix(rows: outputs, columns: inputs)
        for input in 0..<inputs {
            for output in 0..<outputs { turned[output, input] = weight.numbers[input * outputs + output] }
        }
        return .init(weights: turned, biases: try vector(name + ".bias", outputs))
    }

    private func norm(_ name: String, _ epsilon: Double) throws(SafetensorsError) -> LayerNorm {
        LayerNorm(
            scale: try vector(name + ".weight", width), shift: try vector(name + ".bias", width), epsilon: epsilon)
    }

    private func vector(_ name: String, _ count: Int) throws(SafetensorsError) -> [Double] {
        let tensor = try tensor(name)
        guard tensor.shape == [count] else {
            throw SafetensorsError(tensor: prefix + name, found: "has the shape \(tensor.shape)", expected: "[\(count)]")
        }
        return tensor.numbers
    }

    private func matrix(_ name: String, columns: Int) throws(SafetensorsError) -> Matrix {
        let tensor = try tensor(name)
        guard tensor.shape.count == 2, tensor.shape[1] == columns else {
            throw SafetensorsError(
                tensor: prefix + name, found: "has the shape \(tensor.shape)", expected: "[rows, \(columns)]")
        }
        return Matrix(rows: tensor.shape[0], columns: columns, elements: tensor.numbers)
    }

    private func tensor(_ name: String) throws(SafetensorsError) -> SafetensorsFile.Tensor {
        guard let tensor = tensors[prefix + name] else {
            throw SafetensorsError(tensor: prefix + name, found: "is missing", expected: "it, as GPT-2 names it")
        }
        return tensor
    }
}
