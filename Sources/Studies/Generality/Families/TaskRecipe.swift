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
    let truth: Program
    let inputRange: Range<Int>
    /// What it is, where the program in one line does not say it.
    var definition: String?
}

extension CounterRandom {
    /// One of the choices, each as likely as the others.
    ///
    /// - Precondition: there is one.
    mutating func choice<Value>(_ choices: [Value]) -> Value {
        choices[integer(in: choices.indices)]
    }
}
