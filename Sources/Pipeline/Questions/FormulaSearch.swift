import Foundation

/// The simplest formula for a network's answers: enumerated on few of them, refuted by others, until one holds.
struct FormulaSearch {
    /// A formula with what it costs to say it and what it gets wrong.
    struct Candidate: Sendable {
        let formula: AnswerFormula
        /// Of the prompts along the network's own answers, and of those off them.
        let wrong: [Int]
        let wrongOffPath: Int
        /// Without an exception.
        let bits: Double
    }

    let letters: [String]
    let hasEnd: Bool
    let answered: AnsweredQuestions
    private(set) var rounds = 0
    private(set) var computed = 0

    private static let mostRounds = 6
    private static let firstExamples = 72
    private static let offPathExamples = 24
    private static let mostExamples = 160
    private static let counterexamples = 12
    /// Formulas of each kind that are judged on all prompts.
    private static let judged = 24

    init(_ network: some AnsweringNetwork, _ answered: AnsweredQuestions) {
        (letters, hasEnd, self.answered) = (network.letters, network.hasEnd, answered)
    }

    /// Looks for it.
    ///
    /// - Parameter report: is told of each round.
    /// - Returns: the formula of fewest bits, its errors and a condition that tells of them counted; nil where there was nothing to
    ///   look at.
    mutating func run(report: (StageProgress) -> Void) -> (candidate: Candidate, exception: SequenceExpression?)? {
        guard !answered.prompts.isEmpty else { return nil }
        let exceptions = ExceptionSearch(answered.prompts, letters: letters, readsAnswer: hasEnd)
        var best: Candidate?
        var tried: [Candidate] = []
        func take(_ candidate: Candidate) {
            tried.append(candidate)
            if best.map({ candidate.bits < $0.bits }) ?? true { best = candidate }
        }
        func judge(_ formula: AnswerFormula) -> Candidate { self.judge(formula, exceptions) }
        report("looking for a formula of whole answers")
        for formula in wholeFormulas() { take(judge(formula)) }
        // Where the network hesitates, as between two letters that are as frequent, it may follow no rule.
        let sure = formulas(on: firstExamples(among: surePrompts))
        for candidate in (sure.exact + sure.near).map(judge) { take(candidate) }
        var examples = firstExamples(among: Array(answered.prompts.indices))
        while rounds < Self.mostRounds, examples.count <= Self.mostExamples {
            rounds += 1
            let wrong = best?.wrong.count ?? answered.prompts.count
            report(
                StageProgress(
                    "looking for a formula: the best so far misses \(wrong) of \(answered.prompts.count) letters",
                    fraction: Double(rounds - 1) / Double(Self.mostRounds)))
            let found = formulas(on: examples)
            for candidate in (found.exact + found.near).map(judge) { take(candidate) }
            guard let own = best, !own.wrong.isEmpty else { break }
            // Formulas that hold on the examples, and not on others, are refuted by those.
            let refuted = found.exact.map(judge).min { ($0.wrong.count, $0.bits) < ($1.wrong.count, $1.bits) }
            guard let refuted, !refuted.wrong.isEmpty else { break }
            let known = Set(examples)
            let new = refuted.wrong.filter { !known.contains($0) }.prefix(Self.counterexamples)
            guard !new.isEmpty else { break }
            examples += new
        }
        return shortest(Self.best(of: tried, exceptions), exceptions)
    }

    private static let triedWithExceptions = 40

    /// A candidate with a condition that tells of its errors, where that is shorter than to list them.
    private struct Told {
        let candidate: Candidate
        let exception: SequenceExpression?
        let bits: Double

        init(_ candidate: Candidate, _ exceptions: ExceptionSearch) {
            let rule = exceptions.rule(for: candidate.wrong, of: candidate.formula)
            let listed = exceptions.bits(wrong: candidate.wrong.count)
            (self.candidate, exception) = (candidate, rule?.condition)
            bits = candidate.bits - listed + (rule?.bits ?? listed)
        }
    }

    /// The fewest bits.
    private static func best(of tried: [Candidate], _ exceptions: ExceptionSearch) -> Told? {
        let ranked = tried.enumerated().sorted { ($0.element.bits, $0.offset) < ($1.element.bits, $1.offset) }.map(\.element)
        var best: Told?
        var seen: Set<AnswerFormula> = []
        for candidate in ranked where seen.count < triedWithExceptions && seen.insert(candidate.formula).inserted {
            let told = Told(candidate, exceptions)
            if best.map({ told.bits < $0.bits }) ?? true { best = told }
        }
        return best
    }

    /// The same without steps that make no difference but where the condition holds: these were found with what they do there.
    private func shortest(
        _ found: Told?, _ exceptions: ExceptionSearch
    ) -> (candidate: Candidate, exception: SequenceExpression?)? {
        guard var best = found else { return nil }
        while let shorter = best.candidate.formula.shortened.lazy.map({ Told(judge($0, exceptions), exceptions) })
            .first(where: { $0.bits < best.bits })
        {
            best = shorter
        }
        return (best.candidate, best.exception)
    }

    // MARK: - Judging

