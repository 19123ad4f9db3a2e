import Determinism

/// What a network answers itself to chosen questions: all short ones of a few letters, and drawn longer ones of all.
///
/// From these a formula is looked for; claims about it are made on others.
struct AnsweredQuestions: Sendable {
    /// The next letter after a question and an answer so far; nil for the end.
    struct Prompt: Hashable, Sendable {
        let exchange: Exchange
        let next: Int?
        /// By how much the network prefers it.
        let margin: Double

        init(_ exchange: Exchange, _ token: NextToken) {
            (self.exchange, next, margin) = (exchange, token.letter, token.margin)
        }
    }

    struct Whole: Hashable, Sendable {
        let question: [Int]
        let answer: [Int]
        /// Whether the answer came to its end, within the letters that were asked for.
        let isWhole: Bool
    }

    /// Shorter questions come first.
    let wholes: [Whole]
    /// Along the network's own answers.
    let prompts: [Prompt]
    /// After a letter or two that the network would not have answered, all of them letters of the question.
    let offPath: [Prompt]

    /// Letters of an answer that are looked at.
    static let mostAnswer = 32
    /// Letters from which all short questions are made.
    static let few = 5
    private static let mostShort = 260
    private static let drawnOfLength = 18
    /// Of all lengths together.
    private static let fewestDrawn = 240
    private static let longestDrawn = 14
    private static let promptsOfQuestion = 8
    private static let offPathCount = 240

    /// Asks a network.
    ///
    /// - Parameters:
    ///   - network: what answers.
    ///   - domain: which questions.
    ///   - seed: of those that are drawn.
    init(of network: some AnsweringNetwork, _ domain: QuestionDomain, seed: UInt64) {
        let letters = Array(network.letters.indices)
        var random = CounterRandom(seed, 0x71_7565_7374)
        let few = Self.spread(letters, Self.few)
        var questions: [[Int]] = []
        let longest = max(1, min(Self.longestDrawn, network.mostTokens / (network.hasEnd ? 2 : 1) - 1))
        for length in 1...longest {
            if let all = domain.questions(ofLength: length, over: few, most: Self.mostShort - questions.count) {
                questions += all
            }
            if questions.count >= Self.mostShort { break }
        }
        let lengths = (1...longest).filter { domain.question(ofLength: $0, over: letters, &random) != nil }
        for length in lengths {
            for number in 0..<max(Self.drawnOfLength, Self.fewestDrawn / lengths.count) {
                let chosen = number % 3 == 0 ? few : letters
                if let drawn = domain.question(ofLength: length, over: chosen, &random) { questions.append(drawn) }
            }
        }
        var seen: Set<[Int]> = []
        questions = questions.filter { seen.insert($0).inserted }.sorted {
            $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count
        }
        let answers = network.answers(to: questions, most: Self.mostAnswer)
        wholes = zip(questions, answers).map { question, given in
            Whole(
                question: question, answer: given.answer,
                isWhole: !network.hasEnd || given.tokens.last.map { $0.letter == nil } ?? false)
        }
        prompts = zip(questions, answers).flatMap { question, given in
            Self.places(given.tokens.count, &random).map { place in
                Prompt(Exchange(question, Array(given.answer.prefix(place))), given.tokens[place])
            }
        }
        offPath = network.hasEnd ? Self.offPath(network, wholes, &random) : []
    }

    /// Some letters, as far from each other as can be.
    static func spread(_ letters: [Int], _ most: Int) -> [Int] {
        guard letters.count > most else { return letters }
        return (0..<most).map { letters[$0 * (letters.count - 1) / (most - 1)] }
    }

    /// The first places, the last ones and some between.
    private static func places(_ count: Int, _ random: inout CounterRandom) -> [Int] {
        guard count > promptsOfQuestion else { return Array(0..<count) }
        let middle = (0..<promptsOfQuestion - 5).map { _ in random.integer(in: 3..<count - 2) }
        return Array(Set([0, 1, 2, count - 2, count - 1] + middle)).sorted()
    }

    private static func offPath(
        _ network: some AnsweringNetwork, _ wholes: [Whole], _ random: inout CounterRandom
    ) -> [Prompt] {
        let questions = wholes.filter { (2...8).contains($0.question.count) }
        guard !questions.isEmpty else { return [] }
        let exchanges = (0..<offPathCount).compactMap { number -> Exchange? in
            let whole = questions[number * questions.count / offPathCount]
            let given = (0..<1 + number % 2).map { _ in random.choice(whole.question) }
            guard !whole.answer.starts(with: given), whole.question.count + given.count <= network.mostTokens else {
                return nil
            }
            return Exchange(whole.question, given)
        }
        return zip(exchanges, network.tokens(along: exchanges)).map { exchange, tokens in
            Prompt(exchange, tokens[exchange.answer.count])
        }
    }
}
