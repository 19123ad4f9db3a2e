import Determinism
import Pipeline

/// How tasks of one family are proposed.
protocol TaskRecipe {
    /// Proposes a task.
    ///
    /// - Parameters:
    ///   - number: which task of the family, from 0; it says which size is due.
    ///   - random: all that is drawn is drawn from.
    /// - Returns: nil where what was drawn has not the size that is due.
    /// - Throws: `ProgramError` where the recipe itself is at fault.
    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal?
}

/// A task before anyone has looked whether it is worth learning.
struct TaskProposal {
    /// What has to be learned.
    let truth: Truth
    let inputs: InputSpace
    /// What it is, in one line.
    let definition: String

    /// Positions in the words that networks are trained on.
    private static let length = 10

    /// A program over a range of letters; `definition` is given where the program in one line does not say what it is.
    init(truth: Program, inputRange: Range<Int>, definition: String? = nil) {
        self.truth = .program(truth)
        inputs = InputSpace(Alphabet([inputRange]), length: Self.length)
        self.definition = definition ?? PythonEmission(truth, title: "").heart
    }

    /// An ordinary rule, which says itself what it is.
    init(_ rule: OrdinaryRule) {
        truth = .rule(rule)
        inputs = InputSpace(rule.alphabet, length: Self.length, sampler: rule.sampler)
        definition = rule.description
    }
}
