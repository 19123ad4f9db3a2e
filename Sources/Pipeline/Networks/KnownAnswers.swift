import Synchronization

/// What was answered to words, and so to all of their beginnings.
final class KnownAnswers: Sendable {
    private let letterWidth: Int
    private let answerWidth: Int
    private let isUsed: Bool
    private let memory: Mutex<Memory>

    private struct Memory {
        var beginnings: PrefixTree
        /// `[node][output]`
        var answers: [Int]
    }

    /// Beginnings that are kept: some 64 MiB.
    private static let most = 1 << 20

    init(letterWidth: Int, answerWidth: Int, isUsed: Bool) {
        (self.letterWidth, self.answerWidth, self.isUsed) = (letterWidth, answerWidth, isUsed)
        memory = Mutex(
            Memory(beginnings: PrefixTree(width: letterWidth), answers: Array(repeating: 0, count: answerWidth)))
    }

    /// The answers to a word, flat; nil where they are not all known.
    func answers(_ word: [Int]) -> [Int]? {
        guard isUsed else { return nil }
        return memory.withLock { memory in
            var (node, answers) = (PrefixTree.root, [Int]())
            for start in stride(from: 0, to: word.count, by: letterWidth) {
                guard let next = memory.beginnings.child(of: node, word.span, at: start) else { return nil }
                answers += memory.answers[next * answerWidth..<(next + 1) * answerWidth]
                node = next
            }
            return answers
        }
    }

    /// The answers to words of one length, each flat; only those are asked that are not known, and each once.
    ///
    /// - Parameters:
    ///   - words: of one length.
    ///   - ask: what is answered to some of them, all answers flat.
    ///   - keep: a word that was asked, and its answers.
    /// - Returns: one for each word.
    func answers(
        to words: [[Int]], asking ask: ([[Int]]) -> [Int], noting keep: (_ word: [Int], _ answers: [Int]) -> Void
    ) -> [[Int]] {
        var results = words.map(answers)
        let unknown = results.indices.filter { results[$0] == nil }
        var places: [[Int]: Int] = [:]
        var asked: [[Int]] = []
        for row in unknown where places[words[row]] == nil {
            places[words[row]] = asked.count
            asked.append(words[row])
        }
        if !asked.isEmpty {
            let values = ask(asked)
            let width = values.count / asked.count
            for row in unknown {
                let start = places[words[row], default: 0] * width
                results[row] = Array(values[start..<start + width])
                keep(words[row], results[row] ?? [])
            }
        }
        return results.map { $0 ?? [] }
    }

    /// Keeps the answers to a word.
    ///
    /// - Returns: the length of its shortest beginning that was answered otherwise before; nil where there is none.
    func note(_ word: [Int], _ answers: [Int]) -> Int? {
        guard isUsed else { return nil }
        return memory.withLock { memory in
            var node = PrefixTree.root
            for time in 0..<word.count / letterWidth {
                let own = answers[time * answerWidth..<(time + 1) * answerWidth]
                let child = memory.beginnings.child(of: node, word.span, at: time * letterWidth)
                if let child {
                    if memory.answers[child * answerWidth..<(child + 1) * answerWidth] != own { return time + 1 }
                    node = child
                    continue
                }
                guard memory.beginnings.count < Self.most else { return nil }
                node = memory.beginnings.insert(after: node, word.span, at: time * letterWidth)
                memory.answers += own
            }
            return nil
        }
    }
}
