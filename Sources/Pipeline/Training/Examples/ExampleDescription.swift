import Foundation

/// Bits that tell the answers of data: a machine, then which answers are others than it says, and what they are (Rissanen 1978).
struct ExampleDescription {
    /// Answers that are told.
    let asked: Int
    /// Different answers; at least two are thought possible.
    private let kinds: Int

    init(asked: Int, answers kinds: Int) { (self.asked, self.kinds) = (asked, max(2, kinds)) }

    /// Of a machine: a target and an answer for each of its transitions.
    func bits(states: Int, letters: Int) -> Double {
        Double(states * letters) * log2(Double(states * kinds))
    }

    /// Of exceptions: how many there are, unless there is none, which is as likely beforehand as that there are some; then log₂ of the
    /// ways to have so many, each one of the other answers.
    func bits(exceptions: Int) -> Double {
        guard exceptions > 0 else { return 0 }
        return log2(Double(asked)) + Binomial.logWays(exceptions, of: asked) / Foundation.log(2)
            + Double(exceptions) * log2(Double(kinds - 1))
    }
}
