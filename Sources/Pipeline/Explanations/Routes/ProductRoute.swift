/// The state as two numbers: a part that goes on by itself, or shows in the last answer or letter, and what else there is to know.
/// Or as three that go on by themselves.
///
/// A debouncer is a level and a count, a lock that opens for a while a door and a timer. Where two congruences tell all states
/// apart, the machine is the product of two that know nothing of each other (Hartmanis and Stearns 1966), as it is of three where
/// no two of these do; else states are numbered within the blocks of one partition in the order in which they are reached.
///
/// - Complexity: a search of bounded size for each of at most three of them.
struct ProductRoute: ExplanationRoute {
    let name = "several variables"
    let restates: Restated? = .machine
    let leastVariables = 2
    private let states = 4...64
    /// Pairs at which more transitions surprise explain nothing.
    private let mostSurprises = 1.0 / 3

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard states.contains(machine.stateCount) else {
            throw RouteFailed(
                reason: "\(machine.stateCount) states are not between \(states.lowerBound) and \(states.upperBound)")
        }
        let splits = StateSplits(machine, most: states.upperBound).all.simplest(surprising: mostSurprises)
        guard !splits.isEmpty else { throw RouteFailed(reason: "no two or three numbers suggest themselves") }
        let programs = splits.flatMap {
            $0.transitions(inputs: findings.inputNames, within: LabelledTransitions.guess).programs()
        }
        guard !programs.isEmpty else { throw RouteFailed(reason: "no formula of the numbers was found") }
        return programs
    }
}

/// Numberings of a machine's states, two or three, that together tell them apart.
private struct StateSplits {
    private(set) var all: [NumberedMachine] = []

    private static let mostCongruences = 12

    init(_ machine: MealyMachine, most: Int) {
        // A machine that soon forgets has hundreds; what a person would call a part of the state is coarse.
        let congruences = Array(machine.congruences.prefix(Self.mostCongruences))
        for (index, one) in congruences.enumerated() {
            for other in congruences[..<index] where one.separates(all: other) {
                all.append(NumberedMachine(machine, labels: [other.blocks, one.blocks]))
            }
        }
        all += threeFactors(congruences).map { three in NumberedMachine(machine, labels: three.map(\.blocks)) }
        if machine.outputs[0][0].count == 1 { remembering(machine, most) { machine.outputs[$0][$1][0] } }
        if machine.letters[0].count == 1 { remembering(machine, most) { _, letter in machine.letters[letter][0] } }
        for congruence in congruences.prefix(4) { within(congruence.blocks, of: machine) }
    }

    /// Congruences of which three tell all states apart, and no two of the three do.
    private func threeFactors(_ congruences: [StatePartition]) -> [[StatePartition]] {
        congruences.indices.flatMap { third in
            congruences[..<third].indices.flatMap { second in
                congruences[..<second].indices.compactMap { first -> [StatePartition]? in
                    let three = [congruences[first], congruences[second], congruences[third]]
                    let two = [(0, 1), (0, 2), (1, 2)].map { StatePartition(meetOf: three[$0], three[$1]) }
                    let isProduct = two[0].separates(all: three[2]) && two.allSatisfy { $0.count < $0.blocks.count }
                    return isProduct ? three : nil
                }
            }
        }
    }

    /// The last answer, or the last letter, is the one number. Before the first it was 0 if that is one of them.
    private mutating func remembering(_ machine: MealyMachine, _ most: Int, _ mark: (Int, Int) -> Int) {
        let marks = Set(machine.transitions.indices.flatMap { state in machine.letters.indices.map { mark(state, $0) } })
        let first = marks.contains(0) ? 0 : marks.min() ?? 0
        guard let (larger, marks) = machine.remembering(from: first, most: most, mark) else { return }
        within(marks, of: larger)
    }

    /// States numbered within the blocks of `outer`, in the order in which they are reached, and in the opposite one.
    private mutating func within(_ outer: [Int], of machine: MealyMachine) {
        let partition = StatePartition(outer)
        guard !partition.isTrivial else { return }
        var (ascending, descending) = (outer, outer)
        for block in partition.members {
            for (number, state) in block.enumerated() {
                (ascending[state], descending[state]) = (number, block.count - 1 - number)
            }
        }
        all.append(NumberedMachine(machine, labels: [outer, ascending]))
        all.append(NumberedMachine(machine, labels: [outer, descending]))
    }
}
