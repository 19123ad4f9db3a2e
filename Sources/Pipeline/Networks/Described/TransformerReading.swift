/// A transformer as its tensors and its description have it: within bounds, with the scores that are read, and the tokens of its letters.
struct TransformerReading {
    /// With a score for each answer, in their order.
    let transformer: Transformer
    /// Of each letter.
    let tokens: [Int]
    private let description: NetworkDescription

    private static let mostWidth = 1024
    private static let mostParameters = 1 << 24

    /// - Throws: `SafetensorsError` where tensors do not fit each other, something was not said, or there are no such tokens.
    init(_ tensors: TransformerTensors, _ description: NetworkDescription) throws(SafetensorsError) {
        let whole = try tensors.transformer(description)
        guard whole.width <= Self.mostWidth, whole.parameterCount <= Self.mostParameters else {
            throw SafetensorsError(
                found: "The network has the width \(whole.width) and \(whole.parameterCount) parameters",
                expected: "at most \(Self.mostWidth) and \(Self.mostParameters)")
        }
        tokens = try Self.tokens(of: whole, description)
        transformer = try whole.scoring(description.columns ?? Self.answerColumns(of: whole, tokens, description))
        self.description = description
    }

    /// The network that reads these tokens, and others after them.
    ///
    /// - Parameters:
    ///   - letters: one for each token.
    ///   - others: tokens that are read besides.
    ///   - decision: that fits the scores.
    ///   - asksPermittedWordsOnly: whether the first scores say of each letter whether it may follow.
    /// - Returns: with nothing of the description left out.
    func network(
        _ letters: [Letter], reading others: [Int] = [], _ decision: Decision, asksPermittedWordsOnly: Bool = false
    ) -> TransformerNetwork {
        TransformerNetwork(
            transformer, letters: letters, tokens: tokens + others, start: description.start, offset: description.offset ?? 0,
            decision: decision, asksPermittedWordsOnly: asksPermittedWordsOnly)
    }

    /// As stated, else the first ones that mean nothing else, as many as letters are named.
    private static func tokens(
        of transformer: Transformer, _ description: NetworkDescription
    ) throws(SafetensorsError) -> [Int] {
        let all = 0..<transformer.tokens.rows
        let special = [description.start, description.separator, description.end].compactMap(\.self)
        let free = all.filter { !special.contains($0) }
        let tokens = description.tokens ?? Array(free.prefix(description.letters?.count ?? free.count))
        let letters = description.letters?.count ?? tokens.count
        guard (special + tokens).allSatisfy(all.contains), letters == tokens.count, letters > 0 else {
            throw SafetensorsError(
                found: "The description has \(letters) letters, the tokens \(tokens.prefix(8)), and others \(special)",
                expected: "a token for each letter, and each token from 0 to \(all.count - 1)")
        }
        guard Set(special).count == special.count, Set(special).isDisjoint(with: tokens) else {
            throw SafetensorsError(
                found: "Of start, separator and end \(special) one is another or the token of a letter",
                expected: "tokens that are no letters’, all different")
        }
        return tokens
    }

    /// Where questions are answered and the head is not made for that: the scores of the letters' tokens, and of the end's.
    private static func answerColumns(
        of transformer: Transformer, _ tokens: [Int], _ description: NetworkDescription
    ) -> [Int]? {
        let columns = tokens + (description.end.map { [$0] } ?? [])
        return description.separator == nil || transformer.head.biases.count == columns.count ? nil : columns
    }
}

extension Transformer {
    /// The same with only some of its scores, in this order; all where it is nil.
    ///
    /// - Throws: `SafetensorsError` where there is no such row.
    func scoring(_ numbers: [Int]?) throws(SafetensorsError) -> Transformer {
        guard let numbers else { return self }
        guard let last = numbers.max(), last < head.biases.count else {
            throw SafetensorsError(
                found: "The description has the columns \(numbers.prefix(8))",
                expected: "rows of the head, 0 to \(head.biases.count - 1)")
        }
        return scoring(rows: numbers)
    }

    /// The same where all are rows of the head.
    func scoring(rows: [Int]) -> Transformer {
        Transformer(tokens: tokens, places: places, blocks: blocks, norm: norm, head: head.rows(rows))
    }
}

extension Perceptron.AffineLayer {
    /// Some of the outputs, in this order.
    func rows(_ numbers: [Int]) -> Perceptron.AffineLayer {
        .init(weights: Matrix(numbers.map(weights.row), columns: weights.columns), biases: numbers.map { biases[$0] })
    }
}
