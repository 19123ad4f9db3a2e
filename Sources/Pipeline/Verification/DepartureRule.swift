/// Where a network departs from a program, as a rule over counts, runs and leads of letters: one threshold, or two.
///
/// It is fitted on shorter words and judged on longer ones. A rule is a description of faults, which may have none that is short: so it is
/// shown with its held-out figures only.
///
///     departs where “(” has been ahead of “)” by 9 or more: 96 % of such words depart, and 88 % of all that do are such
public struct DepartureRule: Sendable, Equatable {
    /// What is counted in a word. Letters are numbered as among those that are asked.
    public enum Feature: Sendable, Hashable {
        case length
        case count(of: Int)
        case longestRun(of: Int)
        /// At the word's end.
        case run(of: Int)
        /// How far one letter was ever ahead of the other, in counts.
        case lead(of: Int, before: Int)
        /// How far one letter is ahead of the other in the whole word.
        case balance(of: Int, before: Int)
    }

    public struct Condition: Sendable, Equatable {
        public let feature: Feature
        /// Or else at most.
        public let isAtLeast: Bool
        public let threshold: Int
    }

    /// Words, of which the last answer counts.
    public struct Score: Sendable, Equatable {
        /// For which the rule says that the network departs, and for which it does.
        public let told: Int
        public let departing: Int
        /// Both.
        public let right: Int

        public var precision: Double { told > 0 ? Double(right) / Double(told) : 0 }
        public var recall: Double { departing > 0 ? Double(right) / Double(departing) : 0 }
        /// The harmonic mean of both.
        var both: Double { right > 0 ? 2 * precision * recall / (precision + recall) : 0 }
    }

    /// One or two, which have to be met both.
    public let conditions: [Condition]
    public let fitted: Score
    public let heldOut: Score
    /// Of the words that were judged.
    public let heldOutLengths: ClosedRange<Int>
    /// What the numbers of letters mean.
    public let letters: [Letter]

    private static let mostLetters = 4
    private static let mostWords = 1 << 17
    private static let longest = 16
    private static let judgedLengths = 2
    /// A rule that misses more, or tells of more that is none, describes nothing.
    private static let leastBoth = 0.5
    /// What a second condition has to bring.
    private static let leastGain = 0.05

    /// The rule that tells departures best; nil where none does, or there are too few lengths or too many letters to look for one.
    ///
    /// - Parameters:
    ///   - network: departs.
    ///   - program: is departed from.
    ///   - letters: over which all words are asked.
    ///   - kept: the length up to which there are no departures.
    /// - Complexity: a step of the network for each of at most 2¹⁷ words, and O(features²) for each word.
    public init?(of network: some Network, from program: Program, over letters: [Letter], after kept: Int) {
        guard (1...Self.mostLetters).contains(letters.count) else { return nil }
        let length = AnswerTree.greatestLength(letters: letters.count, most: Self.mostWords, limit: Self.longest)
        // Faults of two lengths at least are fitted.
        guard length - Self.judgedLengths >= kept + 2 else { return nil }
        let words = Sequences.all(over: letters, length: length)
        let table = DepartureTable(
            words, letters, own: ProgramNetwork(program).answers(to: words), theirs: network.answers(to: words))
        let first = length - Self.judgedLengths + 1
        let fittedRows = table.rows.filter { $0.length < first }
        guard let best = Self.best(fittedRows, table.features) else { return nil }
        let heldOut = Self.score(table.rows.filter { $0.length >= first }, best.conditions, table.features)
        guard heldOut.both >= Self.leastBoth else { return nil }
        (conditions, fitted, self.heldOut) = (best.conditions, best.score, heldOut)
        (heldOutLengths, self.letters) = (first...length, letters)
    }

    private static func score(_ rows: [DepartureTable.Row], _ conditions: [Condition], _ features: [Feature]) -> Score {
        let places = conditions.map { condition in features.firstIndex(of: condition.feature) ?? 0 }
        var (told, departing, right) = (0, 0, 0)
        for row in rows {
            let isTold = zip(conditions, places).allSatisfy { condition, place in
                condition.isAtLeast ? row.values[place] >= condition.threshold : row.values[place] <= condition.threshold
            }
            told += isTold ? row.words : 0
            departing += row.departing
            right += isTold ? row.departing : 0
        }
        return Score(told: told, departing: departing, right: right)
    }

