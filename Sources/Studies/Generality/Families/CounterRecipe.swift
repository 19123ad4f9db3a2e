import Determinism
import Pipeline
import Reports

/// Counters that letters change by −1, 0, 1 or 2, whatever came before; the output is a count, a comparison of counts, or
/// which of them is greatest. One, two or three counters, in turn.
struct CounterRecipe: TaskRecipe {
    private static let increments = [-1, 0, 1, 2]
    private static let names = ["p", "q", "r"]

    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let counters = 1 + number % 3
        let letters = random.integer(in: max(2, counters)..<5)
        let names = Self.names.prefix(counters)
        let updates = names.map { Self.update(of: $0, letters, &random) }.filter { $0.value != .variable($0.target) }
        guard updates.count == counters else { return nil }
        let output = Self.output(names.map(Expression.variable), &random)
        let truth = try Program(
            inputs: ["x"], state: names.map { .init($0) }, statements: [.assign(updates), .output([output])])
        return TaskProposal(truth: truth, inputRange: 0..<letters)
    }

    private static func update(of count: String, _ letters: Int, _ random: inout CounterRandom) -> Program.Assignment {
        let steps = (0..<letters).map { letter in
            (random.choice(increments), Expression.binary(.equal, .input, .constant(letter)))
        }
        return Program.Assignment(count, .sum([(1, .variable(count))] + steps))
    }

    private static func output(_ counts: [Expression], _ random: inout CounterRandom) -> Expression {
        let first = counts[0]
        guard counts.count > 1 else {
            return random.choice([
                first, .binary(.less, 0, first), .binary(.equal, first, 0), .binary(.lessOrEqual, 2, first),
            ])
        }
        let second = counts[1]
        guard counts.count > 2 else {
            return random.choice([
                .binary(.less, first, second), .binary(.equal, first, second), first - second, .greater(first, second),
            ])
        }
        // The number of the greatest count, the first of equals.
        let third = Expression.binary(.less, .greater(first, second), counts[2])
        return .conditional(test: third, then: 2, otherwise: .binary(.less, first, second))
    }
}
