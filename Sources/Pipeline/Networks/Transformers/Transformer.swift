/// A decoder-only transformer in the manner of GPT-2: tokens and their places are embedded and added, blocks of attention and a
/// perceptron add to that, each behind a layer normalisation, and a head scores what has come together (Radford et al. 2019).
///
/// What stands at a place of a word depends on nothing that follows it.
public struct Transformer: Sendable, Equatable {
    /// `[token][feature]`
    let tokens: Matrix
    /// `[place][feature]`
    let places: Matrix
    let blocks: [TransformerBlock]
    /// Before the head.
    let norm: LayerNorm
    /// `[score][feature]`
    let head: Perceptron.AffineLayer

    /// - Precondition: at least one block, and all are of one width.
    init(tokens: Matrix, places: Matrix, blocks: [TransformerBlock], norm: LayerNorm, head: Perceptron.AffineLayer) {
        precondition(!blocks.isEmpty && tokens.columns == places.columns && head.weights.columns == tokens.columns)
        precondition(blocks.allSatisfy { $0.width == tokens.columns } && norm.width == tokens.columns)
        (self.tokens, self.places, self.blocks, self.norm, self.head) = (tokens, places, blocks, norm, head)
    }

    /// Numbers in the residual stream.
    public var width: Int { tokens.columns }
    /// Places that have an embedding: letters of a word, with the start.
    public var mostPlaces: Int { places.rows }
    public var blockCount: Int { blocks.count }
    public var headCount: Int { blocks[0].attention.heads }

    /// All weights; the head's, where it is tied to the tokens, are counted for both.
    public var parameterCount: Int {
        tokens.elements.count + places.elements.count + norm.width * 2 + head.weights.elements.count + head.biases.count
            + blocks.reduce(0) { $0 + $1.parameterCount }
    }

    /// Multiplications and additions for one token, but for those that grow with the words.
    var operationsPerToken: Int {
        2 * (head.weights.elements.count + blocks.reduce(0) { $0 + $1.parameterCount })
    }

    /// A row of scores for each row of the last site's stream.
    func scores(of stream: VectorBatch) -> VectorBatch {
        var scores = VectorBatch(repeating: head.biases, count: stream.count)
        scores.add(head.weights, times: norm(stream))
        return scores
    }
}

/// Where the residual stream of a transformer can be looked at, and changed.
public enum StreamSite: Sendable, Hashable {
    /// Token and place, before the first block.
    case embedding
    case attention(block: Int)
    case perceptron(block: Int)

    /// Those of so many blocks, in the order in which they are computed.
    public static func all(blocks: Int) -> [StreamSite] {
        [.embedding] + (0..<blocks).flatMap { [.attention(block: $0), .perceptron(block: $0)] }
    }
}
