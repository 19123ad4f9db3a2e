/// A transformer that answers questions: it reads a start, a question, a separator, and its answer so far.
public struct AnsweringTransformer: AnsweringNetwork, Equatable {
    public let letters: [String]
    public let hasEnd: Bool
    /// Reads letters by their numbers, then the separator, then the end if there is one; its scores are those of the letters and the end.
    public let reader: TransformerNetwork

    public var mostTokens: Int { min(reader.placesForLetters - 1, Self.mostLetters) }
    public var operationsPerToken: Int { reader.transformer.operationsPerToken }

    /// Of a question and its answer. A file of a few megabytes may have millions of places, and each question takes as many numbers.
    private static let mostLetters = 1023

    private var separator: Int { letters.count }

    /// - Parameters:
    ///   - reading: a score for each letter, then one for the end if there is one.
    ///   - description: with a `separator`.
    /// - Throws: `SafetensorsError` where something was not said, scores are not as many, or there is no room for an answer.
    init(_ reading: TransformerReading, _ description: NetworkDescription) throws(SafetensorsError) {
        guard let separator = description.separator else {
            throw SafetensorsError(
                found: "The description has no separator", expected: "the token between question and answer")
        }
        letters = description.letters ?? reading.tokens.map(String.init)
        hasEnd = description.end != nil
        let scores = reading.transformer.head.biases.count
        guard scores == letters.count + (hasEnd ? 1 : 0) else {
            throw SafetensorsError(
                found: "The network has \(scores) scores for \(letters.count) letters\(hasEnd ? " and an end" : "")",
                expected: "one for each; “columns” in the description says which of the head's they are")
        }
        let others = [separator] + (description.end.map { [$0] } ?? [])
        reader = reading.network(
            (0..<letters.count + others.count).map { [$0] }, reading: others, .greatest(of: (0..<scores).map(String.init)))
        guard mostTokens >= 3 else {
            throw SafetensorsError(
                found: "The network has \(reading.transformer.mostPlaces) places and the offset \(description.offset ?? 0)",
                expected: "room for a question and its answer")
        }
    }

    private func next(_ scores: ArraySlice<Double>) -> NextToken {
        var (best, second) = (scores.startIndex, -Double.infinity)
        for place in scores.indices.dropFirst() {
            if scores[place] > scores[best] {
                second = scores[best]
                best = place
            } else if scores[place] > second {
                second = scores[place]
            }
        }
        let number = best - scores.startIndex
        return NextToken(letter: number < letters.count ? number : nil, margin: scores.count > 1 ? scores[best] - second : 0)
    }

    public func tokens(along exchanges: [Exchange]) -> [[NextToken]] {
        var results = Array(repeating: [NextToken](), count: exchanges.count)
        let words = exchanges.map { $0.question + [separator] + $0.answer }
        for (length, rows) in Dictionary(grouping: words.indices, by: { words[$0].count }).sorted(by: { $0.key < $1.key }) {
            let read = Sequences(count: rows.count, length: length, width: 1, values: rows.flatMap { words[$0] })
            reader.forEachPosition(of: read) { place, time, node, _, scores in
                guard time >= exchanges[rows[place]].question.count else { return }
                results[rows[place]].append(next(scores[node]))
            }
        }
        return results
    }

    // MARK: - Whole answers

    /// Numbers that a block of questions keeps: 64 MiB.
    private static let mostKept = 1 << 23

    public func answers(to questions: [[Int]], most: Int) -> [GivenAnswer] {
        var results = Array(repeating: GivenAnswer(), count: questions.count)
        let perToken = reader.transformer.blockCount * 2 * reader.transformer.width
        for (length, rows) in Dictionary(grouping: questions.indices, by: { questions[$0].count })
            .sorted(by: { $0.key < $1.key })
        {
            let size = max(1, Self.mostKept / ((length + most + 3) * perToken))
            for first in stride(from: 0, to: rows.count, by: size) {
                let block = Array(rows[first..<min(first + size, rows.count)])
                for (row, answer) in zip(block, answers(block.map { questions[$0] }, length, most)) { results[row] = answer }
            }
        }
        return results
    }

    /// Of questions of one length: all are read, and each answer is read as it comes.
    private func answers(_ questions: [[Int]], _ length: Int, _ most: Int) -> [GivenAnswer] {
        var results = Array(repeating: GivenAnswer(), count: questions.count)
        var (pass, parents) = reader.begun(questions.count)
        var stream = VectorBatch(width: reader.hiddenSize, elements: [])
        for time in 0...length {
            stream = pass.read(
                questions.map { reader.tokens[time < length ? $0[time] : separator] }, after: parents)
            parents = Array(questions.indices)
        }
        var open = Array(questions.indices)
        for given in 0..<(hasEnd ? most + 1 : 1) where !open.isEmpty {
            let scores = reader.transformer.scores(of: stream)
            var (going, parents): ([Int], [Int]) = ([], [])
            for (place, row) in open.enumerated() where results[row].take(next(scores[place]), most: most) {
                going.append(row)
                parents.append(place)
            }
            guard length + given < mostTokens, !going.isEmpty, hasEnd else { break }
            stream = pass.read(going.compactMap { results[$0].answer.last.map { reader.tokens[$0] } }, after: parents)
            open = going
        }
        return results
    }
}
