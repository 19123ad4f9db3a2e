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

/// A machine whose states have one number or more each.
struct NumberedMachine {
    let machine: MealyMachine
    /// `[variable][state]`; together they tell states apart.
    let labels: [[Int]]
    /// The share of transitions that surprise: a letter neither adds to a number what it usually adds, nor sets it to what it usually
    /// sets it to.
    let surprise: Double

    /// - Complexity: O(variables · states · letters)
    init(_ machine: MealyMachine, labels: [[Int]]) {
        (self.machine, self.labels) = (machine, labels)
        let surprises = labels.reduce(0) { $0 + Self.surprises(machine, $1) }
        surprise = Double(surprises) / Double(labels.count * machine.stateCount * machine.letters.count)
    }

    private static func surprises(_ machine: MealyMachine, _ labels: [Int]) -> Int {
        machine.letters.indices.reduce(0) { sum, letter in
            var (steps, ends): ([Int: Int], [Int: Int]) = ([:], [:])
            for state in machine.transitions.indices {
                let target = labels[machine.transitions[state][letter]]
                steps[target - labels[state], default: 0] += 1
                ends[target, default: 0] += 1
            }
            return sum + machine.stateCount - max(steps.values.max() ?? 0, ends.values.max() ?? 0)
        }
    }

    /// Its transitions in numbers, one state variable for each number.
    func transitions(inputs: [String], within limits: EnumerationLimits) -> LabelledTransitions {
        var transitions = LabelledTransitions(machine, variables: labels, inputs: inputs)
        transitions.limits = limits
        return transitions
    }
}

extension [NumberedMachine] {
    /// At most three that tell the simplest stories, of those in which no greater share of the transitions surprises.
    func simplest(surprising share: Double) -> [NumberedMachine] {
        enumerated().filter { $1.surprise <= share }
            .sorted { ($0.element.surprise, $0.offset) < ($1.element.surprise, $1.offset) }.prefix(3).map(\.element)
    }
}
