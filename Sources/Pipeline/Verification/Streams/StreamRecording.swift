/// The residual stream of a transformer while it reads some words: at every site, after every letter; and what it would answer if the
/// stream were changed somewhere.
struct StreamRecording: Sendable {
    let network: TransformerNetwork
    /// Words of one length, all of which the network permits where it is asked about such only.
    let words: Sequences
    /// Where the stream was looked at, in the order in which it is computed.
    let sites: [StreamSite]
    let answers: Answers
    /// `[time][site]`, a row for each word.
    private let streams: [[VectorBatch]]
    /// What the heads of each block brought on average, before it was projected: `[time][block][feature]`.
    private let means: [[[Double]]]
    /// After the last letter; and where it was before each.
    private let pass: TransformerPass
    private let before: [TransformerPass.Place]
    /// `[word][time]`
    private let tokens: [[Int]]

    /// Numbers that are kept: 64 MiB.
    private static let mostKept = 1 << 23

    /// Words of a length of which a network's recording can be kept.
    static func mostWords(of network: TransformerNetwork, length: Int) -> Int {
        let blocks = network.transformer.blockCount
        return max(1, mostKept / (network.transformer.width * (length + 1) * 4 * blocks))
    }

    /// Reads the words.
    ///
    /// - Precondition: the network has places for them.
    init(_ network: TransformerNetwork, _ words: Sequences) {
        let permitted = network.permitted(words)
        let blocks = network.transformer.blockCount
        (self.network, self.words) = (network, permitted)
        // At the embedding, what stands there is the letter and its place.
        sites = Array(StreamSite.all(blocks: blocks).dropFirst())
        tokens = (0..<permitted.count).map { row in
            (0..<permitted.length).map { network.token(of: permitted.letter(row, at: $0)) }
        }
        var (pass, parents) = network.begun(permitted.count)
        var (streams, means, before, values): ([[VectorBatch]], [[[Double]]], [TransformerPass.Place], [Int]) = ([], [], [], [])
        var scores: [VectorBatch] = []
        for time in 0..<permitted.length {
            before.append(pass.reached)
            var (seen, heads): ([VectorBatch], [[Double]]) = ([], [])
            let last = pass.read(tokens.map { $0[time] }, after: parents) { site, stream in
                if site != .embedding { seen.append(stream) }
            } mixing: { _, rows in
                heads.append(rows.mean)
            }
            streams.append(seen)
            means.append(heads)
            scores.append(network.transformer.scores(of: last))
            parents = Array(0..<permitted.count)
        }
        for row in 0..<permitted.count {
            for score in scores { values += network.decision.answers(to: score[row], width: network.scoreWidth) }
        }
        (self.streams, self.means, self.pass, self.before) = (streams, means, pass, before)
        answers = Answers(count: permitted.count, length: permitted.length, width: network.outputWidth, values: values)
    }

    /// What a letter of some words follows: their rows, or the start, which all have in common.
    private func parents(of rows: [Int], before time: Int) -> [Int] {
        time == 0 && network.start != nil ? Array(repeating: 0, count: rows.count) : rows
    }

    /// The stream of a word at a site, after a letter.
    func stream(_ row: Int, at time: Int, _ site: Int) -> [Double] { Array(streams[time][site][row]) }

    /// What the network answers if the stream of some words is another one at one site, after one letter.
    ///
    /// - Parameters:
    ///   - rows: of the words.
    ///   - time: of the letter.
    ///   - site: by its number.
    ///   - stream: a row for each of them.
    ///   - last: the letter through which they are read on.
    /// - Returns: `[row][time and after][output]`
    func answers(_ rows: [Int], at time: Int, _ site: Int, changedTo stream: VectorBatch, through last: Int) -> [[[Int]]] {
        var pass = pass.back(at: before[time])
        var answers = Array(repeating: [[Int]](), count: rows.count)
        var parents = parents(of: rows, before: time)
        for step in time...last {
            let reached = pass.read(rows.map { tokens[$0][step] }, after: parents) { place, rows in
                if step == time, place == sites[site] { rows = stream }
            }
            let scores = network.transformer.scores(of: reached)
            for row in rows.indices {
                answers[row].append(network.decision.answers(to: scores[row], width: network.scoreWidth))
            }
            parents = Array(rows.indices)
        }
        return answers
    }

    /// What it answers if some heads bring, at every letter, what they bring on average there: mean ablation.
    ///
    /// - Parameter heads: by block and number.
    /// - Returns: the share of answers that become others.
    func shareChanged(without heads: [(block: Int, head: Int)]) -> Double {
        var (pass, parents) = network.begun(words.count)
        var changed = 0
        for time in 0..<words.length {
            let reached = pass.read(tokens.map { $0[time] }, after: parents) { _, _ in
            } mixing: { block, rows in
                for head in heads where head.block == block {
                    let width = network.transformer.blocks[block].attention.headWidth
                    rows.replace(head.head * width..<(head.head + 1) * width, by: means[time][block])
                }
            }
            let scores = network.transformer.scores(of: reached)
            for row in 0..<words.count
            where network.decision.answers(to: scores[row], width: network.scoreWidth) != answers.answer(row, at: time) {
                changed += 1
            }
            parents = Array(0..<words.count)
        }
        return Double(changed) / Double(max(1, words.count * words.length))
    }

    /// How much each head attends to each place, the start first, while the last letter is read: `[block][head][place]`, on average.
    var attention: [[[Double]]] {
        guard words.count > 0 else { return [] }
        let last = words.length - 1
        var pass = pass.back(at: before[last])
        var weights: [[Double]] = []
        _ = pass.read(tokens.map { $0[last] }, after: parents(of: Array(0..<words.count), before: last)) { _, _ in
        } attending: { _, all in
            weights.append(all)
        }
        let places = words.length + (network.start == nil ? 0 : 1)
        return weights.map { all in
            (0..<network.transformer.headCount).map { head in
                (0..<places).map { place in
                    let sum = (0..<words.count).reduce(0.0) {
                        $0 + all[($1 * network.transformer.headCount + head) * places + place]
                    }
                    return sum / Double(words.count)
                }
            }
        }
    }
}

extension VectorBatch {
    /// Of all rows; zero where there are none.
    fileprivate var mean: [Double] {
        (0..<width).map { column in
            let sum = stride(from: column, to: elements.count, by: width).reduce(0.0) { $0 + elements[$1] }
            return sum / Double(max(1, count))
        }
    }

    /// Puts some numbers of a vector in their place in every row.
    fileprivate mutating func replace(_ columns: Range<Int>, by vector: [Double]) {
        for column in columns {
            for place in stride(from: column, to: elements.count, by: width) { elements[place] = vector[column] }
        }
    }
}
