import Foundation
import Notebook
import Pipeline

/// `network.safetensors`, described for other programs.
struct NetworkFile: Codable, Sendable, Equatable {
    static let name = "network.safetensors"

    let file: String
    let hidden: Int
    /// Widths of f and g from input to output.
    let f: [Int]
    let g: [Int]
    let parameters: Int
    /// A layer each, where f is a stack of recurrent cells; null where it is a perceptron.
    @NullIfAbsent var cells: [String]?

    init(_ kind: NetworkKind) {
        file = Self.name
        hidden = kind.network.hiddenSize
        f = []
        g = kind.headWidths
        parameters = kind.parameterCount
        cells = kind.layers
    }

    init(_ network: RecurrentNetwork) {
        file = Self.name
        hidden = network.hiddenSize
        f = network.transition.sizes
        g = network.readout.sizes
        parameters = network.parameterCount
    }
}

extension TrainedNetwork {
    /// The bytes of `network.safetensors`, with what it is in the header.
    func safetensors(task: SequenceTask, seed: UInt64) throws -> Data {
        let right = acceptance.positions - acceptance.errors
        return try network.safetensors(metadata: [
            "format": "glassbox.network.1", "task": task.name, "seed": String(seed), "architecture": "\(architecture)",
            "accuracy": "\(Double(right) / Double(max(1, acceptance.positions)))", "testErrors": String(acceptance.errors),
            "testPositions": String(acceptance.positions), "software": "Glassbox \(Installation.version)",
        ])
    }
}
