/// How a network does on what somebody says is right, and where program, network and that disagree, pair by pair.
///
/// It judges the network; claims are about the program, and hold or fail whatever the network is worth.
public struct ReferenceComparison: Sendable, Codable, Equatable {
    /// Words of one kind: all of a length, drawn ones, or rows of data.
    public struct Words: Sendable, Codable, Equatable {
        public let what: String
        public let count: Int
        /// Words on which the two differ: of all words of a length by the last answer, of others by any.
        public let networkReference: Int
        /// Nil where there is no program.
        public let programNetwork: Int?
        public let programReference: Int?
    }

    /// A word that the network answers otherwise than the reference, up to there.
    public struct Difference: Sendable, Codable, Equatable {
        public let word: Word
        /// Answers to its last letter.
        public let network: [Int]
        public let reference: [Int]
        public let program: [Int]?
    }

    /// What the reference is called.
    public let reference: String
    /// SHA-256 of its file; nil of a benchmark's task.
    public let fingerprint: String?
    /// All words up to this length were compared.
    public let exhaustive: Int
    public let words: [Words]
    /// The network's, the shortest first.
    public let errors: [Difference]

    /// What is right of some words: nil where that is not known.
    typealias Judge = (Sequences) -> [[[Int]?]]

    private static let mostWords = 1 << 16
    private static let longest = 16
    private static let drawn = 4000
    private static let multiples = [1, 2, 5]
    private static let mostErrors = 12

    /// Against a task, or the part of it that the two have in common.
    ///
    /// - Parameters:
    ///   - network: that is judged.
    ///   - program: that explains it; nil where there is none.
    ///   - task: what the network reads.
    ///   - reference: what is right.
    ///   - fingerprint: of its file; nil of a benchmark's task.
    ///   - seed: of drawn words.
    /// - Throws: `NoReference` where they have no letter, or no answer, in common.
    /// - Complexity: a step of all three for each of at most 2¹⁶ words of a length, and for 12,000 drawn ones.
    public init(
        of network: some Network, program: Program?, for task: SequenceTask, against reference: SequenceTask,
        fingerprint: String?, seed: UInt64
    ) throws(NoReference) {
        let translation = SymbolTranslation(from: task.symbols, to: reference.symbols)
        let letters = Self.lettersInCommon(task, reference)
        guard !letters.isEmpty else { throw NoReference(reference.name, lacks: "letter") }
        let alphabet = InputSpace(Alphabet(letters: letters), length: task.length)
        let judge: Judge = { words in
            let translated = Sequences(
                count: words.count, length: words.length, width: reference.inputWidth,
                values: (0..<words.count).flatMap { row in
                    (0..<words.length).flatMap { translation.letter(words.letter(row, at: $0)) ?? [] }
                })
            let right = reference.outputs(for: translated)
            return (0..<words.count).map { row in
                (0..<words.length).map {
                    right.isAsked(row, at: $0)
                        ? translation.answer(ofOther: right.answer(row, at: $0), width: task.outputWidth) : nil
                }
            }
        }
        var tally = Tally(network, program, judge)
        let length = min(
            Self.longest, AnswerTree.greatestLength(letters: letters.count, most: Self.mostWords, limit: Self.longest))
        for length in 1..<max(1, length) + 1 {
            tally.note(Sequences.all(over: letters, length: length), "all words of length \(length)", lastOnly: true)
        }
        for multiple in Self.multiples where multiple * task.length > length {
            let words = alphabet.sample(
                Self.drawn, length: multiple * task.length, for: .longer, seed: seed, step: multiple)
            tally.note(words, "drawn words of length \(words.length)")
        }
        guard tally.isAnyKnown else { throw NoReference(reference.name, lacks: "answer") }
        self.init(reference.name, fingerprint, exhaustive: length, tally)
    }

    /// Against data: each row by itself, and rows that are alike once.
    ///
    /// - Parameters:
    ///   - network: that is judged.
    ///   - program: that explains it; nil where there is none.
    ///   - task: what the network reads.
    ///   - examples: what is right.
    ///   - fingerprint: of their file.
    /// - Throws: `NoReference` where they have no letter, or no answer, in common.
    public init(
        of network: some Network, program: Program?, for task: SequenceTask, against examples: Examples, fingerprint: String?
    ) throws(NoReference) {
        let rows = Self.rowsInCommon(task, examples)
        guard !rows.isEmpty else { throw NoReference(examples.name, lacks: "letter") }
        var tally = Tally(network, program) { _ in [] }
        for (length, rows) in rows.sorted(by: { $0.key < $1.key }) {
            let words = Sequences(length: length, width: task.inputWidth, values: rows.flatMap { $0.word.flatMap(\.self) })
            tally.judge = { _ in rows.map(\.answers) }
            tally.note(words, "different rows of length \(length)")
        }
        guard tally.isAnyKnown else { throw NoReference(examples.name, lacks: "answer") }
        self.init(examples.name, fingerprint, exhaustive: 0, tally)
    }

