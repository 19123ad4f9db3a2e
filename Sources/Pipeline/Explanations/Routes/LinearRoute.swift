/// The network as an integer linear system, in the basis in which its program is shortest.
///
/// Any unimodular change of basis computes the same, so that the shortest of many is a matter of reading only.
struct LinearRoute: ExplanationRoute {
    let name = "linear"
    let restates: Restated? = .linearSystem
    /// Bases whose programs are written out and compared.
    private let finalists = 4

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let realisation: LinearRealisation
        do throws(NotLinear) {
            realisation = try findings.linear.get()
        } catch {
            throw RouteFailed(reason: error.reason)
        }
        return BasisSearch([realisation.system, realisation.observable]).best(finalists).compactMap { system in
            try? Sequencing.program(for: system.recurrence(inputs: findings.inputNames, areBits: findings.inputsAreBits))
        }
    }
}

extension IntegerLinearSystem {
    /// Next states and outputs as formulas of inputs with these names, which may be known to be never anything but 0 and 1.
    func recurrence(inputs: [String], areBits: Bool) throws(ProgramError) -> Recurrence {
        let names = Recurrence.stateNames(order)
        func formula(_ state: [Int], _ letter: [Int], _ constant: Int) -> Expression {
            .linear(letter + state, of: inputs + names, constant: constant)
        }
        return try Recurrence(
            inputs: inputs, state: zip(names, initial).map { Program.StateVariable($0, initial: $1) },
            next: (0..<order).map { formula(transition.row($0), input.row($0), drift[$0]) },
            outputs: (0..<outputWidth).map { formula(readout.row($0), feedthrough.row($0), offset[$0]) }
        ).meaningfullyNamed(inputsAreBits: areBits)
    }
}
