import Determinism

/// Compares a program's text with a network: on all short questions, on longer drawn and structured ones, and off the answer's path.
struct QuestionCheck<Asked: AnsweringNetwork> {
    let network: Asked
    let domain: QuestionDomain
    let program: AnswerProgram
    let exception: SequenceExpression?
    let harness: PythonHarness
    let seed: UInt64

    private var rows: [QuestionClaims.Row] = []
    /// By the lengths of answers.
    private var byAnswer: [Int: QuestionClaims.Row] = [:]
    private var firstDeparture: QuestionClaims.Departure?
    private var firstException: QuestionClaims.Departure?
    private var unclear = 0
    /// Operations that are left for questions that are all asked.
    private var budget: Int

    /// Of all questions together, those of some letters, and each drawn length.
    private static var mostOperations: Int { 1 << 38 }
    private static var mostQuestions: Int { 40_000 }
    private static var mostDrawn: Int { 300 }
    private static var mostOperationsOfLength: Int { 1 << 35 }
    private static var mostOffPath: Int { 400 }
    private static var unclearMargin: Double { 0.01 }
    /// Letters from which longer questions are all made where there are more.
    private static var some: Int { 4 }

    /// - Parameters:
    ///   - network: what answers.
    ///   - domain: which questions.
    ///   - program: what is compared.
    ///   - exception: a condition on questions that are told apart.
    ///   - harness: runs the program.
    ///   - seed: of questions that are drawn, apart from all those that the formula was found on.
    init(
        _ network: Asked, _ domain: QuestionDomain, _ program: AnswerProgram, exception: SequenceExpression?,
        _ harness: PythonHarness, seed: UInt64
    ) {
        (self.network, self.domain, self.program, self.exception) = (network, domain, program, exception)
        (self.harness, self.seed) = (harness, seed)
        budget = Self.mostOperations
    }

    /// Makes all claims.
    ///
    /// - Parameter report: is told what is compared next.
    /// - Returns: what was compared and found.
    /// - Throws: `PythonHarnessError` where the program fails; `CancellationError`.
    mutating func claims(report: (String) -> Void) async throws -> QuestionClaims {
        let letters = Array(network.letters.indices)
        try await compareAll(.all, over: letters, report)
        let some = AnsweredQuestions.spread(letters, Self.some)
        if some.count < letters.count {
            budget = Self.mostOperations / 2
            try await compareAll(.allOfSome, over: some, report)
        }
        try await compareDrawn(letters, report)
        report("comparing off the answers' path")
        return QuestionClaims(
            rows: rows, byAnswer: byAnswer.sorted { $0.key < $1.key }.map(\.value),
            someLetters: some.count < letters.count ? some : [], firstDeparture: firstDeparture,
            firstException: firstException, offPath: try await offPath(letters), unclear: unclear)
    }

    /// Letters of the longest question that leaves room for its answer.
    private var longest: Int { network.hasEnd ? network.mostTokens / 2 : network.mostTokens - 1 }

    // MARK: - Whole answers

    /// All questions over some letters, length by length, as far as the budget goes.
    private mutating func compareAll(
        _ kind: QuestionClaims.Row.Kind, over chosen: [Int], _ report: (String) -> Void
    ) async throws {
        for length in 1...max(1, longest) {
            try Task.checkCancellation()
            let tokens = length + 2 + (network.hasEnd ? length + 1 : 0)
            let most = min(Self.mostQuestions, budget / max(1, tokens * network.operationsPerToken))
            guard let questions = domain.questions(ofLength: length, over: chosen, most: most) else { return }
            if questions.isEmpty { continue }
            report("comparing \(questions.count) questions of \(length) letters, \(kind.rawValue); at most \(longest) letters")
            budget -= questions.count * tokens * network.operationsPerToken
            try await compare(questions, kind, length)
        }
    }

    private mutating func compareDrawn(_ letters: [Int], _ report: (String) -> Void) async throws {
        var random = CounterRandom(seed, 0x63_6865_636B)
        for length in [5, 10, 20, 35, 50, 100, 150] where length <= longest {
            try Task.checkCancellation()
            let count = min(Self.mostDrawn, Self.mostOperationsOfLength / max(1, 2 * length * network.operationsPerToken))
            guard count >= 10 else { return }
            report("comparing drawn questions of \(length) letters")
            // A domain may have no questions of just this length, but of the next ones.
            for shift in 0..<6 {
                let drawn = (0..<count).compactMap { _ in domain.question(ofLength: length + shift, over: letters, &random) }
                guard !drawn.isEmpty else { continue }
                try await compare(drawn, .drawn, length + shift)
                let structured = Self.structured(letters, length: length + shift).filter(domain.contains)
                if !structured.isEmpty { try await compare(structured, .structured, length + shift) }
                break
            }
        }
    }