    private func judge(_ formula: AnswerFormula, _ exceptions: ExceptionSearch) -> Candidate {
        func isWrong(_ prompt: AnsweredQuestions.Prompt) -> Bool {
            formula.letter(after: prompt.exchange, letters: letters.count) != prompt.next
        }
        let wrong = answered.prompts.indices.filter { isWrong(answered.prompts[$0]) }
        let wrongOffPath = answered.offPath.count(where: isWrong)
        let bitsOffPath = log2(Double(answered.prompts.count)) / 8
        return Candidate(
            formula: formula, wrong: wrong, wrongOffPath: wrongOffPath,
            bits: Double(formula.cost) * ExceptionSearch.bitsOfName + exceptions.bits(wrong: wrong.count)
                + Double(wrongOffPath) * bitsOffPath)
    }

    // MARK: - Along the answer

    /// Prompts of the shortest questions, and as many of each length; by their numbers.
    private func firstExamples(among prompts: [Int]) -> [Int] {
        let short = prompts.prefix(Self.firstExamples / 3)
        let rest = Dictionary(grouping: prompts.dropFirst(short.count)) { answered.prompts[$0].exchange.question.count }
        let share = (Self.firstExamples - short.count) / max(1, rest.count)
        return Array(short)
            + rest.sorted { $0.key < $1.key }.flatMap { _, all -> [Int] in
                let count = min(all.count, max(1, share))
                return (0..<count).map { all[$0 * all.count / count] }
            }
    }

    /// Of the prompts at each place of answers to questions of each length, the half on which the network is surest.
    private var surePrompts: [Int] {
        let alike = Dictionary(grouping: answered.prompts.indices) { place -> [Int] in
            let exchange = answered.prompts[place].exchange
            return [exchange.question.count, exchange.answer.count]
        }
        return alike.values.flatMap { places in
            let ranked = places.sorted { (answered.prompts[$0].margin, $1) > (answered.prompts[$1].margin, $0) }
            return ranked.prefix((ranked.count + 1) / 2)
        }.sorted()
    }

    private mutating func formulas(on examples: [Int]) -> (exact: [AnswerFormula], near: [AnswerFormula]) {
        let onPath = examples.map { answered.prompts[$0] }
        let offPath = answered.offPath.prefix(Self.offPathExamples)
        let all = onPath + offPath
        let targets = all.map(\.next)
        let enumeration = SequenceEnumeration(
            SequenceGrammar(letters: letters, readsAnswer: hasEnd), on: all.map(\.exchange), letters: letters.count)
        computed += enumeration.computed
        let required = ExampleSet(count: all.count) { $0 < onPath.count }
        let needed = required.count
        let entries = enumeration.entries(of: .letter).map { entry in
            let right = enumeration.agreement(of: entry, with: targets)
            return (entry: entry, wrong: needed - right.intersection(required).count, right: right.count)
        }
        func formulas(_ entries: [Int]) -> [AnswerFormula] {
            entries.prefix(Self.judged).map { AnswerFormula(otherwise: enumeration.expression(of: $0)) }
        }
        let exact = formulas(
            entries.filter { $0.wrong == 0 }.sorted { ($0.right, -$0.entry) > ($1.right, -$1.entry) }.map(\.entry))
        let near = formulas(entries.sorted { ($0.wrong, $0.entry) < ($1.wrong, $1.entry) }.map(\.entry))
        let search = CaseSearch(enumeration, targets: targets)
        let everything = ExampleSet(count: all.count) { _ in true }
        let withCases = (exact.isEmpty ? [required, everything] : [everything]).flatMap { wanted in
            (1...2).lazy.compactMap { search.formula(on: wanted, cases: $0) }.first.map { [$0] } ?? []
        }
        let nearCases = exact.isEmpty ? search.nearFormulas(on: required, most: Self.judged) : []
        return (exact + withCases, near + nearCases)
    }

    // MARK: - Whole answers

    private static let wholeExamples = 48

    /// Formulas that give the whole answer at once, of the question alone, read letter by letter.
    private mutating func wholeFormulas() -> [AnswerFormula] {
        let finished = answered.wholes.filter(\.isWhole)
        guard hasEnd, !finished.isEmpty else { return [] }
        let short = finished.prefix(Self.wholeExamples / 2)
        let rest = finished.dropFirst(short.count)
        let count = min(rest.count, Self.wholeExamples - short.count)
        let examples = Array(short) + (0..<count).map { rest[rest.startIndex + $0 * rest.count / max(1, count)] }
        let grammars =
            [SequenceGrammar(letters: letters, readsAnswer: false)]
            + (SequenceGrammar.arithmetic(letters: letters).map { [$0] } ?? [])
        return grammars.flatMap { wholeFormulas(of: examples, $0) }
    }

    private mutating func wholeFormulas(
        of examples: [AnsweredQuestions.Whole], _ grammar: SequenceGrammar
    ) -> [AnswerFormula] {
        let enumeration = SequenceEnumeration(grammar, on: examples.map { Exchange($0.question) }, letters: letters.count)
        computed += enumeration.computed
        let ranked = enumeration.entries(of: .sequence).map { entry in
            let values = enumeration.values(of: entry)
            return (entry: entry, wrong: examples.indices.count { values[$0].sequence != examples[$0].answer })
        }.sorted { ($0.wrong, $0.entry) < ($1.wrong, $1.entry) }
        return ranked.prefix(Self.judged).map { ranked in
            AnswerFormula(
                otherwise: SequenceExpression(
                    .at, enumeration.expression(of: ranked.entry), SequenceExpression(.length, SequenceExpression(.answer))))
        }
    }
}
