import Determinism

/// A transformer that reads words letter by letter: what it remembers of a word is the word.
///
/// Where only permitted words are asked about, an answer is a bit for each letter, whether it may follow, and then, if there are more,
/// others. A word with a letter that the network itself did not permit is none: from there on every bit is 0, which is what a machine
/// shows as a state that is never left.
public struct TransformerNetwork: ObservedNetwork {
    /// Letters that were read, flat.
    public typealias State = [Int]

    public let transformer: Transformer
    /// The letters and their tokens.
    let letters: [Letter]
    let tokens: [Int]
    /// Read before every word; nil for nothing.
    let start: Int?
    /// The place of the first token.
    let offset: Int
    public let decision: Decision
    public let asksPermittedWordsOnly: Bool
    private let numbers: [Letter: Int]
    private let known: KnownAnswers

    /// - Parameters:
    ///   - transformer: with the head's scores in the order of the answers.
    ///   - letters: that are read.
    ///   - tokens: of each of them.
    ///   - start: the token before every word.
    ///   - offset: the place of the first token.
    ///   - decision: how scores become answers.
    ///   - asksPermittedWordsOnly: whether the first scores say of each letter whether it may follow.
    /// - Precondition: all are tokens of the transformer; bits for all letters where only permitted words are asked about.
    init(
        _ transformer: Transformer, letters: [Letter], tokens: [Int], start: Int?, offset: Int, decision: Decision,
        asksPermittedWordsOnly: Bool
    ) {
        precondition(
            letters.count == tokens.count && (tokens + [start ?? 0]).allSatisfy { (0..<transformer.tokens.rows) ~= $0 })
        precondition(!asksPermittedWordsOnly || decision == .signs && transformer.head.biases.count >= letters.count)
        (self.transformer, self.letters, self.tokens, self.start) = (transformer, letters, tokens, start)
        (self.offset, self.decision, self.asksPermittedWordsOnly) = (offset, decision, asksPermittedWordsOnly)
        numbers = letters.letterNumbers
        known = KnownAnswers(
            letterWidth: letters[0].count, answerWidth: decision.answerWidth(scores: transformer.head.biases.count),
            isUsed: true)
    }

    public var inputWidth: Int { letters[0].count }
    public var scoreWidth: Int { transformer.head.biases.count }
    public var outputWidth: Int { decision.answerWidth(scores: scoreWidth) }
    public var hiddenSize: Int { transformer.width }
    public var initialState: [Int] { [] }

    public var mostLetters: Int? { placesForLetters }

    /// How many letters there are places for.
    var placesForLetters: Int { transformer.mostPlaces - offset - (start == nil ? 0 : 1) }

    /// The same network, asked about all words.
    var askingAllWords: TransformerNetwork { with(transformer, decision, asksPermittedWordsOnly: false) }

    /// The same with its classes in another order: the one that was number `order[i]` is number i.
    func answering(in order: [Int]?, _ decision: Decision, asksPermittedWordsOnly: Bool) -> TransformerNetwork {
        with(order.map(transformer.scoring(rows:)) ?? transformer, decision, asksPermittedWordsOnly: asksPermittedWordsOnly)
    }

    /// The same reading by other weights, or answered in another way.
    private func with(
        _ transformer: Transformer, _ decision: Decision, asksPermittedWordsOnly: Bool
    ) -> TransformerNetwork {
        TransformerNetwork(
            transformer, letters: letters, tokens: tokens, start: start, offset: offset, decision: decision,
            asksPermittedWordsOnly: asksPermittedWordsOnly)
    }

    /// - Precondition: one that it reads.
    private func number(of letter: Letter) -> Int {
        guard let number = numbers[letter] else { preconditionFailure("\(letter) is no letter of the network") }
        return number
    }

    func token(of letter: Letter) -> Int { tokens[number(of: letter)] }

    /// Those of some words that the network permits: all, unless it is asked about such only.
    func permitted(_ words: Sequences) -> Sequences {
        guard asksPermittedWordsOnly else { return words }
        let first = Set(permittedFirst)
        let answers = answers(to: words)
        return words.selecting(
            (0..<words.count).filter { row in
                (0..<words.length).allSatisfy { time in
                    let number = number(of: words.letter(row, at: time))
                    return time == 0 ? first.contains(number) : answers.answer(row, at: time - 1)[number] == 1
                }
            })
    }

