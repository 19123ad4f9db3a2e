import Foundation

/// A network as a file in the safetensors format: the length of a JSON header, the header, then the numbers.
///
/// Tensors are little-endian doubles named `transition.<layer>.weight`, `….bias`, `readout.<layer>.weight`, `….bias` and
/// `initial_state`; weights have the shape `[output, input]`.
extension RecurrentNetwork {
    /// - Parameter metadata: what the header says beside the tensors.
    /// - Returns: the file's bytes.
    /// - Throws: `EncodingError` if a number is not finite.
    public func safetensors(metadata: [String: String]) throws -> Data {
        var header: [String: TensorEntry] = [:]
        var numbers: [Double] = []
        for (name, shape, values) in namedTensors {
            let start = numbers.count * MemoryLayout<Double>.size
            numbers += values
            header[name] = TensorEntry(
                dtype: "F64", shape: shape, data_offsets: [start, numbers.count * MemoryLayout<Double>.size])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var text = try encoder.encode(SafetensorsHeader(tensors: header, metadata: metadata))
        // The numbers begin on a multiple of eight bytes.
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
        var file = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
        file.append(text)
        for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { file.append(contentsOf: $0) } }
        return file
    }

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

private struct TensorEntry: Encodable {
    let dtype: String
    let shape: [Int]
    // The format's own name.
    let data_offsets: [Int]
}

private struct SafetensorsHeader: Encodable {
    let tensors: [String: TensorEntry]
    let metadata: [String: String]

    private struct TensorKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TensorKey.self)
        try container.encode(metadata, forKey: TensorKey(stringValue: "__metadata__"))
        for (name, tensor) in tensors { try container.encode(tensor, forKey: TensorKey(stringValue: name)) }
    }
}
