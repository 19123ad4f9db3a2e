/// The minimal machine as a literal table: always available for finite machines, and labelled as what it is.
struct TableRoute: ExplanationRoute {
    let name = "table"
    let restates: Restated? = .machine

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        do {
            return [try Program(inputs: findings.inputNames, table: Program.Table(machine))]
        } catch {
            throw RouteFailed(reason: error.description)
        }
    }
}

extension Program.Table {
    /// A machine, transition by transition.
    public init(_ machine: MealyMachine) {
        let transitions = machine.transitions.indices.flatMap { state in
            machine.letters.indices.map { letter in
                Transition(
                    state: state, input: machine.letters[letter], next: machine.transitions[state][letter],
                    output: machine.outputs[state][letter])
            }
        }
        self.init(initial: MealyMachine.initial, transitions: transitions)
    }
}
