import Determinism

/// Somebody's data as a network reads them, in three parts: some train networks, some choose among these, some test the one that
/// was chosen and have no other say.
public struct Examples: Sendable {
    /// What a sequence is for.
    public enum Part: String, Sendable, Codable, CaseIterable {
        case training, choosing, testing
    }

    /// A sequence of the data.
    public struct Row: Sendable, Equatable, Codable {
        /// `[time][feature]`, flat.
        public let word: [Int]
        /// `[time][output]`; nil where nothing was asked.
        public let answers: [[Int]?]
        public let part: Part
        /// The line of the file.
        public let line: Int

        /// The word through some position, of letters of that width.
        ///
        /// - Precondition: as many positions.
        public func word(through time: Int, width: Int) -> Word {
            Word((0...time).map { Array(word[$0 * width..<($0 + 1) * width]) })
        }
    }

    /// What the data are called.
    public let name: String
    public let code: SymbolCode
    /// In the order of the file, without empty words.
    public let rows: [Row]
    /// What was answered to the empty word, by most sequences that were asked; nil where none was, or as many say otherwise.
    public let answerToNothing: [Symbol]?
    /// Whether none of the answers can be wrong, as a definition gave them.
    public let isCertain: Bool
    /// Positions of the longest sequence, of which at most `longestTrained` are trained on.
    public let length: Int

    /// A node for every beginning of a row.
    let beginnings: PrefixTree
    /// `[row][time]`: the node of what is read through that position.
    let nodes: [[Int]]

    /// Later positions of a sequence test only.
    public static let longestTrained = 128
    /// Of fewer different sequences none is kept back.
    public static let fewest = 20

    /// Why data cannot be learned from, in a sentence.
    public struct Unsuited: Error, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// The parts of a recording: which part a sequence belongs to depends on its letters alone, so that neither the order of the
    /// file nor how often it repeats a sequence decides.
    ///
    /// - Parameters:
    ///   - recording: the data.
    ///   - given: the code of all that a definition reads and answers, where the data are examples of one; nil for that of what
    ///     occurs.
    /// - Throws: `Unsuited` where there is nothing to learn, or symbols have no code.
    public init(_ recording: Recording, code given: SymbolCode? = nil) throws(Unsuited) {
        let sequences = recording.sequences.filter { !$0.letters.isEmpty }
        let letters = Set(sequences.flatMap(\.letters))
        let answers = Set(sequences.flatMap { $0.answers.compactMap(\.self) })
        guard !answers.isEmpty else {
            throw Unsuited(
                description: "The data hold no answer to a sequence that is not empty; expected some sequences with answers")
        }
        let code: SymbolCode
        do throws(SymbolCode.Unsuited) {
            if let given { code = given } else { code = try SymbolCode(letters: letters, answers: answers) }
        } catch {
            throw Unsuited(description: "The data are beyond what a network learns here: \(error.reason)")
        }
        let isFew = Set(sequences.map(\.letters)).count < Self.fewest
        name = recording.name
        (answerToNothing, isCertain) = (recording.answerToNothing, recording.isCertain)
        rows = sequences.map { sequence in
            Row(
                word: sequence.letters.flatMap { code.letter($0) ?? [] },
                answers: sequence.answers.map { $0.flatMap { code.answer($0) } },
                part: isFew ? .training : Self.part(of: sequence.letters), line: sequence.line)
        }
        length = min(Self.longestTrained, rows.map(\.answers.count).max() ?? 1)
        self.code = code
        (beginnings, nodes) = Self.tree(of: rows, width: code.width)
        try checkLetters()
    }

    private static func tree(of rows: [Row], width: Int) -> (PrefixTree, [[Int]]) {
        var tree = PrefixTree(width: width)
        let nodes = rows.map { row in
            var node = PrefixTree.root
            return row.answers.indices.map { time in
                node = tree.insert(after: node, row.word.span, at: time * width)
                return node
            }
        }
        return (tree, nodes)
    }

    /// Eight of ten train, one chooses, one tests: by FNV-1a of the letters' names.
    static func part(of letters: [[Symbol]]) -> Part {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        for letter in letters {
            for symbol in letter {
                symbol.name.utf8.forEach(add)
                add(0xFF)
            }
            add(0xFE)
        }
        var random = CounterRandom(hash)
        return [.choosing, .testing].first { _ in random.integer(in: 0..<10) == 0 } ?? .training
    }

    /// No network can learn what a letter does that it never reads.
    private func checkLetters() throws(Unsuited) {
        guard code.listed != nil else { return }
        func letters(_ row: Row) -> Word { row.word(through: row.answers.count - 1, width: code.width) }
        let trained = Set(rows.filter { $0.part == .training }.flatMap(letters))
        for row in rows {
            guard let letter = letters(row).first(where: { !trained.contains($0) }) else { continue }
            throw Unsuited(
                description:
                    "Line \(row.line) holds the letter “\(code.alphabet.name(of: letter))”, which is in no sequence that is "
                    + "trained on: the only ones with it are kept back for \(row.part.rawValue); add sequences with it, or leave it out"
            )
        }
    }
}
