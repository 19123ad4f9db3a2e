import Determinism
import Pipeline

/// s' = (a·s + b·x + c) mod m with m from 2 to 9 in turn; the output is s', what was carried out of it, or whether it is 0.
struct ModularRecipe: TaskRecipe {
    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let modulus = 2 + number % 8
        let letters = random.choice([2, 3, modulus])
        let s = Expression.variable("s")
        let total = Expression.sum([
            (random.integer(in: 1..<modulus), s), (random.integer(in: 1..<modulus), .input),
            (random.integer(in: 0..<modulus), 1),
        ])
        let update = Program.Statement.assign([.init("s", total % .constant(modulus))])
        let statements: [Program.Statement] =
            switch random.integer(in: 0..<3) {
            case 0: [update, .output([s])]
            case 1: [.output([total / .constant(modulus)]), update]
            default: [update, .output([.binary(.equal, s, 0)])]
            }
        let truth = try Program(inputs: ["x"], state: [.init("s")], statements: statements)
        return TaskProposal(truth: truth, inputRange: 0..<letters)
    }
}
