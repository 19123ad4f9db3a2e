/// The minimal machine as a literal table: always available for finite machines, and labelled as what it is.
struct TableRoute: ExplanationRoute {
    let name = "table"

    func program(for findings: Findings) throws(RouteFailed) -> Program {
        guard let machine = findings.machine?.minimal else {
            throw RouteFailed(reason: findings.machineFailure?.reason ?? "there is no finite machine")
        }
        let transitions = machine.transitions.indices.flatMap { state in
            machine.letters.indices.map { letter in
                Program.Table.Transition(
                    state: state, input: machine.letters[letter], next: machine.transitions[state][letter],
                    output: machine.outputs[state][letter])
            }
        }
        do {
            return try Program(
                inputs: findings.inputNames, table: Program.Table(initial: MealyMachine.initial, transitions: transitions))
        } catch {
            throw RouteFailed(reason: error.description)
        }
    }
}
