import Foundation

/// A condition on questions that holds of all on which a formula departs from its network: such as that two counts are equal.
///
/// Beside it stands how many questions it holds of, so that nobody takes a formula that is hardly ever meant for one that is.
struct ExceptionRule: Sendable {
    let condition: SequenceExpression

    private static let mostExamples = 240
    private static let bitsOfName = 4.0
    /// A condition that holds of more says too little.
    private static let mostShare = 0.67

    /// Looks for the condition of fewest bits: its names, and which of the questions that it holds of depart.
    ///
    /// - Parameters:
    ///   - questions: shorter ones first, with whether the formula departs on each.
    ///   - letters: what they are called.
    /// - Returns: nil where naming the departures one by one takes no more, or no condition holds of them all.
    init?(_ questions: [(question: [Int], departs: Bool)], letters: [String]) {
        let departing = questions.filter(\.departs).prefix(Self.mostExamples / 2)
        guard departing.count >= 4 else { return nil }
        let others = questions.filter { !$0.departs }
        let count = min(others.count, Self.mostExamples - departing.count)
        let kept = (0..<count).map { others[$0 * others.count / max(1, count)] }
        let examples = departing.map(\.question) + kept.map(\.question)
        let enumeration = SequenceEnumeration(
            SequenceGrammar(letters: letters, readsAnswer: false), on: examples.map { Exchange($0) }, letters: letters.count,
            limits: .init(stored: 1 << 21, computed: 1 << 24))
        let wrong = ExampleSet(count: examples.count) { $0 < departing.count }
        var best: (condition: SequenceExpression, bits: Double)?
        let plain = Self.bits(choosing: questions.count(where: \.departs), of: questions.count)
        for entry in enumeration.entries(of: .truth) where wrong.isSubset(of: enumeration.holds(entry)) {
            // Candidates are judged on all questions, not only on those that they were enumerated on.
            let price = Double(enumeration.cost(of: entry)) * Self.bitsOfName
            guard price < best?.bits ?? plain else { continue }
            let condition = enumeration.expression(of: entry)
            let inside = questions.filter { condition.value(in: Exchange($0.question), letters: letters.count).truth }
            let departures = inside.count(where: \.departs)
            guard departures == questions.count(where: \.departs),
                Double(inside.count) <= Self.mostShare * Double(questions.count)
            else { continue }
            let bits = price + Self.bits(choosing: departures, of: inside.count)
            if bits < best?.bits ?? plain { best = (condition, bits) }
        }
        guard let best else { return nil }
        condition = best.condition
    }

    /// To say which of them.
    private static func bits(choosing some: Int, of all: Int) -> Double {
        (lgamma(Double(all + 1)) - lgamma(Double(some + 1)) - lgamma(Double(all - some + 1))) / log(2)
    }
}
