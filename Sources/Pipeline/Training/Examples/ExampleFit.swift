/// How a network does on the answers that data have, each beginning of a sequence counted once.
struct ExampleFit: Sendable, Equatable {
    /// Nodes at which the network answers otherwise than the data, and how many were asked.
    let wrong: [Int]
    let asked: Int

    var share: Double { asked == 0 ? 0 : Double(wrong.count) / Double(asked) }

    /// Asks the network at every answer of one part.
    ///
    /// - Complexity: O(letters of the part's rows) steps of the network.
    init(_ network: RecurrentNetwork, on examples: Examples, _ answers: ExampleAnswers, _ part: Examples.Part) {
        var seen = Array(repeating: false, count: examples.beginnings.count)
        var (wrong, asked) = ([Int](), 0)
        for rows in Self.batches(examples, answers, part) {
            let words = Self.padded(rows.map { examples.rows[$0].word }, width: examples.code.width)
            let given = network.answers(to: words)
            for (place, row) in rows.enumerated() {
                for (time, node) in examples.nodes[row].enumerated()
                where answers.part[node] == part && answers.answer[node] != nil && !seen[node] {
                    seen[node] = true
                    asked += 1
                    if given.answer(place, at: time) != answers.answer[node] { wrong.append(node) }
                }
            }
        }
        (self.wrong, self.asked) = (wrong.sorted(), asked)
    }

    /// Rows with answers of the part, those of like length together.
    private static func batches(_ examples: Examples, _ answers: ExampleAnswers, _ part: Examples.Part) -> [[Int]] {
        let size = 256
        let rows = examples.rows.indices.filter { row in examples.nodes[row].contains { answers.part[$0] == part } }
        let ordered = rows.sorted { (examples.nodes[$0].count, $0) < (examples.nodes[$1].count, $1) }
        return stride(from: 0, to: ordered.count, by: size).map { Array(ordered[$0..<min(ordered.count, $0 + size)]) }
    }

    /// Words made as long as the longest by zeros, which tell nothing of what comes before them.
    private static func padded(_ words: [[Int]], width: Int) -> Sequences {
        let length = (words.map(\.count).max() ?? 0) / width
        return Sequences(
            count: words.count, length: length, width: width,
            values: words.flatMap { $0 + Array(repeating: 0, count: length * width - $0.count) })
    }
}