    /// The letters that a word may begin with, by number.
    var permittedFirst: [Int] {
        guard let start, asksPermittedWordsOnly else { return Array(letters.indices) }
        var pass = TransformerPass(transformer, offset: offset)
        let scores = transformer.scores(of: pass.read([start], after: [0])).elements
        return letters.indices.filter { scores[$0] > 0 }
    }

    /// Operations for all words of a length: some ten seconds.
    private static let mostOperations = 1 << 37

    public var mostAskedWords: Int {
        var words = 1 << 10
        while words < 1 << 18, words * 4 * transformer.operationsPerToken <= Self.mostOperations { words *= 2 }
        // Of those that are not permitted, nothing is computed.
        return asksPermittedWordsOnly ? min(1 << 19, words * 8) : words
    }

    public func run(_ words: Sequences) -> NetworkRun {
        var states = Array(repeating: 0.0, count: words.count * words.length * hiddenSize)
        var scores = unread(words, unpermitted: -1, beyond: Double.nan, width: scoreWidth)
        forEachPosition(of: words) { row, time, node, stream, scored in
            let place = row * words.length + time
            states.replaceSubrange(place * hiddenSize..<(place + 1) * hiddenSize, with: stream[node])
            scores.replaceSubrange(place * scoreWidth..<(place + 1) * scoreWidth, with: scored[node])
        }
        return NetworkRun(
            count: words.count, length: words.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: states, scores: scores)
    }

    public func read(_ words: Sequences, from states: [[Int]]) -> Reading<[Int]> {
        let stride = words.length * words.width
        let ends = states.indices.map { states[$0] + words.values[$0 * stride..<($0 + 1) * stride] }
        var values = Array(repeating: 0, count: words.count * words.length * outputWidth)
        for (count, rows) in Dictionary(grouping: ends.indices, by: { ends[$0].count }).sorted(by: { $0.key < $1.key }) {
            let whole = rows.map { ends[$0] }
            let asked = words.length * outputWidth
            // Where many are asked, most begin alike and are computed once; a few come again and again, a letter longer each.
            let answers =
                rows.count > Self.mostRemembered
                ? computed(whole, length: count / inputWidth).rows(of: count / inputWidth * outputWidth)
                : known.answers(to: whole) {
                    computed($0, length: count / inputWidth)
                } noting: {
                    _ = known.note($0, $1)
                }
            for (place, row) in rows.enumerated() {
                values.replaceSubrange(row * asked..<(row + 1) * asked, with: answers[place].suffix(asked))
            }
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: values), states: ends)
    }

    /// With more words at a time, what was answered is not kept.
    private static let mostRemembered = 4096

    /// Answers to whole words, flat.
    private func computed(_ words: [[Int]], length: Int) -> [Int] {
        let whole = Sequences(count: words.count, length: length, width: inputWidth, values: Array(words.joined()))
        var answers = unread(whole, unpermitted: 0, beyond: Int.min, width: outputWidth)
        forEachPosition(of: whole) { row, time, node, _, scored in
            let place = (row * length + time) * outputWidth
            answers.replaceSubrange(
                place..<place + outputWidth, with: decision.answers(to: scored[node], width: scoreWidth))
        }
        return answers
    }

    // MARK: - Reading

    /// A reading of some words up to their first letters, each a row of its own, and what these follow: the start, or nothing.
    func begun(_ words: Int) -> (pass: TransformerPass, parents: [Int]) {
        var pass = TransformerPass(transformer, offset: offset)
        guard let start else { return (pass, Array(0..<words)) }
        _ = pass.read([start], after: [0])
        return (pass, Array(repeating: 0, count: words))
    }

    /// What stands where nothing is read: at letters that are not permitted, and beyond the places that the network has, where it
    /// has no answer.
    private func unread<Value>(_ words: Sequences, unpermitted: Value, beyond: Value, width: Int) -> [Value] {
        let word = (0..<words.length).flatMap { time in
            repeatElement(time < placesForLetters ? unpermitted : beyond, count: width)
        }
        return Array(repeatElement(word, count: words.count).joined())
    }

    /// Numbers that a block of words keeps: 128 MiB.
    private static let mostKept = 1 << 24

    /// Calls `body` for every letter of every word with the row of its stream and scores among those that were computed; for none
    /// from the first letter on that is not permitted.
    func forEachPosition(
        of words: Sequences,
        _ body: (_ row: Int, _ time: Int, _ node: Int, _ stream: VectorBatch, _ scores: VectorBatch) -> Void
    ) {
        precondition(words.width == inputWidth)
        let kept = (words.length + 1) * transformer.blockCount * 2 * transformer.width
        let size = max(1, Self.mostKept / kept)
        for first in stride(from: 0, to: words.count, by: size) {
            read(words, first..<min(first + size, words.count), body)
        }
    }

    private func read(
        _ words: Sequences, _ rows: Range<Int>,
        _ body: (_ row: Int, _ time: Int, _ node: Int, _ stream: VectorBatch, _ scores: VectorBatch) -> Void
    ) {
        var pass = TransformerPass(transformer, offset: offset)
        // The row of what each word has come to; nil where it is no word any more.
        var nodes: [Int?] = Array(repeating: 0, count: rows.count)
        var permitted: VectorBatch?
        if let start {
            let stream = pass.read([start], after: [0])
            permitted = asksPermittedWordsOnly ? transformer.scores(of: stream) : nil
        }
        for time in 0..<min(words.length, placesForLetters) {
            var seen: [Int: Int] = [:]
            var (parents, read): ([Int], [Int]) = ([], [])
            for (index, row) in rows.enumerated() {
                guard let parent = nodes[index] else { continue }
                let letter = number(of: words.letter(row, at: time))
                if let permitted, !(permitted[parent][permitted[parent].startIndex + letter] > 0) {
                    nodes[index] = nil
                    continue
                }
                let key = parent * letters.count + letter
                let node = seen[key] ?? parents.count
                if node == parents.count {
                    seen[key] = node
                    parents.append(parent)
                    read.append(tokens[letter])
                }
                nodes[index] = node
            }
            guard !parents.isEmpty else { return }
            let stream = pass.read(read, after: parents)
            let scores = transformer.scores(of: stream)
            for (index, row) in rows.enumerated() { if let node = nodes[index] { body(row, time, node, stream, scores) } }
            permitted = asksPermittedWordsOnly ? scores : nil
        }
    }
}

