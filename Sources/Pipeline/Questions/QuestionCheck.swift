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
    private static var mostOffPath: Int { 400 }
    private static var unclearMargin: Double { 0.01 }
    /// Questions that are compared between two words of what is being done.
    private static var part: Int { 4096 }

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
    }

    /// Makes all claims.
    ///
    /// - Parameter report: is told what is compared next, and how much has been.
    /// - Returns: what was compared and found.
    /// - Throws: `PythonHarnessError` where the program fails; `CancellationError`.
    mutating func claims(report: (StageProgress) -> Void) async throws -> QuestionClaims {
        let plan = QuestionPlan(for: network, domain, seed: seed)
        let total = plan.batches.reduce(0) { $0 + $1.letters }
        var done = 0
        for batch in plan.batches {
            var row = QuestionClaims.Row(kind: batch.kind, length: batch.length)
            for start in stride(from: 0, to: batch.questions.count, by: Self.part) {
                try Task.checkCancellation()
                report(StageProgress("comparing \(batch.words)", fraction: Double(done) / Double(total)))
                let questions = Array(batch.questions[start..<min(start + Self.part, batch.questions.count)])
                try await compare(questions, into: &row)
                done += questions.count * batch.length
            }
            rows.append(row)
        }
        report("comparing off the answers' path")
        return QuestionClaims(
            rows: rows, byAnswer: byAnswer.sorted { $0.key < $1.key }.map(\.value), someLetters: plan.someLetters,
            firstDeparture: firstDeparture, firstException: firstException,
            offPath: try await offPath(Array(network.letters.indices)), unclear: unclear)
    }

    // MARK: - Whole answers

    /// Compares answers to questions of one length, and counts them in a row.
    private mutating func compare(_ questions: [[Int]], into row: inout QuestionClaims.Row) async throws {
        let answers = try await program.answers(to: questions, most: network.mostTokens - row.length, harness)
        let given = network.tokens(along: zip(questions, answers).map { Exchange($0, network.hasEnd ? $1 : []) })
        for index in questions.indices {
            let departure = Self.departure(questions[index], answers[index], given[index], hasEnd: network.hasEnd)
            let isExcepted = isExcepted(questions[index], answers[index], departure)
            row.note(isAlike: departure == nil, isExcepted: isExcepted)
            if row.kind == .all {
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
        let lengths = Array(2...max(2, min(10, network.longestQuestion)))
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

extension QuestionPlan.Batch {
    fileprivate var letters: Int { questions.count * length }

    fileprivate var words: String {
        let kind = kind == .drawn ? "drawn questions" : kind == .structured ? "structured questions" : "questions, all"
        return "\(questions.count) \(kind) of \(length) letters"
    }
}