    /// The best single condition, and the best one to be met beside it.
    private static func best(
        _ rows: [DepartureTable.Row], _ features: [Feature]
    ) -> (conditions: [Condition], score: Score)? {
        func extended(_ conditions: [Condition]) -> (conditions: [Condition], score: Score)? {
            var best: (conditions: [Condition], score: Score)?
            for (place, feature) in features.enumerated() {
                for threshold in Set(rows.map { $0.values[place] }).sorted() {
                    for isAtLeast in [true, false] {
                        let all = conditions + [Condition(feature: feature, isAtLeast: isAtLeast, threshold: threshold)]
                        let score = score(rows, all, features)
                        if score.both > best?.score.both ?? 0 { best = (all, score) }
                    }
                }
            }
            return best
        }
        guard let one = extended([]) else { return nil }
        guard var two = extended(one.conditions) else { return one }
        // Each is chosen again for the other, as long as that is better.
        while let again = two.conditions.last.flatMap({ extended([$0]) }), again.score.both > two.score.both { two = again }
        return two.score.both > one.score.both + leastGain ? two : one
    }
}

/// All words up to a length by what is counted in them: words that are alike in all of it share a row.
private struct DepartureTable {
    struct Row {
        let length: Int
        /// Of each feature.
        let values: [Int]
        var words = 0
        var departing = 0
    }

    let features: [DepartureRule.Feature]
    private(set) var rows: [Row] = []

    /// - Parameters:
    ///   - words: all of a length, in lexicographic order.
    ///   - letters: over which they are.
    ///   - own: the program's answers.
    ///   - theirs: the network's.
    init(_ words: Sequences, _ letters: [Letter], own: Answers, theirs: Answers) {
        let numbers = letters.letterNumbers
        let single = letters.indices.flatMap { [DepartureRule.Feature.count(of: $0), .longestRun(of: $0), .run(of: $0)] }
        let pairs = letters.indices.flatMap { first in
            letters.indices.filter { $0 != first }.flatMap { second -> [DepartureRule.Feature] in
                [.lead(of: first, before: second)] + (first < second ? [.balance(of: first, before: second)] : [])
            }
        }
        features = [.length] + single + pairs
        var places: [[Int]: Int] = [:]
        for row in 0..<words.count {
            let known = words.lengthShared(by: row)
            var counts = WordCounts(letters.count)
            for time in 0..<words.length {
                counts.read(numbers[words.letter(row, at: time)] ?? 0)
                guard time >= known else { continue }
                let values = features.map { counts.value(of: $0) }
                let place = places[values] ?? rows.count
                if place == rows.count {
                    places[values] = place
                    rows.append(Row(length: time + 1, values: values))
                }
                rows[place].words += 1
                rows[place].departing += own.answer(row, at: time) == theirs.answer(row, at: time) ? 0 : 1
            }
        }
    }
}

/// What was counted in a word so far.
private struct WordCounts {
    private var length = 0
    private var counts: [Int]
    private var longest: [Int]
    private var run = (letter: 0, count: 0)
    /// `[first][second]`: how far the first was ever ahead of the second.
    private var leads: [[Int]]

    init(_ letters: Int) {
        counts = Array(repeating: 0, count: letters)
        longest = counts
        leads = Array(repeating: counts, count: letters)
    }

    mutating func read(_ letter: Int) {
        length += 1
        counts[letter] += 1
        run = (letter, run.letter == letter ? run.count + 1 : 1)
        longest[letter] = max(longest[letter], run.count)
        for other in counts.indices { leads[letter][other] = max(leads[letter][other], counts[letter] - counts[other]) }
    }

    func value(of feature: DepartureRule.Feature) -> Int {
        switch feature {
        case .length: length
        case .count(let letter): counts[letter]
        case .longestRun(let letter): longest[letter]
        case .run(let letter): run.letter == letter ? run.count : 0
        case .lead(let first, let second): leads[first][second]
        case .balance(let first, let second): counts[first] - counts[second]
        }
    }
}