// MARK: - A control for probes

extension TransformerNetwork {
    public func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)? { redrawn(seed) }

    /// The same shape with weights drawn as widely as each tensor's own are spread: what reading and averaging bring by themselves.
    func redrawn(_ seed: UInt64) -> TransformerNetwork {
        var random = CounterRandom(seed, InputSpace.Purpose.initialisation.rawValue)
        return with(transformer.redrawn(&random), decision, asksPermittedWordsOnly: asksPermittedWordsOnly)
    }
}

extension Transformer {
    fileprivate func redrawn(_ random: inout CounterRandom) -> Transformer {
        func drawn(_ numbers: [Double]) -> [Double] {
            let square = numbers.reduce(0) { $0 + $1 * $1 } / Double(max(1, numbers.count))
            // A uniform distribution of that spread.
            let width = (3 * square).squareRoot()
            return numbers.map { _ in (2 * random.unit() - 1) * width }
        }
        func drawn(_ matrix: Matrix) -> Matrix {
            Matrix(rows: matrix.rows, columns: matrix.columns, elements: drawn(matrix.elements))
        }
        func drawn(_ layer: Perceptron.AffineLayer) -> Perceptron.AffineLayer {
            .init(weights: drawn(layer.weights), biases: drawn(layer.biases))
        }
        func fresh(_ norm: LayerNorm) -> LayerNorm {
            LayerNorm(
                scale: norm.scale.map { _ in 1 }, shift: norm.shift.map { _ in 0 }, epsilon: norm.epsilon)
        }
        let blocks = blocks.map { block in
            TransformerBlock(
                attentionNorm: fresh(block.attentionNorm),
                attention: CausalAttention(
                    heads: block.attention.heads, projection: drawn(block.attention.projection),
                    output: drawn(block.attention.output), scale: block.attention.scale),
                perceptronNorm: fresh(block.perceptronNorm),
                perceptron: .init(block.perceptron.layers.map(drawn), activation: block.perceptron.activation))
        }
        return Transformer(
            tokens: drawn(tokens), places: drawn(places), blocks: blocks, norm: fresh(norm), head: drawn(head))
    }
}

extension TransformerNetwork: Equatable {
    public static func == (left: TransformerNetwork, right: TransformerNetwork) -> Bool {
        left.transformer == right.transformer && left.letters == right.letters && left.tokens == right.tokens
            && left.start == right.start && left.offset == right.offset && left.decision == right.decision
            && left.asksPermittedWordsOnly == right.asksPermittedWordsOnly
    }
}

extension [Int] {
    /// Cut into pieces of one size.
    fileprivate func rows(of size: Int) -> [[Int]] { stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) } }
}
