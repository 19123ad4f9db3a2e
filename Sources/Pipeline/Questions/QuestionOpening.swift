/// What was found in a network that answers questions: a formula, its program, and how far it goes.
public struct QuestionOpening: Sendable, Hashable, Codable {
    /// How the formula was found.
    public struct Search: Sendable, Hashable, Codable {
        /// Prompts that it was found on, and those of them that the formula gets wrong.
        public let prompts: Int
        public let wrongPrompts: Int
        /// Of examples and counterexamples.
        public let rounds: Int
        /// Values that were computed on the way.
        public let computed: Int
    }

    public let letters: [String]
    public let hasEnd: Bool
    /// As it was stated.
    public let domain: String
    public let formula: AnswerFormula
    /// Where questions follow another rule, which the formula does not have; nil where there are no such, or no rule for them.
    public let condition: SequenceExpression?
    /// The file `program.py`.
    public let program: String
    /// The body of its `answer`.
    public let heart: String
    /// The condition on questions, as Python has it.
    public let exception: String?
    public let claims: QuestionClaims
    public let verdict: QuestionClaims.Verdict
    public let search: Search
}

/// Why a network that answers questions could not be opened, in a sentence.
public struct QuestionOpeningError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}

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
///   - report: is told what is done next, and how much of it.
/// - Returns: the formula with all that was checked.
/// - Throws: `QuestionOpeningError` where the domain has no question that could be asked, `PythonHarnessError` where the program cannot
///   be run, `CancellationError`.
public func openQuestions(
    _ network: some AnsweringNetwork, domain: QuestionDomain, name: String, seed: UInt64, jobs: Int = 1,
    report: (StageProgress) -> Void = { _ in }
) async throws -> QuestionOpening {
    report("asking the network")
    let answered = AnsweredQuestions(of: network, domain, seed: seed)
    var search = FormulaSearch(network, answered)
    guard let found = search.run(report: report) else {
        throw QuestionOpeningError(
            description: "No question of the domain “\(domain.text)” was found; expected some of 1 to 14 letters")
    }
    let formula = found.candidate.formula
    return try await QuestionOpening(
        formula, except: found.exception,
        found: .init(
            prompts: answered.prompts.count, wrongPrompts: found.candidate.wrong.count, rounds: search.rounds,
            computed: search.computed),
        in: network, domain, name: name, seed: seed, try PythonHarness(jobs: jobs), report: report)
}

extension QuestionOpening {
    /// Writes a formula as a program, and compares that with the network.
    fileprivate init(
        _ formula: AnswerFormula, except condition: SequenceExpression?, found search: Search,
        in network: some AnsweringNetwork, _ domain: QuestionDomain, name: String, seed: UInt64, _ harness: PythonHarness,
        report: (StageProgress) -> Void
    ) async throws {
        let program = AnswerProgram(
            formula, letters: network.letters, hasEnd: network.hasEnd, most: network.mostTokens, name: name)
        var check = QuestionCheck(
            network, domain, program, exception: condition, harness, seed: seed)
        let claims = try await check.claims(report: report)
        self.init(
            letters: network.letters, hasEnd: network.hasEnd, domain: domain.text, formula: formula, condition: condition,
            program: program.text, heart: program.heart,
            exception: condition.map(SequencePython(letters: network.letters).text), claims: claims,
            verdict: claims.verdict, search: search)
    }

    /// The same formula, written and compared again: what an auditor holds against what is stated.
    ///
    /// - Parameters:
    ///   - network: what answers.
    ///   - domain: which questions are meant.
    ///   - name: what it is called.
    ///   - seed: of questions that are drawn.
    ///   - harness: runs the program, within the auditor's bounds.
    /// - Returns: what comes out now; how the formula was found is repeated, as that is not done again.
    /// - Throws: `QuestionOpeningError` where the formula names letters that the network does not have, or is longer than any that is
    ///   found; otherwise as `openQuestions`.
    public func checkedAgain(
        of network: some AnsweringNetwork, domain: QuestionDomain, name: String, seed: UInt64, by harness: PythonHarness
    ) async throws -> QuestionOpening {
        let cost = formula.cost + (condition?.cost ?? 0)
        guard cost <= Self.mostCost, formula.isOver(letters: network.letters.count),
            condition.map({ $0.operation.result == .truth && $0.isOver(letters: network.letters.count) }) ?? true
        else {
            throw QuestionOpeningError(
                description: "The formula has \(cost) names; expected at most \(Self.mostCost), and letters of the network only"
            )
        }
        return try await QuestionOpening(
            formula, except: condition, found: search, in: network, domain, name: name, seed: seed, harness,
            report: { _ in })
    }

    /// Names in a formula that is checked again.
    private static let mostCost = 1000
}
