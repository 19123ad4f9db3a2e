import Foundation

/// Looks for a condition that tells where a formula departs from its network: such as that two letters are as frequent as each other.
///
/// Beside such a condition always stands how many questions it holds of, so that nobody takes a formula that is hardly ever meant for
/// one that is.
struct ExceptionSearch {
    private let prompts: [AnsweredQuestions.Prompt]
    private let letters: Int
    private let enumeration: SequenceEnumeration
    /// The places among all prompts of those that conditions were enumerated on.
    private let sample: [Int]
    private let conditions: [(entry: Int, holds: ExampleSet)]

    private static let mostExamples = 160
    static let bitsOfName = 4.0
    /// A condition that holds of more says too little.
    private static let mostShare = 0.67
    /// It covers all departures but one in so many.
    private static let leastCovered = 10
    /// What a tie of what the formula itself counts may cost for nothing where it covers all departures: of such questions the formula
    /// says nothing. A condition that was picked out of thousands has to pay for itself.
    private static let bitsOfExactness = 64.0
    /// So many answers that such a tie leaves open weigh as much as one that departs without: of two the one counts that leaves less
    /// open.
    private static let tiedPerOpen = 8.0
    /// Conditions that are judged on all prompts.
    private static let judged = 16

    /// - Parameters:
    ///   - prompts: that a network answered, those of shorter questions first.
    ///   - letters: what they are called.
    ///   - readsAnswer: whether conditions may look at the answer so far.
    init(_ prompts: [AnsweredQuestions.Prompt], letters: [String], readsAnswer: Bool) {
        (self.prompts, self.letters) = (prompts, letters.count)
        let count = min(prompts.count, Self.mostExamples)
        sample = (0..<count).map { $0 * prompts.count / max(1, count) }
        let enumeration = SequenceEnumeration(
            SequenceGrammar(letters: letters, readsAnswer: readsAnswer), on: sample.map { prompts[$0].exchange },
            letters: letters.count, limits: .init(stored: 3 << 21, computed: 1 << 25, cost: 7))
        self.enumeration = enumeration
        conditions = enumeration.entries(of: .truth).map { ($0, enumeration.holds($0)) }
    }

    /// Bits to say which prompts depart and what is answered there, without a condition.
    func bits(wrong: Int) -> Double {
        Self.bits(choosing: wrong, of: prompts.count) + Double(wrong) * log2(Double(letters + 1))
    }

    /// The condition with which these bits are fewest.
    ///
    /// Ties of what the formula counts are looked at too, however much it takes to say what that is.
    ///
    /// - Parameters:
    ///   - wrong: prompts on which the formula departs.
    ///   - formula: the formula.
    /// - Returns: nil where it is best to say them one by one.
    func rule(for wrong: [Int], of formula: AnswerFormula) -> (condition: SequenceExpression, bits: Double)? {
        guard wrong.count >= 4 else { return nil }
        let departs = Set(wrong)
        let marked = ExampleSet(count: sample.count) { departs.contains(sample[$0]) }
        let (count, departing) = (sample.count, marked.count)
        let priced = conditions.compactMap { condition -> (entry: Int, bits: Double)? in
            let (holds, both) = (condition.holds.count, condition.holds.intersectionCount(marked))
            guard (departing - both) * Self.leastCovered <= departing else { return nil }
            let bits =
                Double(enumeration.cost(of: condition.entry)) * Self.bitsOfName
                + Self.bits(choosing: both, of: holds) + Self.bits(choosing: departing - both, of: count - holds)
            return (entry: condition.entry, bits: bits)
        }.sorted { ($0.bits, $0.entry) < ($1.bits, $1.entry) }
        var best: (condition: SequenceExpression, bits: Double)?
        let ties = formula.expressions.flatMap(Self.counted).map { (SequenceExpression(.tied, $0), isTie: true) }
        for (condition, isTie) in ties
            + priced.prefix(Self.judged).map({ (enumeration.expression(of: $0.entry), isTie: false) })
        {
            let bits = bits(condition, departs, isTie: isTie)
            if bits < best?.bits ?? self.bits(wrong: wrong.count) { best = (condition, bits) }
        }
        return best
    }

    /// Of what an expression takes the most frequent letter.
    private static func counted(_ expression: SequenceExpression) -> [SequenceExpression] {
        (expression.operation == .most ? [expression.operands[0]] : []) + expression.operands.flatMap(counted)
    }

    /// The same on all prompts; infinite where it holds of most.
    private func bits(_ condition: SequenceExpression, _ departs: Set<Int>, isTie: Bool) -> Double {
        let holds = prompts.indices.filter { condition.value(in: prompts[$0].exchange, letters: letters).truth }
        let both = holds.count(where: departs.contains)
        guard Double(holds.count) <= Self.mostShare * Double(prompts.count),
            (departs.count - both) * Self.leastCovered <= departs.count
        else { return .infinity }
        let bonus = isTie && both == departs.count ? Self.bitsOfExactness : 0
        let said =
            Double(condition.cost) * Self.bitsOfName + Self.bits(choosing: both, of: holds.count)
            + Self.bits(choosing: departs.count - both, of: prompts.count - holds.count)
        let leftOpen = isTie ? Double(departs.count - both) + Double(both) / Self.tiedPerOpen : Double(departs.count)
        return max(0, said - bonus) + leftOpen * log2(Double(letters + 1))
    }

    /// To say which of them.
    private static func bits(choosing some: Int, of all: Int) -> Double {
        (lgamma(Double(all + 1)) - lgamma(Double(some + 1)) - lgamma(Double(all - some + 1))) / log(2) + log2(Double(all + 1))
    }
}
