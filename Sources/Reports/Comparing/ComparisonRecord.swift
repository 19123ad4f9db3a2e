import Notebook
import Pipeline
import Untrusted

/// What `glassbox diff` found, for programs: `diff.json` beside its page, and what `--json` prints.
///
/// Absent results are null rather than missing: a reader finds every key.
public struct ComparisonRecord: Sendable, Codable, Equatable {
    /// Raised when a field changes its meaning.
    static let schema = 1

    /// One of the two.
    struct Side: Sendable, Codable, Equatable {
        let name: String
        let kind: ComparedSubject.Kind
        /// SHA-256 of the network's file, or of the machine's where there is none; empty of what an experiment opened.
        let fingerprint: String
        /// In words; null where it is no report.
        @NullIfAbsent var verdict: String? = nil
        /// The program's loop in one line; null where there is none.
        @NullIfAbsent var heart: String? = nil
        /// Of its machine; null where there is none that holds at every length.
        @NullIfAbsent var states: Int? = nil
    }

    /// A word with what both answer to its last letter, as people call letters and answers.
    struct Word: Sendable, Codable, Equatable {
        /// The first letters; `length` says how many there are.
        let word: [String]
        let length: Int
        let left: String
        let right: String
    }

    /// The shortest word that is known to be answered otherwise.
    struct Shortest: Sendable, Codable, Equatable {
        let word: Word
        let of: SubjectComparison.Difference.Source
        /// Whether no shorter one is answered otherwise by these.
        let isShortest: Bool
        /// What tasks say is right to answer, by their names.
        let rightBy: [String: String]
    }

    struct Machines: Sendable, Codable, Equatable {
        /// Why they were not compared; null where they were.
        @NullIfAbsent var notCompared: String? = nil
        /// Pairs of states that words lead to.
        @NullIfAbsent var pairs: Int? = nil
        @NullIfAbsent var shortest: Word? = nil
        /// What the networks answer to that word; null where there are none.
        @NullIfAbsent var networks: Word? = nil
        let lengths: [LengthDifference]
    }

    struct Networks: Sendable, Codable, Equatable {
        @NullIfAbsent var notCompared: String? = nil
        /// The shortest word that was seen to be answered otherwise.
        @NullIfAbsent var shortest: Word? = nil
        /// Of the lengths whose words were all asked.
        let lengths: [LengthDifference]
        let drawn: [Drawn]
    }

    struct Drawn: Sendable, Codable, Equatable {
        let kind: NetworkDifferences.Drawn.Kind
        let length: Int
        let words: Int
        let differing: Int
        @NullIfAbsent var first: Word? = nil
    }

    let schema: Int
    let left: Side
    let right: Side
    /// Whether nothing that was compared differs.
    public let isAlike: Bool
    /// The same of the answers alone.
    let answerAlike: Bool
    @NullIfAbsent var shortest: Shortest? = nil
    let machines: Machines
    let networks: Networks
    /// Null where one has no program.
    @NullIfAbsent var programs: ProgramLines? = nil
    let claims: [ClaimOutcomes]
}

extension ComparisonRecord {
    /// Of both, the left one first.
    public var names: [String] { [left.name, right.name] }

    public init(_ comparison: SubjectComparison) {
        schema = Self.schema
        (left, right) = (Side(comparison.left), Side(comparison.right))
        (isAlike, answerAlike) = (comparison.isAlike, comparison.answerAlike)
        let names = PairNames(comparison)
        shortest = comparison.shortest.map { Shortest($0, comparison, names) }
        machines = Machines(comparison, names)
        networks = Networks(comparison, names)
        (programs, claims) = (comparison.programs, comparison.claims)
    }
}

extension ComparisonRecord.Side {
    fileprivate init(_ subject: ComparedSubject) {
        self.init(
            name: subject.name, kind: subject.kind, fingerprint: subject.fingerprint, verdict: subject.told?.verdict,
            heart: subject.program.map { PlainText(line: $0.heart, most: Self.longestHeart).description },
            states: (try? subject.machine.get())?.stateCount)
    }

    private static let longestHeart = 200
}

/// What letters and answers are called by each of the two.
struct PairNames {
    let left: SymbolNames
    let right: SymbolNames

    init(_ comparison: SubjectComparison) { (left, right) = (comparison.left.names, comparison.right.names) }

    /// Letters of a word that are told: one of a machine may have as many as there are pairs of states.
    private static let most = 200

    func word(_ word: DifferingWord) -> ComparisonRecord.Word {
        ComparisonRecord.Word(
            word: word.word.prefix(Self.most).map(left.letter), length: word.word.count, left: left.answer(word.left),
            right: right.answer(word.right))
    }
}

extension ComparisonRecord.Shortest {
    fileprivate init(_ found: SubjectComparison.Difference, _ comparison: SubjectComparison, _ names: PairNames) {
        self.init(
            word: names.word(DifferingWord(found.word, left: found.left, right: found.right)), of: found.of,
            isShortest: found.isShortest,
            rightBy: comparison.rightAnswers(to: found.word).mapValues { names.left.answer($0) })
    }
}

extension ComparisonRecord.Machines {
    fileprivate init(_ comparison: SubjectComparison, _ names: PairNames) {
        switch comparison.machines {
        case .failure(let error): self.init(notCompared: error.reason, lengths: [])
        case .success(let found):
            self.init(
                pairs: found.pairs, shortest: found.shortest.map(names.word),
                networks: comparison.networksOnMachinesWord.map(names.word), lengths: found.byLength)
        }
    }
}

extension ComparisonRecord.Networks {
    fileprivate init(_ comparison: SubjectComparison, _ names: PairNames) {
        switch comparison.networks {
        case .failure(let error): self.init(notCompared: error.reason, lengths: [], drawn: [])
        case .success(let found):
            self.init(
                shortest: found.shortest.map(names.word), lengths: found.byLength,
                drawn: found.drawn.map {
                    .init(
                        kind: $0.kind, length: $0.length, words: $0.words, differing: $0.differing,
                        first: $0.first.map(names.word))
                })
        }
    }
}
