/// A sequence of the data as far as some parts of them say what is right, for learners that read rows rather than networks.
package struct KnownRow: Sendable, Equatable {
    /// Through the last one that is followed by a known answer.
    package let letters: [Letter]
    /// After each letter; nil where nothing is known.
    package let answers: [[Int]?]
}

extension Examples {
    /// The rows with answers of some parts, in the order of the file.
    ///
    /// - Parameters:
    ///   - parts: whose answers; those of the others count as not asked.
    ///   - answers: what is right.
    ///   - once: whether the answer to a beginning that rows share is only in the first of them, so that each counts once.
    /// - Returns: rows with at least one answer.
    /// - Complexity: O(letters of the data)
    package func knownRows(_ parts: Set<Part>, _ answers: ExampleAnswers, once: Bool = false) -> [KnownRow] {
        var isTold = Array(repeating: false, count: beginnings.count)
        return zip(rows, nodes).compactMap { row, nodes in
            var known = nodes.map { node -> [Int]? in
                guard let part = answers.part[node], parts.contains(part), !(once && isTold[node]) else { return nil }
                isTold[node] = true
                return answers.answer[node]
            }
            guard let last = known.lastIndex(where: { $0 != nil }) else { return nil }
            known.removeSubrange((last + 1)...)
            let letters = known.indices.map { Array(row.word[$0 * code.width..<($0 + 1) * code.width]) }
            return KnownRow(letters: letters, answers: known)
        }
    }
}
