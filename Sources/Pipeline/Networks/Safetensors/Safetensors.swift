import Foundation

/// A network as a file in the safetensors format, which `SafetensorsFile` describes.
///
/// Tensors are named `transition.<layer>.weight`, `….bias`, `readout.<layer>.weight`, `….bias` and `initial_state`;
/// weights have the shape `[output, input]`. How scores become answers is in the metadata, under `decision`, where it is not by
/// rounding.
extension RecurrentNetwork {
    /// - Parameter metadata: what the header says beside the tensors.
    /// - Returns: the file's bytes. The reader takes none whose numbers are not finite.
    /// - Throws: `EncodingError` if the header cannot be encoded.
    public func safetensors(metadata: [String: String]) throws -> Data {
        var metadata = metadata
        if decision != .nearestInteger {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            metadata[Self.decisionKey] = String(decoding: try encoder.encode(decision), as: UTF8.self)
        }
        return try SafetensorsFile.bytes(of: namedTensors, metadata: metadata)
    }

    fileprivate static let decisionKey = "decision"

    private var namedTensors: [(name: String, shape: [Int], values: [Double])] {
        let layers = [("transition", transition), ("readout", readout)].flatMap { part, perceptron in
            perceptron.layers.enumerated().flatMap { index, layer in
                [
                    ("\(part).\(index).weight", [layer.weights.rows, layer.weights.columns], layer.weights.elements),
                    ("\(part).\(index).bias", [layer.biases.count], layer.biases),
                ]
            }
        }
        return layers + [("initial_state", [initialState.count], initialState)]
    }
}

extension RecurrentNetwork {
    /// The network in a file's bytes; what its header says beside it is in `SafetensorsFile.metadata`.
    ///
    /// - Throws: `SafetensorsError` if they are not such a file, or its tensors not those of a network.
    public init(safetensors data: Data) throws(SafetensorsError) {
        try self.init(safetensors: SafetensorsFile(data))
    }

    /// The network whose tensors `file` holds.
    ///
    /// - Throws: `SafetensorsError` if one is missing, is too many, or does not fit the others.
    public init(safetensors file: SafetensorsFile) throws(SafetensorsError) {
        var rest = file.tensors
        let transition = try Perceptron("transition", takenFrom: &rest)
        let readout = try Perceptron("readout", takenFrom: &rest)
        let initial = try rest.take("initial_state")
        if let name = rest.keys.min() {
            throw SafetensorsError(
                tensor: name, found: "is in the file", expected: "only the layers of f and g and the initial state")
        }
        let (inputs, hidden) = (transition.sizes.first ?? 0, transition.sizes.last ?? 0)
        guard inputs > hidden else {
            throw SafetensorsError(
                tensor: "transition.0.weight", found: "has \(inputs) columns",
                expected: "more than \(hidden), as f reads the \(hidden) hidden units and then the inputs")
        }
        guard readout.sizes.first == hidden else {
            throw SafetensorsError(
                tensor: "readout.0.weight", found: "has \(readout.sizes.first ?? 0) columns",
                expected: "\(hidden), as g reads the hidden units")
        }
        guard initial.shape == [hidden] else {
            throw SafetensorsError(tensor: "initial_state", found: "has the shape \(initial.shape)", expected: "[\(hidden)]")
        }
        let decision = try Self.decision(in: file.metadata)
        guard decision.fits(scores: readout.sizes.last ?? 0) else {
            throw SafetensorsError(
                found: "the readout has \(readout.sizes.last ?? 0) outputs", expected: "one for each class of the decision")
        }
        self.init(transition: transition, readout: readout, initialState: initial.numbers, decision: decision)
    }

    private static func decision(in metadata: [String: String]) throws(SafetensorsError) -> Decision {
        guard let text = metadata[decisionKey] else { return .nearestInteger }
        guard let decision = try? JSONDecoder().decode(Decision.self, from: Data(text.utf8)) else {
            throw SafetensorsError(
                found: "the decision in the metadata is \(text)", expected: "nearestInteger, greatest or signs")
        }
        return decision
    }
}

extension Perceptron {
    /// The layers `<part>.0`, `<part>.1` and so on, each as wide as the next one reads.
    fileprivate init(
        _ part: String, takenFrom tensors: inout [String: SafetensorsFile.Tensor]
    ) throws(SafetensorsError) {
        var layers: [AffineLayer] = []
        repeat {
            let name = "\(part).\(layers.count)"
            let weights = try tensors.take("\(name).weight")
            guard weights.shape.count == 2 else {
                throw SafetensorsError(
                    tensor: "\(name).weight", found: "has the shape \(weights.shape)", expected: "[outputs, inputs]")
            }
            let (rows, columns) = (weights.shape[0], weights.shape[1])
            if let before = layers.last?.weights.rows, before != columns {
                throw SafetensorsError(
                    tensor: "\(name).weight", found: "has \(columns) columns",
                    expected: "\(before), as the layer before it has \(before) outputs")
            }
            let biases = try tensors.take("\(name).bias")
            guard biases.shape == [rows] else {
                throw SafetensorsError(
                    tensor: "\(name).bias", found: "has the shape \(biases.shape)", expected: "[\(rows)], one number an output")
            }
            layers.append(
                AffineLayer(
                    weights: Matrix(rows: rows, columns: columns, elements: weights.numbers), biases: biases.numbers))
        } while tensors["\(part).\(layers.count).weight"] != nil
        self.init(layers: layers)
    }
}

extension [String: SafetensorsFile.Tensor] {
    /// Removes and returns the tensor of that name.
    fileprivate mutating func take(_ name: String) throws(SafetensorsError) -> SafetensorsFile.Tensor {
        guard let tensor = removeValue(forKey: name) else {
            throw SafetensorsError(
                tensor: name, found: "is missing", expected: "every layer's weight and bias, and the initial state")
        }
        return tensor
    }
}
