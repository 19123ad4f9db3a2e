import Determinism
import Pipeline

/// A random formula of the last 2 to 4 inputs, in turn, each of which matters and stands in it once; inputs before the first
/// are 0.
struct WindowRecipe: TaskRecipe {
    private static let alphabets = [0..<2, 0..<3, 0..<4, 0..<10, -5..<6]

    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let size = 2 + number % 3
        let range = random.choice(Self.alphabets)
        // The latest input first, then those that are remembered.
        let inputs = ["x", "a", "b", "c"].prefix(size).map(Expression.variable)
        let output = Self.whole(Self.shuffled(inputs, &random), &random)
        guard inputs.allSatisfy({ Self.matters($0, to: output, of: inputs, over: range, &random) }) else { return nil }
        let shift = zip(inputs.dropFirst(), inputs).flatMap { older, newer in
            older.variables.map { Program.Assignment($0, newer) }
        }
        let truth = try Program(
            inputs: ["x"], state: inputs.dropFirst().flatMap(\.variables).map { .init($0) },
            statements: [.output([output]), .assign(shift)])
        return TaskProposal(truth: truth, inputRange: range)
    }

    private static func shuffled(_ inputs: [Expression], _ random: inout CounterRandom) -> [Expression] {
        var rest = inputs
        return inputs.map { _ in rest.remove(at: random.integer(in: rest.indices)) }
    }

    /// Two parts and how they are combined.
    private static func whole(_ inputs: [Expression], _ random: inout CounterRandom) -> Expression {
        let (left, right) = halves(inputs, &random)
        switch random.integer(in: 0..<8) {
        case 0: return (left + right) % 2
        case 1: return (left + right) % 3
        case 2: return .binary(.equal, left, right)
        case 3: return .binary(.less, left, right)
        default: return combined(left, right, &random)
        }
    }

    private static func halves(_ inputs: [Expression], _ random: inout CounterRandom) -> (Expression, Expression) {
        let middle = random.integer(in: 1..<inputs.count)
        return (part(Array(inputs[..<middle]), &random), part(Array(inputs[middle...]), &random))
    }

    private static func part(_ inputs: [Expression], _ random: inout CounterRandom) -> Expression {
        guard inputs.count > 1 else { return inputs[0] }
        let (left, right) = halves(inputs, &random)
        return combined(left, right, &random)
    }

    private static func combined(_ left: Expression, _ right: Expression, _ random: inout CounterRandom) -> Expression {
        switch random.integer(in: 0..<4) {
        case 0: left + right
        case 1: left - right
        case 2: .lesser(left, right)
        default: .greater(left, right)
        }
    }

    /// Whether another value of one input sometimes gives another output.
    private static func matters(
        _ input: Expression, to output: Expression, of inputs: [Expression], over range: Range<Int>,
        _ random: inout CounterRandom
    ) -> Bool {
        let names = inputs.flatMap(\.variables)
        let changed = (0..<64).count { _ in
            var values: [String: Int] = [:]
            for name in names { values[name] = random.integer(in: range) }
            let before = output.evaluate(values)
            for name in input.variables { values[name] = random.integer(in: range) }
            return output.evaluate(values) != before
        }
        return changed >= 4
    }
}
