/// The state as two numbers: a part that goes on by itself, or shows in the last answer or letter, and what else there is to know.
///
/// A debouncer is a level and a count, a lock that opens for a while a door and a timer. Where two congruences tell all states
/// apart, the machine is the product of two that know nothing of each other (Hartmanis and Stearns 1966); else states are numbered
/// within the blocks of one partition in the order in which they are reached.
///
/// - Complexity: a search of bounded size for each of at most three pairs.
struct ProductRoute: ExplanationRoute {
    let name = "two variables"
    let restates: Restated? = .machine
    let leastVariables = 2
    private let states = 4...64
    /// Pairs at which more transitions surprise explain nothing.
    private static let mostSurprises = 1.0 / 3

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard states.contains(machine.stateCount) else {
            throw RouteFailed(reason: "\(machine.stateCount) states are not between \(states.lowerBound) and \(states.upperBound)")
        }
        let splits = machine.simplest(of: StateSplits(machine).all, surprising: Self.mostSurprises)
        guard !splits.isEmpty else { throw RouteFailed(reason: "no two numbers suggest themselves") }
        let programs = splits.flatMap { transitions($0, of: machine, findings.inputNames).programs() }
        guard !programs.isEmpty else { throw RouteFailed(reason: "no formula of two numbers was found") }
        return programs
    }

    private func transitions(_ split: [[Int]], of machine: MealyMachine, _ inputs: [String]) -> LabelledTransitions {
        var table = RowTable()
        for (state, row) in machine.transitions.enumerated() {
            for (letter, target) in row.enumerated() {
                table.add(
                    split.map { $0[state] } + machine.letters[letter],
                    split.map { $0[target] } + machine.outputs[state][letter])
            }
        }
        let columns = table.columns
        let names = Recurrence.stateNames(split.count)
        return LabelledTransitions(
            state: zip(names, split).map { Program.StateVariable($0, initial: $1[MealyMachine.initial]) }, inputs: inputs,
            rows: table.keys, next: columns.prefix(split.count).map { .values($0) },
            outputs: Array(columns.dropFirst(split.count)), limits: LabelledTransitions.guess)
    }
}

/// Pairs of numberings of a machine's states that together tell them apart.
private struct StateSplits {
    /// `[split][variable][state]`
    private(set) var all: [[[Int]]] = []
    private let machine: MealyMachine

    private static let mostCongruences = 12

    init(_ machine: MealyMachine) {
        self.machine = machine
        // A machine that soon forgets has hundreds; what a person would call a part of the state is coarse.
        let congruences = Array(machine.congruences.prefix(Self.mostCongruences))
        for (index, one) in congruences.enumerated() {
            for other in congruences[..<index] where one.separates(all: other) { propose([other.blocks, one.blocks]) }
        }
        for outer in lastAnswers + lastLetters + congruences.prefix(4).map(\.blocks) { within(outer) }
    }

    /// The answer with which a state is entered, where there is one.
    private var lastAnswers: [[Int]] {
        guard machine.outputs[0][0].count == 1 else { return [] }
        return marks { machine.outputs[$0][$1][0] }
    }

    /// The letter with which a state is entered, where there is one.
    private var lastLetters: [[Int]] {
        guard machine.letters[0].count == 1 else { return [] }
        return marks { _, letter in machine.letters[letter][0] }
    }

    /// The initial state, which may have been entered by nothing, has the mark 0 if that tells no lie, or else the first there is.
    private func marks(_ mark: (Int, Int) -> Int) -> [[Int]] {
        guard let known = machine.entered(with: mark) else { return [] }
        let values = Set(known.compactMap(\.self)).sorted()
        guard values.count > 1, let first = values.first else { return [] }
        return [known.map { $0 ?? (values.contains(0) ? 0 : first) }]
    }

    /// States numbered within the blocks of `outer`, in the order in which they are reached, and in the opposite one.
    private mutating func within(_ outer: [Int]) {
        let partition = StatePartition(outer)
        guard !partition.isTrivial else { return }
        var (ascending, descending) = (outer, outer)
        for block in partition.members {
            for (number, state) in block.enumerated() {
                (ascending[state], descending[state]) = (number, block.count - 1 - number)
            }
        }
        propose([outer, ascending])
        propose([outer, descending])
    }

    private mutating func propose(_ split: [[Int]]) {
        if !all.contains(split) { all.append(split) }
    }
}
