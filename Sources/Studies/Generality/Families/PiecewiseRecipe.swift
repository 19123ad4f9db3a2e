import Determinism
import Pipeline

/// Updates of one number by min, max and abs; the output is the new number, or a comparison of it.
struct PiecewiseRecipe: TaskRecipe {
    private static let alphabets = [-2..<3, -5..<6, 0..<5, 0..<10]
    private static let s = Expression.variable("s")

    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let range = random.choice(Self.alphabets)
        let update = Program.Statement.assign([.init("s", Self.update(number, &random))])
        let output = Self.output(&random)
        let truth = try Program(inputs: ["x"], state: [.init("s")], statements: [update, .output([output])])
        return TaskProposal(truth: truth, inputRange: range)
    }

    /// One of ten kinds, in turn.
    private static func update(_ number: Int, _ random: inout CounterRandom) -> Expression {
        let bound = Expression.constant(random.integer(in: 1..<7))
        let step = Expression.constant(random.integer(in: 1..<3))
        return switch number % 10 {
        case 0: .greater(s, .input)
        case 1: .lesser(s + step, .input)
        case 2: .greater(s - step, .input)
        case 3: .lesser(.greater(s + .input, 0), bound)
        case 4: .magnitude(s - .input)
        case 5: .greater(s + .input, 0)
        case 6: .greater(s - .input, .constant(0))
        case 7: .lesser(.magnitude(s + .input), bound)
        case 8: .magnitude(.input) - .lesser(s, bound)
        default: .greater(.input, -s)
        }
    }

    private static func output(_ random: inout CounterRandom) -> Expression {
        switch random.integer(in: 0..<5) {
        case 0: .binary(.less, .constant(random.integer(in: 0..<4)), s)
        case 1: .binary(.equal, s, .input)
        default: s
        }
    }
}
