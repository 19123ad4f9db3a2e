import Determinism

/// Which questions are asked: all, or those that somebody states to be meant, each condition one of `distinct` (no letter twice),
/// `distinct-pairs` (no two neighbours twice), `increasing` (each letter after the one before, in the order of their numbers) or a pattern.
public struct QuestionDomain: Sendable, Hashable {
    public enum Condition: Sendable, Hashable {
        case distinct, increasing
        /// No two letters that stand beside each other stand so again.
        case distinctPairs
        case pattern(QuestionPattern)
    }

    /// All hold of every question.
    public let conditions: [Condition]
    public let letters: Int

    private static let mostConditions = 8

    /// - Parameters:
    ///   - stated: conditions as they are written, none for all words of a letter or more.
    ///   - letters: what letters are called.
    /// - Throws: `QuestionDomainError` where one cannot be read, or no question of up to `longest` letters is left.
    public init(_ stated: [String], letters: [String]) throws(QuestionDomainError) {
        guard stated.count <= Self.mostConditions else {
            throw QuestionDomainError(
                "There are \(stated.count) conditions on questions; expected at most \(Self.mostConditions)")
        }
        var conditions: [Condition] = []
        for text in stated where text != "all" {
            switch text {
            case "distinct": conditions.append(.distinct)
            case "distinct-pairs": conditions.append(.distinctPairs)
            case "increasing": conditions.append(.increasing)
            default: conditions.append(.pattern(try QuestionPattern(text, letters: letters)))
            }
        }
        (self.conditions, self.letters) = (conditions, letters.count)
    }

    /// As it was stated, in words.
    public var text: String {
        guard !conditions.isEmpty else { return "all" }
        return conditions.map { condition in
            switch condition {
            case .distinct: "distinct"
            case .increasing: "increasing"
            case .distinctPairs: "distinct-pairs"
            case .pattern(let pattern): pattern.text
            }
        }.joined(separator: " and ")
    }

    /// Whether it is asked; the empty question never is.
    func contains(_ question: [Int]) -> Bool {
        guard !question.isEmpty else { return false }
        return conditions.allSatisfy { condition in
            switch condition {
            case .distinct: Set(question).count == question.count
            case .distinctPairs: Self.hasDistinctPairs(question)
            case .increasing: zip(question, question.dropFirst()).allSatisfy { $0 < $1 }
            case .pattern(let pattern): pattern.contains(question)
            }
        }
    }

    /// All questions of a length, in order; nil where there are more than `most`.
    ///
    /// - Parameters:
    ///   - length: of the questions.
    ///   - chosen: the letters that they are made of, ascending.
    ///   - most: of them.
    /// - Returns: `[question][letter]`
    func questions(ofLength length: Int, over chosen: [Int], most: Int) -> [[Int]]? {
        let live = liveStates(length)
        var found: [[Int]] = []
        // A branch without questions ends soon, but there may be many: what is visited is bounded too.
        var (visits, question) = (0, [Int]())
        func extend(_ states: [Int]) -> Bool {
            visits += 1
            guard visits <= 64 * most, found.count <= most else { return false }
            guard question.count < length else {
                found.append(question)
                return found.count <= most
            }
            for letter in chosen {
                guard let next = step(states, letter, after: question, left: length - question.count - 1, live) else {
                    continue
                }
                question.append(letter)
                defer { question.removeLast() }
                if !extend(next) { return false }
            }
            return true
        }
        return extend(patterns.map { _ in 0 }) ? found : nil
    }

    /// A question of a length, its letters drawn one by one among those with which it can still be finished; nil where none was found.
    func question(ofLength length: Int, over chosen: [Int], _ random: inout CounterRandom) -> [Int]? {
        let live = liveStates(length)
        attempts: for _ in 0..<Self.mostAttempts {
            var (states, question) = (patterns.map { _ in 0 }, [Int]())
            // Increasing letters are distinct ones in order, which are drawn as a set.
            if isIncreasing {
                guard length <= chosen.count else { return nil }
                var rest = chosen
                for place in 0..<length { rest.swapAt(place, random.integer(in: place..<rest.count)) }
                let drawn = rest.prefix(length).sorted()
                if contains(drawn) { return drawn }
                continue
            }
            while question.count < length {
                let left = length - question.count - 1
                let open = chosen.compactMap { letter in
                    step(states, letter, after: question, left: left, live).map { (letter, $0) }
                }
                guard !open.isEmpty else { continue attempts }
                let (letter, next) = random.choice(open)
                question.append(letter)
                states = next
            }
            return question
        }
        return nil
    }

    private static let mostAttempts = 32

    // MARK: - Letter by letter

    private var patterns: [QuestionPattern] {
        conditions.compactMap { if case .pattern(let pattern) = $0 { pattern } else { nil } }
    }
    private var isDistinct: Bool { conditions.contains(.distinct) }
    private var hasDistinctPairs: Bool { conditions.contains(.distinctPairs) }
    private var isIncreasing: Bool { conditions.contains(.increasing) }

    /// `[pattern][letters left][state]`: whether it can still be accepted after that many letters.
    private func liveStates(_ length: Int) -> [[[Bool]]] {
        patterns.map { pattern in
            (0..<max(1, length)).reduce(into: [pattern.isAccepting]) { live, left in
                let after = live[left]
                live.append(pattern.transitions.map { row in row.contains { $0.map { after[$0] } ?? false } })
            }
        }
    }

    private static func hasDistinctPairs(_ question: [Int]) -> Bool {
        var seen: Set<[Int]> = []
        return zip(question, question.dropFirst()).allSatisfy { seen.insert([$0, $1]).inserted }
    }

    private func step(
        _ states: [Int], _ letter: Int, after question: [Int], left: Int, _ live: [[[Bool]]]
    ) -> [Int]? {
        if isDistinct && question.contains(letter) { return nil }
        if isIncreasing, let last = question.last, letter <= last { return nil }
        if hasDistinctPairs, let last = question.last,
            zip(question, question.dropFirst()).contains(where: { $0 == last && $1 == letter })
        {
            return nil
        }
        var next: [Int] = []
        for (number, pattern) in patterns.enumerated() {
            guard let state = pattern.transitions[states[number]][letter], live[number][left][state] else { return nil }
            next.append(state)
        }
        return next
    }
}
