/// Next state and output of a finite machine over bits as Boolean formulas of state bits and input bits.
///
/// The states are labelled with ⌈log₂ states⌉ bits, the initial one with zeros; all labellings compete, but for those that only
/// exchange bits.
///
/// - Complexity: a minimisation for each bit and output of each labelling: 3 of 4 states, 840 of 8.
struct BooleanRoute: ExplanationRoute {
    let name: String
    let restates: Restated? = .machine
    private let mostLabellings: Int

    /// Up to 4 states.
    static let brief = BooleanRoute(name: "Boolean", mostLabellings: 3)
    /// Up to 8 states: of 9 there are more than ten million labellings.
    static let patient = BooleanRoute(name: "Boolean, many states", mostLabellings: 1000)

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        let values = machine.letters.flatMap(\.self) + machine.outputs.flatMap { $0.flatMap(\.self) }
        guard values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            throw RouteFailed(reason: "inputs or outputs are not bits")
        }
        let bits = Int.bitWidth - (machine.stateCount - 1).leadingZeroBitCount
        guard let labellings = labellings(machine.stateCount, bits: bits) else {
            throw RouteFailed(
                reason: "there are more than \(mostLabellings) ways to write the \(machine.stateCount) states in \(bits) bits")
        }
        let solutions = labellings.map { labels in
            BooleanMachine(machine, labels: labels, bits: bits, inputs: findings.inputNames)
        }
        guard let best = solutions.min(by: { $0.cost < $1.cost }) else { throw RouteFailed(reason: "no labelling fits") }
        do {
            return [try Sequencing.program(for: best.recurrence)]
        } catch {
            throw RouteFailed(reason: error.description)
        }
    }

    /// Ways to give states different labels of `bits` bits, label 0 to the initial one, in lexicographic order; nil where they
    /// are too many. Of those that differ by an exchange of bits only the first.
    private func labellings(_ states: Int, bits: Int) -> [[Int]]? {
        let exchanges = Array(0..<bits).permutations
        var result = [[0]]
        for _ in 1..<max(1, states) {
            result = result.flatMap { labels in
                (1..<1 << bits).filter { !labels.contains($0) }.map { labels + [$0] }
            }
            if result.count > mostLabellings * exchanges.count { return nil }
        }
        return result.filter { labels in
            exchanges.allSatisfy { !Self.exchanging(labels, $0).lexicographicallyPrecedes(labels) }
        }
    }

    /// The labels with bit i of each at place `bits[i]`.
    private static func exchanging(_ labels: [Int], _ bits: [Int]) -> [Int] {
        labels.map { label in bits.indices.reduce(0) { $0 | (label >> $1 & 1) << bits[$1] } }
    }
}

/// A finite machine over bits under one labelling, as formulas.
private struct BooleanMachine {
    let state: [String]
    let inputs: [String]
    let next: [Expression]
    let outputs: [Expression]

    init(_ machine: MealyMachine, labels: [Int], bits: Int, inputs: [String]) {
        let state = Recurrence.stateNames(bits)
        let entries = machine.transitions.indices.flatMap { from in
            machine.letters.indices.map { letter in (from: from, letter: letter) }
        }
        let rows = entries.map { entry in
            (0..<bits).map { labels[entry.from] >> $0 & 1 } + machine.letters[entry.letter]
        }
        func formula(_ target: [Int]) -> Expression {
            // Labels are different and letters are bits, so that the rows cannot contradict each other.
            guard let table = TruthTable(variables: state + inputs, rows: rows, target: target) else { return 0 }
            return BooleanRegression(table).expression
        }
        self.state = state
        self.inputs = inputs
        next = (0..<bits).map { bit in
            formula(entries.map { labels[machine.transitions[$0.from][$0.letter]] >> bit & 1 })
        }
        let width = machine.outputs.first?.first?.count ?? 0
        outputs = (0..<width).map { output in formula(entries.map { machine.outputs[$0.from][$0.letter][output] }) }
    }

    var cost: ExpressionCost { (next + outputs).reduce(.zero) { $0 + $1.cost } }

    var recurrence: Recurrence {
        get throws(ProgramError) {
            try Recurrence(
                inputs: inputs, state: state.map { Program.StateVariable($0) }, next: next, outputs: outputs
            ).meaningfullyNamed(inputsAreBits: true)
        }
    }
}
