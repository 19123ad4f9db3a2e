/// A transformer that answers questions: it reads a start, a question, a separator, and its answer so far.
public struct AnsweringTransformer: AnsweringNetwork {
    public let letters: [String]
    /// With a score for each letter, then one for the end if there is one.
    private let transformer: Transformer
    /// Of each letter.
    private let tokens: [Int]
    private let start: Int?
    private let separator: Int
    public let hasEnd: Bool
    private let offset: Int

    public var mostTokens: Int { transformer.mostPlaces - offset - 1 - (start == nil ? 0 : 1) }
    public var operationsPerToken: Int { transformer.operationsPerToken }

    /// Reads one from the tensors of a file.
    ///
    /// - Parameters:
    ///   - file: of a transformer.
    ///   - description: with a `separator`, heads, an activation; all that was said of it.
    /// - Throws: `SafetensorsError` where tensors do not fit each other, or something was not said.
    public init(_ file: SafetensorsFile, _ description: NetworkDescription) throws(SafetensorsError) {
        guard let tensors = try TransformerTensors(file) else {
            throw SafetensorsError(
                found: "The description has a separator, and the file no transformer",
                expected: "“wte.weight” and the other tensors of a GPT-2 (docs/networks.md)")
        }
        let whole = try tensors.transformer(description)
        guard whole.width <= Self.mostWidth, whole.parameterCount <= Self.mostParameters else {
            throw SafetensorsError(
                found: "The network has the width \(whole.width) and \(whole.parameterCount) parameters",
                expected: "at most \(Self.mostWidth) and \(Self.mostParameters)")
        }
        let all = whole.tokens.rows
        guard let separator = description.separator else {
            throw SafetensorsError(
                found: "The description has no separator", expected: "the number of the token between question and answer")
        }
        let special = [description.start, separator, description.end].compactMap(\.self)
        let free = (0..<all).filter { !special.contains($0) }
        let tokens = description.tokens ?? Array(free.prefix(description.letters?.count ?? free.count))
        guard (special + tokens).allSatisfy({ (0..<all) ~= $0 && $0 < whole.head.biases.count }),
            Set(special + tokens).count == (special + tokens).count,
            description.letters?.count ?? tokens.count == tokens.count, tokens.count >= 1
        else {
            throw SafetensorsError(
                found:
                    "The description has \(description.letters?.count ?? tokens.count) letters, the tokens \(tokens.prefix(8)), and start, separator and end \(special)",
                expected: "a token for each letter, all different, from 0 to \(min(all, whole.head.biases.count) - 1)")
        }
        letters = description.letters ?? tokens.map(String.init)
        (self.tokens, self.separator, start) = (tokens, separator, description.start)
        (hasEnd, offset) = (description.end != nil, description.offset ?? 0)
        let rows = tokens + (description.end.map { [$0] } ?? [])
        transformer = Transformer(
            tokens: whole.tokens, places: whole.places, blocks: whole.blocks, norm: whole.norm,
            head: .init(
                weights: Matrix(rows.map(whole.head.weights.row), columns: whole.width),
                biases: rows.map { whole.head.biases[$0] }))
        guard mostTokens >= 3 else {
            throw SafetensorsError(
                found: "The network has \(whole.mostPlaces) places and the offset \(offset)",
                expected: "room for a question and its answer")
        }
    }

    private static let mostWidth = 1024
    private static let mostParameters = 1 << 24

    /// Numbers that a block of exchanges keeps: 64 MiB.
    private static let mostKept = 1 << 23

    private func blockSize(_ length: Int) -> Int {
        max(1, Self.mostKept / ((length + 1) * transformer.blockCount * 2 * transformer.width))
    }

    /// What is read before the answer.
    private func opening(_ question: [Int]) -> [Int] { (start.map { [$0] } ?? []) + question.map { tokens[$0] } + [separator] }

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
        let longest = exchanges.map { $0.question.count + $0.answer.count + 2 }.max() ?? 0
        let size = blockSize(longest)
        return stride(from: 0, to: exchanges.count, by: size).flatMap { first in
            block(Array(exchanges[first..<min(first + size, exchanges.count)]))
        }
    }

    /// Token by token, all exchanges at once, those that begin alike as one.
    private func block(_ exchanges: [Exchange]) -> [[NextToken]] {
        let openings = exchanges.map { opening($0.question) }
        var results = Array(repeating: [NextToken](), count: exchanges.count)
        var pass = TransformerPass(transformer, offset: offset)
        var nodes = Array(repeating: 0, count: exchanges.count)
        let longest = zip(openings, exchanges).map { $0.count + $1.answer.count }.max() ?? 0
        for time in 0..<longest {
            var seen: [Int: Int] = [:]
            var (parents, read): ([Int], [Int]) = ([], [])
            var scored: [(row: Int, node: Int)] = []
            for row in exchanges.indices {
                let place = time - openings[row].count
                guard place < exchanges[row].answer.count else { continue }
                let token = place < 0 ? openings[row][time] : tokens[exchanges[row].answer[place]]
                let key = nodes[row] * transformer.tokens.rows + token
                let node = seen[key] ?? parents.count
                if node == parents.count {
                    seen[key] = node
                    parents.append(nodes[row])
                    read.append(token)
                }
                nodes[row] = node
                if place >= -1 { scored.append((row, node)) }
            }
            let stream = pass.read(read, after: parents)
            guard !scored.isEmpty else { continue }
            let wanted = Array(Set(scored.map(\.node))).sorted()
            let places = Dictionary(uniqueKeysWithValues: zip(wanted, wanted.indices))
            let scores = transformer.scores(of: stream.rows(wanted))
            for (row, node) in scored { if let place = places[node] { results[row].append(next(scores[place])) } }
        }
        return results
    }

    public func answers(to questions: [[Int]], most: Int) -> [GivenAnswer] {
        var results = Array(repeating: GivenAnswer(), count: questions.count)
        for (length, rows) in Dictionary(grouping: questions.indices, by: { questions[$0].count }).sorted(by: {
            $0.key < $1.key
        }) {
            let size = blockSize(length + most + 2)
            for first in stride(from: 0, to: rows.count, by: size) {
                let block = Array(rows[first..<min(first + size, rows.count)])
                for (row, answer) in zip(block, answers(block.map { questions[$0] }, length, most)) { results[row] = answer }
            }
        }
        return results
    }

    /// Of questions of one length.
    private func answers(_ questions: [[Int]], _ length: Int, _ most: Int) -> [GivenAnswer] {
        var results = Array(repeating: GivenAnswer(), count: questions.count)
        var pass = TransformerPass(transformer, offset: offset)
        let openings = questions.map(opening)
        var stream = VectorBatch(width: transformer.width, elements: [])
        for time in 0..<length + (start == nil ? 1 : 2) {
            stream = pass.read(openings.map { $0[time] }, after: Array(questions.indices))
        }
        var open = Array(questions.indices)
        for given in 0..<(hasEnd ? most + 1 : 1) where !open.isEmpty {
            let scores = transformer.scores(of: stream)
            var (going, parents): ([Int], [Int]) = ([], [])
            for (place, row) in open.enumerated() where results[row].take(next(scores[place]), most: most) {
                going.append(row)
                parents.append(place)
            }
            guard length + given < mostTokens, !going.isEmpty, hasEnd else { break }
            stream = pass.read(going.compactMap { results[$0].answer.last.map { tokens[$0] } }, after: parents)
            open = going
        }
        return results
    }
}
