/// What formulas over sequences are made of: leaves, and steps.
struct SequenceGrammar: Sendable {
    let leaves: [SequenceOperation]
    let steps: [SequenceOperation]

    /// Letters that stand in formulas by name, where there are so few.
    private static let mostNamed = 6
    private static let mostStride = 4

    /// Everything of a question and an answer so far.
    ///
    /// - Parameters:
    ///   - letters: what they are called.
    ///   - readsAnswer: whether formulas may look at the answer so far.
    init(letters: [String], readsAnswer: Bool) {
        let named: [SequenceOperation] = letters.count <= Self.mostNamed ? letters.indices.map { .letter($0) } : []
        leaves =
            [.question] + (readsAnswer ? [.answer] : []) + [.none] + named + (0...Self.mostStride).map { .number($0) }
        let bases = Self.base(of: letters).map { [SequenceOperation.value(base: $0), .digits(base: $0)] } ?? []
        let letterSteps: [SequenceOperation] = [
            .last, .after, .before, .at, .above, .below, .most, .rarest, .successor, .predecessor, .letterNumber,
        ]
        let numberSteps: [SequenceOperation] =
            [.length, .count, .place, .add, .subtract] + (2...Self.mostStride).flatMap { [.remainder($0), .quotient($0)] }
        let sequenceSteps: [SequenceOperation] =
            [.reversed, .sorted, .distinct, .upTo, .past] + (1...Self.mostStride).map { .every($0) }
        steps =
            bases + letterSteps + (readsAnswer ? [.following(2), .following(3)] : []) + numberSteps + sequenceSteps
            + [.equal, .less, .same, .differ, .precedes, .contains, .tied]
    }

    private init(leaves: [SequenceOperation], steps: [SequenceOperation]) { (self.leaves, self.steps) = (leaves, steps) }

    /// Numbers that parts of a question say in digits, so that sums of them are within reach; nil where no letters are digits.
    ///
    /// - Parameter letters: what they are called.
    /// - Returns: one with sums.
    static func arithmetic(letters: [String]) -> SequenceGrammar? {
        guard let base = base(of: letters), base < letters.count, letters.count <= base + mostNamed else { return nil }
        return SequenceGrammar(
            leaves: [.question, .number(1), .number(2)] + (base..<letters.count).map { .letter($0) },
            steps: [
                .value(base: base), .digits(base: base), .upTo, .past, .reversed, .add, .subtract, .remainder(2), .quotient(2),
            ])
    }

    /// The base whose digits are the first letters, in their order: 2 where these are 0, 1 and something else.
    private static func base(of letters: [String]) -> Int? {
        let digits = zip(letters.indices, letters).prefix { $0.1 == String($0.0) }.count
        return (2...10).contains(digits) ? digits : nil
    }
}
