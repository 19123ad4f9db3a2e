/// A reading of words by a transformer, token by token, in which words that begin alike are one: a tree of beginnings, of which all
/// that are equally long are computed at once.
struct TransformerPass {
    /// What changes the stream of all rows at a site, where they stand after the token that is being read.
    typealias Change = (StreamSite, inout VectorBatch) -> Void
    /// What looks at what the heads of a block bring, before it is projected, and may change it.
    typealias Mixing = (_ block: Int, inout VectorBatch) -> Void
    /// What looks at how much is attended to what: `[row][head][place]`, flat.
    typealias Attending = (_ block: Int, [Double]) -> Void

    let transformer: Transformer
    /// The place of the next token.
    private(set) var place: Int
    private var memories: [CausalAttention.Memory]
    /// For each row of the last tokens, which rows of the memories stand before what follows it: `[row][tokens read]`, flat.
    private var paths: [Int] = []
    private var read = 0

    /// What a reading had come to after some tokens.
    struct Place: Sendable {
        fileprivate let paths: [Int]
        fileprivate let read: Int
        fileprivate let rows: Int
    }

    /// Where it is now.
    var reached: Place { Place(paths: paths, read: read, rows: memories[0].keys.count) }

    /// The same as it was at a place that it has come by.
    func back(at earlier: Place) -> TransformerPass {
        var pass = self
        pass.place -= read - earlier.read
        (pass.paths, pass.read) = (earlier.paths, earlier.read)
        for number in pass.memories.indices { pass.memories[number].keep(earlier.rows) }
        return pass
    }

    /// - Parameters:
    ///   - transformer: that reads.
    ///   - offset: the place of the first token.
    init(_ transformer: Transformer, offset: Int = 0) {
        self.transformer = transformer
        place = offset
        memories = transformer.blocks.map { .init(width: $0.width) }
    }

    /// Reads one more token after each of some beginnings.
    ///
    /// - Parameters:
    ///   - tokens: one for each row that comes to be.
    ///   - parents: the row of the last tokens that each follows; none matters for the first token.
    ///   - change: looks at the stream at each site, and may change it.
    ///   - mixing: the same of what heads bring.
    ///   - attending: looks at what they attend to.
    /// - Returns: the stream after the last block, a row each.
    /// - Precondition: there is a place for it.
    mutating func read(
        _ tokens: [Int], after parents: [Int], change: Change? = nil, mixing: Mixing? = nil, attending: Attending? = nil
    ) -> VectorBatch {
        precondition(place < transformer.mostPlaces, "the network has \(transformer.mostPlaces) places")
        let position = transformer.places.row(place)
        var elements: [Double] = []
        elements.reserveCapacity(tokens.count * transformer.width)
        for token in tokens {
            let first = token * transformer.width
            for feature in 0..<transformer.width {
                elements.append(transformer.tokens.elements[first + feature] + position[feature])
            }
        }
        var stream = VectorBatch(width: transformer.width, elements: elements)
        change?(.embedding, &stream)
        let before = parents.flatMap { paths[$0 * read..<($0 + 1) * read] }
        let first = memories[0].keys.count
        for (number, block) in transformer.blocks.enumerated() {
            let attended = block.attention(
                block.attentionNorm(stream), paths: before, length: read + 1, memory: &memories[number]
            ) { mixing?(number, &$0) }
            attending?(number, attended.weights)
            stream.add(attended.added)
            change?(.attention(block: number), &stream)
            stream.add(block.perceptron.scores(of: block.perceptronNorm(stream), columnsFrom: 0))
            change?(.perceptron(block: number), &stream)
        }
        paths = tokens.indices.flatMap { before[$0 * read..<($0 + 1) * read] + [first + $0] }
        read += 1
        place += 1
        return stream
    }
}

extension VectorBatch {
    /// Adds rows to rows.
    fileprivate mutating func add(_ other: VectorBatch) {
        for index in elements.indices { elements[index] += other.elements[index] }
    }
}
