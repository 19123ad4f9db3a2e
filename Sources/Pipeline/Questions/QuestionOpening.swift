/// What was found in a network that answers questions: a formula, its program, and how far it goes.
public struct QuestionOpening: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Codable {
        /// All questions of the stated lengths are answered as the program does, those of the exception apart, if there is one.
        case formula
        /// The best small program; no length is exact, or hardly any question.
        case approximation
        /// Nothing small says what half of the questions are answered.
        case unsolved
    }

    public let letters: [String]
    public let hasEnd: Bool
    /// As it was stated.
    public let domain: String
    public let formula: AnswerFormula
    /// The file `program.py`.
    public let program: String
    /// The body of its `answer`.
    public let heart: String
    /// A condition on questions, as Python has it; nil where there are no exceptions, or no rule for them.
    public let exception: String?
    public let claims: QuestionClaims
    public let verdict: Verdict
    /// Prompts that the formula was found on, and those of them that it gets wrong.
    public let prompts: Int
    public let wrongPrompts: Int
    public let rounds: Int
    /// Values that were computed on the way.
    public let computed: Int
}

/// Why a network that answers questions could not be opened, in a sentence.
public struct QuestionOpeningError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}

/// Exact questions that a verdict of formula takes at least.
private let fewestExactQuestions = 20

/// Finds the formula by which a network answers, writes it as a program, and compares that with the network.
///
///     let opening = try await openQuestions(network, domain: try QuestionDomain([], letters: network.letters), name: "copy", seed: 1)
///     opening.heart                    // return after(w, last(a))
///     opening.claims.exactLengths      // 1...6
///
/// - Parameters:
///   - network: what answers.
///   - domain: which questions are meant.
///   - name: what it is called.
///   - seed: of questions that are drawn.
///   - jobs: how many processes run the program.
/// - Returns: the formula with all that was checked.
/// - Throws: `QuestionOpeningError` where the domain has no question that could be asked, `PythonHarnessError` where the program cannot
///   be run, `CancellationError`.
public func openQuestions(
    _ network: some AnsweringNetwork, domain: QuestionDomain, name: String, seed: UInt64, jobs: Int = 1
) async throws -> QuestionOpening {
    let answered = AnsweredQuestions(of: network, domain, seed: seed)
    var search = FormulaSearch(network, answered)
    guard let found = search.run() else {
        throw QuestionOpeningError(
            description: "No question of the domain “\(domain.text)” was found; expected some of 1 to 14 letters")
    }
    let formula = found.candidate.formula
    let program = AnswerProgram(
        formula, letters: network.letters, hasEnd: network.hasEnd, most: network.mostTokens, name: name)
    var check = QuestionCheck(
        network, domain, program, exception: found.exception, try PythonHarness(jobs: jobs), seed: seed)
    let claims = try await check.claims()
    return QuestionOpening(
        letters: network.letters, hasEnd: network.hasEnd, domain: domain.text, formula: formula, program: program.text,
        heart: program.heart, exception: found.exception.map(SequencePython(letters: network.letters).text), claims: claims,
        verdict: verdict(claims), prompts: answered.prompts.count, wrongPrompts: found.candidate.wrong.count,
        rounds: search.rounds,
        computed: search.computed)
}

private func verdict(_ claims: QuestionClaims) -> QuestionOpening.Verdict {
    let rows = claims.rows
    if let lengths = claims.exactLengths, claims.exactQuestions >= fewestExactQuestions {
        // One exact length beside others that are not is no law, except where there is only one.
        let compared = rows.filter { $0.kind == .all && $0.questions > $0.excepted }
        if lengths.count > 1 || compared.count == 1 { return .formula }
    }
    if let lengths = claims.exactAnswers, lengths.count > 1, claims.questionsOfExactAnswers >= fewestExactQuestions {
        return .formula
    }
    let (all, alike) = rows.reduce((0, 0)) { ($0.0 + $1.questions, $0.1 + $1.alike) }
    return 2 * alike >= all ? .approximation : .unsolved
}
