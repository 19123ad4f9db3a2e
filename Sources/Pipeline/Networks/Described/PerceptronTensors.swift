/// The tensors of a network h' = f(h, x), y = g(h) of two perceptrons, as MIPS's authors name them (`hmlp.mlp.0.weight`) and as reports of
/// Glassbox do (`transition.0.weight`): f reads the hidden state first and then the inputs.
struct PerceptronTensors {
    /// f's layers, in their order.
    let transition: [Perceptron.AffineLayer]

    private static let names = ["hmlp.mlp.", "hmlp.", "transition."]

    /// Takes f's tensors out of those of a file; nil where there are none.
    ///
    /// - Throws: `SafetensorsError` where a layer does not fit the others.
    init?(takenFrom tensors: inout [String: SafetensorsFile.Tensor]) throws(SafetensorsError) {
        let places = tensors.keys.compactMap { name in Self.place(of: name).map { (name, $0) } }
        guard !places.isEmpty else { return nil }
        let numbers = Set(places.map(\.1.number)).sorted()
        var layers: [Perceptron.AffineLayer] = []
        for number in numbers {
            func tensor(_ part: String) -> (name: String, value: SafetensorsFile.Tensor)? {
                let name = places.first { $0.1.number == number && $0.1.part == part }?.0
                return name.flatMap { name in tensors.removeValue(forKey: name).map { (name, $0) } }
            }
            guard let weight = tensor("weight"), weight.value.shape.count == 2 else {
                throw SafetensorsError(
                    found: "Layer \(number) of f has no weight of two dimensions", expected: "[outputs, inputs]")
            }
            let shape = weight.value.shape
            if let before = layers.last?.weights.rows, before != shape[1] {
                throw SafetensorsError(
                    tensor: weight.name, found: "has \(shape[1]) columns",
                    expected: "\(before), what the layer before it gives; is it transposed? PyTorch has [outputs, inputs]")
            }
            let bias = tensor("bias")
            guard bias?.value.shape ?? [shape[0]] == [shape[0]] else {
                throw SafetensorsError(
                    tensor: bias?.name, found: "has the shape \(bias?.value.shape ?? [])", expected: "[\(shape[0])]")
            }
            layers.append(
                .init(
                    weights: Matrix(rows: shape[0], columns: shape[1], elements: weight.value.numbers),
                    biases: bias?.value.numbers ?? Array(repeating: 0, count: shape[0])))
        }
        transition = layers
    }

    private static func place(of name: String) -> (number: Int, part: String)? {
        for prefix in names {
            guard let range = name.range(of: prefix),
                range.lowerBound == name.startIndex || name[..<range.lowerBound].hasSuffix(".")
            else { continue }
            let parts = name[range.upperBound...].split(separator: ".", omittingEmptySubsequences: false)
            if parts.count == 2, let number = Int(parts[0]), number >= 0, ["weight", "bias"].contains(parts[1]) {
                return (number, String(parts[1]))
            }
        }
        return nil
    }
}

extension RecurrentLayer {
    /// The cell that f is.
    ///
    /// - Throws: `SafetensorsError` where f cannot read a state and a letter, or no tensor tells what is between its layers.
    init(_ tensors: PerceptronTensors, _ description: NetworkDescription) throws(SafetensorsError) {
        let first = tensors.transition[0]
        let hidden = tensors.transition.last?.weights.rows ?? 0
        guard first.weights.columns > hidden else {
            throw SafetensorsError(
                found: "f reads \(first.weights.columns) numbers and gives \(hidden)",
                expected: "the hidden state first and then the inputs, more than it gives; are weights transposed?")
        }
        guard tensors.transition.count == 1 || description.activation == .relu else {
            throw SafetensorsError(
                found: description.activation.map { "f has \(tensors.transition.count) layers with \($0.rawValue) between" }
                    ?? "f has \(tensors.transition.count) layers, and no tensor tells what is between them",
                expected: "“activation” in the description, or --activation: relu, which alone is read there")
        }
        guard description.numbers != nil || description.letters != nil else {
            throw SafetensorsError(
                found: "No tensor tells what the \(first.weights.columns - hidden) inputs of f are",
                expected: "“numbers” or “letters” in the description, or --numbers 0..1 with a range for each, or --letters")
        }
        guard [nil, .relu].contains(description.cell) else {
            throw SafetensorsError(
                found: "The description has the cell \(description.cell?.rawValue ?? "")",
                expected: "none, as the file has two perceptrons")
        }
        self.init(
            .perceptron, input: first.weights.columns(hidden..<first.weights.columns),
            recurrent: first.weights.columns(0..<hidden),
            inputBias: first.biases, recurrentBias: Array(repeating: 0, count: first.biases.count),
            deeper: Array(tensors.transition.dropFirst()))
    }
}
