/// The minimal machine as a literal table: always available for finite machines, and labelled as what it is.
struct TableRoute: ExplanationRoute {
    let name = "table"

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        let transitions = machine.transitions.indices.flatMap { state in
            machine.letters.indices.map { letter in
                Program.Table.Transition(
                    state: state, input: machine.letters[letter], next: machine.transitions[state][letter],
                    output: machine.outputs[state][letter])
            }
        }
        do {
            let table = Program.Table(initial: MealyMachine.initial, transitions: transitions)
            return [try Program(inputs: findings.inputNames, table: table)]
        } catch {
            throw RouteFailed(reason: error.description)
        }
    }
}
