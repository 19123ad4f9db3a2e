import Determinism

/// Which questions a program and a network are compared on: all short ones, then longer ones that are drawn or structured.
struct QuestionPlan: Sendable {
    /// Questions that are chosen in one way.
    struct Batch: Sendable {
        let kind: QuestionClaims.Row.Kind
        let length: Int
        let questions: [[Int]]
    }

    let batches: [Batch]
    /// Letters from which longer questions are all made where there are more; else none.
    let someLetters: [Int]

    /// Of all questions together, those of some letters, and each drawn length.
    private static let mostOperations = 1 << 38
    private static let mostQuestions = 40_000
    private static let mostDrawn = 300
    private static let mostOperationsOfLength = 1 << 35
    private static let some = 4

    /// - Parameters:
    ///   - network: what will be asked; its size says how much.
    ///   - domain: which questions are meant.
    ///   - seed: of questions that are drawn, apart from all those that the formula was found on.
    /// - Complexity: all questions are made, some 40,000 of each length at most.
    init(for network: some AnsweringNetwork, _ domain: QuestionDomain, seed: UInt64) {
        let letters = Array(network.letters.indices)
        let some = AnsweredQuestions.spread(letters, Self.some)
        let isOfSome = some.count < letters.count
        someLetters = isOfSome ? some : []
        batches =
            Self.all(.all, over: letters, of: network, domain, budget: Self.mostOperations)
            + (isOfSome ? Self.all(.allOfSome, over: some, of: network, domain, budget: Self.mostOperations / 2) : [])
            + Self.drawn(letters, of: network, domain, seed: seed)
    }

    /// All questions over some letters, length by length, as far as the budget of operations goes.
    private static func all(
        _ kind: QuestionClaims.Row.Kind, over chosen: [Int], of network: some AnsweringNetwork, _ domain: QuestionDomain,
        budget: Int
    ) -> [Batch] {
        var budget = budget
        var batches: [Batch] = []
        for length in 1...max(1, network.longestQuestion) {
            let operations = (length + 2 + (network.hasEnd ? length + 1 : 0)) * network.operationsPerToken
            let most = min(mostQuestions, budget / max(1, operations))
            guard let questions = domain.questions(ofLength: length, over: chosen, most: most) else { break }
            if questions.isEmpty { continue }
            budget -= questions.count * operations
            batches.append(Batch(kind: kind, length: length, questions: questions))
        }
        return batches
    }

    private static func drawn(
        _ letters: [Int], of network: some AnsweringNetwork, _ domain: QuestionDomain, seed: UInt64
    ) -> [Batch] {
        var random = CounterRandom(seed, 0x63_6865_636B)
        var batches: [Batch] = []
        for length in [5, 10, 20, 35, 50, 100, 150] where length <= network.longestQuestion {
            let count = min(mostDrawn, mostOperationsOfLength / max(1, 2 * length * network.operationsPerToken))
            guard count >= 10 else { break }
            // A domain may have no questions of just this length, but of the next ones.
            for length in length..<length + 6 {
                let drawn = (0..<count).compactMap { _ in domain.question(ofLength: length, over: letters, &random) }
                guard !drawn.isEmpty else { continue }
                batches.append(Batch(kind: .drawn, length: length, questions: drawn))
                let structured = structured(letters, length: length).filter(domain.contains)
                if !structured.isEmpty { batches.append(Batch(kind: .structured, length: length, questions: structured)) }
                break
            }
        }
        return batches
    }

    /// Letters at which consecutive ones begin.
    private static let starts = 8

    /// Questions that chance hardly ever draws: the structured words of these letters, and letters one after the other, up and down.
    private static func structured(_ letters: [Int], length: Int) -> [[Int]] {
        let words = InputSpace(Alphabet([0..<letters.count]), length: length).structuredWords()
        let firsts = length <= letters.count ? Array(0...letters.count - length) : []
        let consecutive = AnsweredQuestions.spread(firsts, starts).map { Array(letters[$0..<$0 + length]) }
        var seen: Set<[Int]> = []
        return
            ((0..<words.count).map { row in words[row].map { letters[$0[0]] } } + consecutive
            + consecutive.map { $0.reversed() })
            .filter { seen.insert($0).inserted }
    }
}

extension AnsweringNetwork {
    /// Letters of the longest question that leaves room for its answer.
    var longestQuestion: Int { hasEnd ? mostTokens / 2 : mostTokens - 1 }
}
