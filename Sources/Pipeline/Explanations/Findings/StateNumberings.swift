/// Ways to number the states of a finite machine so that a number says how its state is come to: what a person would count.
///
/// Which of them suits a machine shows in the formulas that it has under them.
struct StateNumberings {
    /// `[numbering][state]`, all different; numbers of one numbering are all different.
    private(set) var all: [[Int]] = []
    private let machine: MealyMachine
    private let sinks: [Int]

    /// Numberings by letters that add a number each, see `PotentialLabelling`.
    private static let potentials = 2

    init(_ machine: MealyMachine) {
        self.machine = machine
        sinks = machine.transitions.indices.filter { state in machine.transitions[state].allSatisfy { $0 == state } }
        for potential in PotentialLabelling.best(Self.potentials, of: machine.transitions) { propose(potential.labels) }
        for letter in machine.letters.indices { chain(letter).map { propose(order: $0) } }
        propose(order: reached(Array(machine.letters.indices)))
        propose(order: reached(machine.letters.indices.reversed()))
    }

    /// States in the order in which they are reached, breadth first.
    private func reached(_ letters: [Int]) -> [Int] {
        var order = [MealyMachine.initial]
        var seen: Set = [MealyMachine.initial]
        var next = 0
        while next < order.count {
            for letter in letters {
                let target = machine.transitions[order[next]][letter]
                if seen.insert(target).inserted { order.append(target) }
            }
            next += 1
        }
        return order
    }

    /// The states that repeating a letter leads through, where it leads through all but those in which the machine stays.
    private func chain(_ letter: Int) -> [Int]? {
        var order: [Int] = []
        var state = MealyMachine.initial
        while !order.contains(state) {
            order.append(state)
            state = machine.transitions[state][letter]
        }
        let others = machine.transitions.indices.filter { !order.contains($0) }
        return others.allSatisfy(sinks.contains) ? order + others : nil
    }

    /// Numbers by the order; and the state in which the machine stays, if it is the only one, also as −1.
    private mutating func propose(order: [Int]) {
        guard order.count == machine.stateCount else { return }
        propose(numbers(order))
        guard sinks.count == 1, order.count > 2 else { return }
        let open = order.filter { $0 != sinks[0] }
        propose(numbers(open + sinks))
        var labels = numbers(open + sinks)
        labels[sinks[0]] = -1
        propose(labels)
    }

    private func numbers(_ order: [Int]) -> [Int] {
        var labels = Array(repeating: 0, count: order.count)
        for (number, state) in order.enumerated() { labels[state] = number }
        return labels
    }

    private mutating func propose(_ labels: [Int]) {
        if !all.contains(labels) { all.append(labels) }
    }
}

extension Array {
    /// By rank, the least first; of equals the earlier one.
    func ranked(by rank: (Element) -> Int) -> [Element] {
        enumerated().map { (rank: rank($1), offset: $0, element: $1) }
            .sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.map(\.element)
    }
}

extension MealyMachine {
    /// The ways to number states that tell the simplest stories, at most three: those with the fewest surprises, which are
    /// transitions at which a letter neither adds to a number what it usually adds, nor sets it to what it usually sets it to.
    ///
    /// - Parameters:
    ///   - numberings: `[way][variable][state]`
    ///   - share: of transitions, at most so many of which may be surprises.
    /// - Complexity: O(variables · states · letters) for each.
    func simplest(of numberings: [[[Int]]], surprising share: Double) -> [[[Int]]] {
        let ways = numberings.map { way in (way, surprises: way.reduce(0) { $0 + surprises($1) }) }
        let telling = ways.filter { Double($0.surprises) <= share * Double($0.0.count * stateCount * letters.count) }
        return telling.ranked { $0.surprises }.prefix(3).map(\.0)
    }

    private func surprises(_ labels: [Int]) -> Int {
        letters.indices.reduce(0) { sum, letter in
            var (steps, ends): ([Int: Int], [Int: Int]) = ([:], [:])
            for state in transitions.indices {
                let target = labels[transitions[state][letter]]
                steps[target - labels[state], default: 0] += 1
                ends[target, default: 0] += 1
            }
            return sum + stateCount - max(steps.values.max() ?? 0, ends.values.max() ?? 0)
        }
    }
}
