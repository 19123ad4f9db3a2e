/// Whether two linear systems are equal on all sequences of integers of every length, decided by finitely many numbers.
///
/// Fed the same inputs and subtracted, systems of orders m and n are one system on m + n variables beside the constant 1. By
/// Cayley and Hamilton, what its response is from some step on follows from the m + n + 1 steps before; so that a difference
/// that vanishes for the first m + n + 1 steps, in the zero-input response and in every Markov parameter, vanishes for ever.
struct LinearProof {
    /// Numbers compared: zero-input responses and Markov parameters of m + n + 1 steps.
    let compared: Int
    /// A word on which the systems differ, with the two answers; nil where they are equal.
    let difference: (input: Word, left: [[Int]], right: [[Int]])?

    /// Compares exactly.
    ///
    /// - Returns: nil where the widths differ or a number leaves 64 bits.
    init?(_ left: IntegerLinearSystem, _ right: IntegerLinearSystem) {
        let steps = left.order + right.order + 1
        guard left.inputWidth == right.inputWidth, left.outputWidth == right.outputWidth,
            let first = left.markovParameters(horizon: steps), let second = right.markovParameters(horizon: steps)
        else { return nil }
        compared = first.count
        guard let sequence = first.distinguishingSequence(from: second) else {
            difference = nil
            return
        }
        guard let mine = first.outputs(on: sequence), let theirs = second.outputs(on: sequence) else { return nil }
        difference = (sequence, mine, theirs)
    }
}

extension Claim {
    /// Equality of a program with the linear system that was found in the network; nil where the program is not linear, or a
    /// number leaves 64 bits, so that algebra has nothing to say.
    ///
    /// - Parameters:
    ///   - program: any.
    ///   - found: read from the network's responses.
    ///   - isByConstruction: whether the program was written from such a system.
    init?(proving program: Program, equalTo found: LinearRealisation, isByConstruction: Bool = false) {
        guard let system = try? IntegerLinearSystem(program), let proof = LinearProof(system, found.system) else { return nil }
        let statement =
            "is equal, on integer sequences of every length, to the one linear system of least order (\(found.system.order)) "
            + "that has the trained network's responses within its \(found.parameters.horizon) trained positions, and so its answers on "
            + "\(found.sequences) sequences, by the Cayley–Hamilton theorem"
            + (isByConstruction ? ProgramProof.byConstruction("system") : "")
        let disagreement = proof.difference.map { difference in
            Disagreement(input: difference.input, program: difference.left, expected: difference.right)
        }
        self.init(
            .proven, statement, cases: proof.compared, errors: disagreement == nil ? 0 : 1, firstError: disagreement)
    }
}