    private mutating func compare(_ questions: [[Int]], _ kind: QuestionClaims.Row.Kind, _ length: Int) async throws {
        let most = network.mostTokens - length
        let answers = try await program.answers(to: questions, most: most, harness)
        let given = network.tokens(along: zip(questions, answers).map { Exchange($0, network.hasEnd ? $1 : []) })
        var row = QuestionClaims.Row(kind: kind, length: length)
        for index in questions.indices {
            let departure = Self.departure(questions[index], answers[index], given[index], hasEnd: network.hasEnd)
            let isExcepted = isExcepted(questions[index], answers[index], departure)
            row.note(isAlike: departure == nil, isExcepted: isExcepted)
            if kind == .all {
                let size = answers[index].count
                byAnswer[size, default: .init(kind: .all, length: size)].note(isAlike: departure == nil, isExcepted: isExcepted)
            }
            guard let departure else {
                if given[index].contains(where: { $0.margin < Self.unclearMargin }) { unclear += 1 }
                continue
            }
            if isExcepted {
                firstException = Self.shorter(firstException, departure)
            } else {
                firstDeparture = Self.shorter(firstDeparture, departure)
            }
        }
        rows.append(row)
    }

    /// Whether the condition holds where the network departs; where it does not, whether it holds somewhere along the answer.
    private func isExcepted(_ question: [Int], _ answer: [Int], _ departure: QuestionClaims.Departure?) -> Bool {
        guard let exception else { return false }
        let places = departure.map { $0.before.count...$0.before.count } ?? 0...(network.hasEnd ? answer.count : 0)
        return places.contains { place in
            exception.value(in: Exchange(question, Array(answer.prefix(place))), letters: network.letters.count).truth
        }
    }

    private static func shorter(
        _ known: QuestionClaims.Departure?, _ other: QuestionClaims.Departure
    ) -> QuestionClaims.Departure {
        guard let known, known.question.count <= other.question.count else { return other }
        return known
    }

    /// Where the network leaves the program's answer, if it does.
    private static func departure(
        _ question: [Int], _ answer: [Int], _ tokens: [NextToken], hasEnd: Bool
    ) -> QuestionClaims.Departure? {
        for place in 0..<(hasEnd ? answer.count + 1 : 1) {
            let own = place < answer.count ? answer[place] : nil
            guard tokens[place].letter != own else { continue }
            return .init(
                question: question, before: Array(answer.prefix(place)), program: own, network: tokens[place].letter,
                margin: tokens[place].margin)
        }
        return nil
    }

    // MARK: - Off the path

    /// After a letter or two that are not how the answer begins: letters of the question, and others.
    private func offPath(_ letters: [Int]) async throws -> [QuestionClaims.OffPath] {
        guard network.hasEnd else { return [] }
        var random = CounterRandom(seed, 0x6F66_6670)
        let lengths = Array(2...max(2, min(10, longest)))
        let questions = (0..<Self.mostOffPath).compactMap { number in
            domain.question(ofLength: lengths[number % lengths.count], over: letters, &random)
        }
        let answers = try await program.answers(to: questions, most: 4, harness)
        var found: [QuestionClaims.OffPath] = []
        for isOwn in [true, false] {
            let exchanges = zip(questions, answers).enumerated().compactMap { number, pair -> Exchange? in
                let choices = isOwn ? pair.0 : letters.filter { !pair.0.contains($0) }
                guard !choices.isEmpty else { return nil }
                let given = (0..<1 + number % 2).map { _ in random.choice(choices) }
                return pair.1.starts(with: given) ? nil : Exchange(pair.0, given)
            }
            guard !exchanges.isEmpty else { continue }
            let own = try await program.nextLetters(after: exchanges, harness)
            let theirs = network.tokens(along: exchanges)
            let alike = exchanges.indices.count { theirs[$0][exchanges[$0].answer.count].letter == own[$0] }
            found.append(
                .init(kind: isOwn ? "letters of the question" : "other letters", prompts: exchanges.count, alike: alike))
        }
        return found
    }
}

extension QuestionCheck {
    /// Letters at which consecutive ones begin.
    private static var starts: Int { 8 }

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
