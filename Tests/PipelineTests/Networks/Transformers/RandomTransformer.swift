import Determinism
import Foundation

@testable import Pipeline

extension TransformerNetwork {
    /// Two blocks with drawn weights, over two letters, with a start.
    static func random(_ seed: UInt64, places: Int = 12, isRestricted: Bool = false) -> TransformerNetwork {
        var random = CounterRandom(seed)
        func drawn(_ count: Int) -> [Double] { (0..<count).map { _ in 2 * random.unit() - 1 } }
        func layer(_ inputs: Int, _ outputs: Int) -> Perceptron.AffineLayer {
            .init(weights: Matrix(rows: outputs, columns: inputs, elements: drawn(inputs * outputs)), biases: drawn(outputs))
        }
        let width = 8
        func norm() -> LayerNorm { LayerNorm(scale: drawn(width), shift: drawn(width), epsilon: 1e-5) }
        let blocks = (0..<2).map { _ in
            TransformerBlock(
                attentionNorm: norm(),
                attention: CausalAttention(
                    heads: 2, projection: layer(width, 3 * width), output: layer(width, width), scale: 0.5),
                perceptronNorm: norm(), perceptron: .init([layer(width, 16), layer(16, width)], activation: .geluNew))
        }
        let transformer = Transformer(
            tokens: Matrix(rows: 3, columns: width, elements: drawn(3 * width)),
            places: Matrix(rows: places, columns: width, elements: drawn(places * width)), blocks: blocks, norm: norm(),
            head: layer(width, 3))
        return TransformerNetwork(
            transformer, letters: [[0], [1]], tokens: [0, 1], start: 2, offset: 0,
            decision: isRestricted ? .signs : .greatest(of: ["a", "b", "c"]), asksPermittedWordsOnly: isRestricted)
    }
}

/// The bytes of a transformer that `python/fixtures/train_transformers.py` trained.
func transformerFixture(_ name: String) throws -> Data {
    var root = URL(filePath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return try Data(contentsOf: root.appending(path: "python/fixtures/networks/transformers/\(name).safetensors"))
}
