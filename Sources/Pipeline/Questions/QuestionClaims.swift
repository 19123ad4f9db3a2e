import Untrusted

/// What was compared of a program for answers and its network, and what came of it.
public struct QuestionClaims: Sendable, Hashable, Codable {
    /// What they come to.
    public enum Verdict: String, Sendable, Codable {
        /// All questions of the stated lengths are answered as the program does, those of the exception apart, if there is one.
        case formula
        /// The best small program; no length is exact, or hardly any question.
        case approximation
        /// Nothing small says what half of the questions are answered.
        case unsolved
    }

    /// Questions of one length of which the whole answers were compared.
    public struct Row: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Codable {
            /// All of the domain.
            case all
            /// All of the domain that are made of some letters.
            case allOfSome = "all of some letters"
            case drawn
            /// Constant, periodic, sorted, or with one change: as far as the domain has them.
            case structured
        }

        public let kind: Kind
        public let length: Int
        public var questions = 0
        /// Answered alike, letter by letter to the end.
        public var alike = 0
        /// Those of which the exception's condition holds, and which of these are answered alike.
        public var excepted = 0
        public var exceptedAlike = 0

        /// Counts one more.
        mutating func note(isAlike: Bool, isExcepted: Bool) {
            questions += 1
            if isAlike { alike += 1 }
            guard isExcepted else { return }
            excepted += 1
            if isAlike { exceptedAlike += 1 }
        }

        /// Whether there are some that are no exceptions, and all of these are answered alike.
        public var isExact: Bool { questions > excepted && alike - exceptedAlike == questions - excepted }
    }

    /// A question on which the network leaves the program's answer.
    public struct Departure: Sendable, Hashable, Codable {
        public let question: [Int]
        /// Up to where they part, both the same.
        public let before: [Int]
        /// Nil for the end.
        public let program: Int?
        public let network: Int?
        /// By how much the network's letter was above the next best.
        public let margin: Double
    }

    /// Next letters after a beginning that the network would not have answered.
    public struct OffPath: Sendable, Hashable, Codable {
        /// How the beginning was made.
        public let kind: String
        public let prompts: Int
        public let alike: Int
    }

    public let rows: [Row]
    /// All questions of the domain that were compared, by the lengths of the program's answers.
    public let byAnswer: [Row]
    /// The letters of rows of some letters.
    public let someLetters: [Int]
    /// The shortest, of those that were seen.
    public let firstDeparture: Departure?
    /// The same of questions of which the exception's condition holds.
    public let firstException: Departure?
    public let offPath: [OffPath]
    /// Answered alike, but with a margin below 0.01: on another machine they may not be.
    public let unclear: Int

    /// The run of lengths with the most questions, of which all are answered alike, exceptions apart: shorter questions may not be. Nil
    /// where there is none.
    public var exactLengths: ClosedRange<Int>? { Self.run(rows.filter { $0.kind == .all }) }

    /// The same of the lengths of answers, among the questions that were all compared.
    public var exactAnswers: ClosedRange<Int>? { Self.run(byAnswer) }

    /// Questions of these lengths that were all compared, without exceptions.
    public var exactQuestions: Int { Self.count(rows.filter { $0.kind == .all }, exactLengths) }

    /// The same of these answers.
    public var questionsOfExactAnswers: Int { Self.count(byAnswer, exactAnswers) }

    /// Exact questions that a verdict of formula takes at least.
    private static let fewestExact = 20

    /// What it all comes to.
    var verdict: Verdict {
        if let lengths = exactLengths, exactQuestions >= Self.fewestExact {
            // One exact length beside others that are not is no law, except where there is only one.
            let compared = rows.filter { $0.kind == .all && $0.questions > $0.excepted }
            if lengths.count > 1 || compared.count == 1 { return .formula }
        }
        if let lengths = exactAnswers, lengths.count > 1, questionsOfExactAnswers >= Self.fewestExact { return .formula }
        let (all, alike) = rows.reduce((0, 0)) { ($0.0 + $1.questions, $0.1 + $1.alike) }
        return 2 * alike >= all ? .approximation : .unsolved
    }

    /// Whether others say the same, but for the last digits of margins, in which machines differ.
    public func isSame(as other: QuestionClaims) -> Bool {
        func isSame(_ one: Departure?, _ other: Departure?) -> Bool {
            guard let one, let other else { return one == nil && other == nil }
            return one.question == other.question && one.before == other.before && one.program == other.program
                && one.network == other.network && abs(one.margin - other.margin) <= 1e-6 * max(1, abs(one.margin))
        }
        return rows == other.rows && byAnswer == other.byAnswer && someLetters == other.someLetters
            && offPath == other.offPath && unclear == other.unclear && isSame(firstDeparture, other.firstDeparture)
            && isSame(firstException, other.firstException)
    }

    private static func count(_ rows: [Row], _ lengths: ClosedRange<Int>?) -> Int {
        guard let lengths else { return 0 }
        return rows.filter { lengths.contains($0.length) }.reduce(0) { $0 + $1.questions - $1.excepted }
    }

    /// The run of exact lengths that has the most questions.
    private static func run(_ rows: [Row]) -> ClosedRange<Int>? {
        var best: (lengths: ClosedRange<Int>, questions: Int)?
        for first in rows.indices where rows[first].isExact {
            let exact = rows[first...].prefix { $0.isExact }
            let questions = exact.reduce(0) { $0 + $1.questions - $1.excepted }
            guard let last = exact.last, questions > best?.questions ?? 0 else { continue }
            best = (rows[first].length...last.length, questions)
        }
        return best?.lengths
    }
}

// MARK: - From anyone

extension QuestionClaims.Row {
    private static let most = 1 << 40

    /// - Throws: `DecodingError` where its counts cannot be those of questions.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        kind = try values.decode(Kind.self, forKey: .kind)
        length = try values.decode(Int.self, forKey: .length)
        questions = try values.decode(Int.self, forKey: .questions)
        alike = try values.decode(Int.self, forKey: .alike)
        excepted = try values.decode(Int.self, forKey: .excepted)
        exceptedAlike = try values.decode(Int.self, forKey: .exceptedAlike)
        let isWithin =
            (0...Self.most).contains(length) && (0...Self.most).contains(questions) && (0...questions).contains(alike)
            && (0...questions).contains(excepted) && (0...min(alike, excepted)).contains(exceptedAlike)
        try decoder.require(isWithin, "a row of questions counts more of them alike or excepted than there are")
    }
}

extension QuestionClaims {
    private static let mostRows = 4096

    /// - Throws: `DecodingError` where its rows are not in the order of their lengths.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            rows: try values.decode([Row].self, forKey: .rows), byAnswer: try values.decode([Row].self, forKey: .byAnswer),
            someLetters: try values.decode([Int].self, forKey: .someLetters),
            firstDeparture: try values.decodeIfPresent(Departure.self, forKey: .firstDeparture),
            firstException: try values.decodeIfPresent(Departure.self, forKey: .firstException),
            offPath: try values.decode([OffPath].self, forKey: .offPath), unclear: try values.decode(Int.self, forKey: .unclear)
        )
        func ascend(_ rows: [Row]) -> Bool { zip(rows, rows.dropFirst()).allSatisfy { $0.length < $1.length } }
        try decoder.require(
            rows.count <= Self.mostRows && byAnswer.count <= Self.mostRows && ascend(byAnswer)
                && ascend(rows.filter { $0.kind == .all }),
            "rows of questions are not one for each length, in their order")
    }
}