    /// Letters of a network that are letters of a reference.
    private static func lettersInCommon(_ task: SequenceTask, _ reference: SequenceTask) -> [Letter] {
        let translation = SymbolTranslation(from: task.symbols, to: reference.symbols)
        return (task.inputs.explorableLetters ?? []).filter { letter in
            translation.letter(letter).map(reference.inputs.alphabet.contains) ?? false
        }
    }

    /// A word with the answers that are known to it.
    private struct KnownWord: Hashable {
        let word: Word
        let answers: [[Int]?]
    }

    /// The different rows of data all of whose letters a network reads, by their length.
    private static func rowsInCommon(_ task: SequenceTask, _ examples: Examples) -> [Int: [KnownWord]] {
        let translation = SymbolTranslation(from: task.symbols, to: examples.code)
        var (rows, seen) = ([Int: [KnownWord]](), Set<KnownWord>())
        for row in examples.rows where !row.answers.isEmpty {
            let letters = row.word(through: row.answers.count - 1, width: examples.code.width)
                .compactMap(translation.letter(ofOther:)).filter(task.inputs.alphabet.contains)
            guard letters.count == row.answers.count else { continue }
            let answers = row.answers.map { $0.flatMap { translation.answer(ofOther: $0, width: task.outputWidth) } }
            let row = KnownWord(word: Word(letters), answers: answers)
            if seen.insert(row).inserted { rows[letters.count, default: []].append(row) }
        }
        return rows
    }

    /// Why a task cannot say what is right of a network, as far as that can be told before anything is run; nil where it can.
    public static func misfit(of task: SequenceTask, against reference: SequenceTask) -> NoReference? {
        lettersInCommon(task, reference).isEmpty ? NoReference(reference.name, lacks: "letter") : nil
    }

    /// Why data cannot, likewise.
    public static func misfit(of task: SequenceTask, against examples: Examples) -> NoReference? {
        rowsInCommon(task, examples).isEmpty ? NoReference(examples.name, lacks: "letter") : nil
    }

    private init(_ name: String, _ fingerprint: String?, exhaustive: Int, _ tally: Tally<some Network>) {
        (reference, self.exhaustive, words) = (name, exhaustive, tally.words)
        let order = tally.errors.enumerated().sorted { ($0.element.word.count, $0.offset) < ($1.element.word.count, $1.offset) }
        errors = order.prefix(Self.mostErrors).map(\.element)
        self.fingerprint = fingerprint
    }
}

/// Why something cannot say what is right of a network.
public struct NoReference: Error, Sendable, Equatable, CustomStringConvertible {
    private let name: String
    private let lacks: String

    init(_ name: String, lacks: String) { (self.name, self.lacks) = (name, lacks) }

    public var description: String {
        "\(name) and the network have no \(lacks) in common; expected one that is written alike in both: --letters and --answers rename the network’s, and glassbox inspect says what is in a file"
    }
}

/// Counts of differences, while words are compared.
private struct Tally<Asked: Network> {
    let network: Asked
    let program: ProgramNetwork?
    var judge: ReferenceComparison.Judge
    private(set) var words: [ReferenceComparison.Words] = []
    private(set) var errors: [ReferenceComparison.Difference] = []
    private(set) var isAnyKnown = false

    /// Of one kind of words.
    private static var mostErrors: Int { 12 }

    init(_ network: Asked, _ program: Program?, _ judge: @escaping ReferenceComparison.Judge) {
        (self.network, self.program, self.judge) = (network, program.map(ProgramNetwork.init), judge)
    }

    mutating func note(_ all: Sequences, _ what: String, lastOnly: Bool = false) {
        let right = judge(all)
        let theirs = network.answers(to: all)
        let own = program?.answers(to: all)
        var counts = (network: 0, program: 0, both: 0)
        var kept = 0
        for row in 0..<all.count {
            var differs = (network: false, program: false, both: false)
            for time in (lastOnly ? all.length - 1 : 0)..<all.length {
                let answer = theirs.answer(row, at: time)
                let written = own?.answer(row, at: time)
                if let written, written != answer { differs.both = true }
                guard let known = right[row][time] else { continue }
                isAnyKnown = true
                if let written, written != known { differs.program = true }
                guard known != answer else { continue }
                if !differs.network, kept < Self.mostErrors {
                    let word = Word((0...time).map { all.letter(row, at: $0) })
                    // Words that begin alike err alike.
                    if !errors.contains(where: { $0.word == word }) {
                        kept += 1
                        errors.append(.init(word: word, network: answer, reference: known, program: written))
                    }
                }
                differs.network = true
            }
            counts.network += differs.network ? 1 : 0
            counts.program += differs.program ? 1 : 0
            counts.both += differs.both ? 1 : 0
        }
        words.append(
            .init(
                what: what, count: all.count, networkReference: counts.network,
                programNetwork: own == nil ? nil : counts.both, programReference: own == nil ? nil : counts.program))
    }
}

extension SymbolTranslation {
    /// The answer for one of the other's; nil where there is none of that width.
    fileprivate func answer(ofOther answer: [Int], width: Int) -> [Int]? {
        self.answer(ofOther: answer).flatMap { $0.count == width ? $0 : nil }
    }
}
